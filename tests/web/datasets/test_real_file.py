"""The Moroccan microcredit trial, as people would bring it: CSV, Excel, Stata, Parquet."""

import duckdb
import pandas as pd
import pytest

from miqyas_web.datasets import actions, queries
from miqyas_web.datasets.models import DatasetVersion
from tests.web.datasets.conftest import file_of

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

NAME = "crepon2015_morocco_microcredit_full"


def as_excel(frame, folder):
    path = folder / f"{NAME}.xlsx"
    frame.to_excel(path, index=False)
    return path


def as_stata(frame, folder):
    path = folder / f"{NAME}.dta"
    frame.to_stata(path, write_index=False, version=118)
    return path


def as_parquet(frame, folder):
    path = folder / f"{NAME}.parquet"
    duckdb.from_df(frame).write_parquet(str(path))
    return path


@pytest.mark.parametrize("form", ["csv", as_excel, as_stata, as_parquet])
def test_the_trial_is_frozen_whole(shared_data, tmp_path, initiative, amina, form):
    source = shared_data / "econ" / f"{NAME}.csv"
    frame = pd.read_csv(source)
    path = source if form == "csv" else form(frame, tmp_path)
    upload = actions.bring_file(initiative=initiative, file=file_of(path.read_bytes(), path.name), by=amina)
    kinds = {column["name"]: column["type"] for column in upload.profile["columns"]}
    version = actions.freeze_upload(upload=upload, naming=actions.Naming(title="Crépon et al."), by=amina)
    assert (version.n_rows, version.n_columns) == (5513, 25)
    assert DatasetVersion.objects.get().personal_sha256 == ""
    assert (kinds["Y_consumption"], kinds["D"], kinds["village"]) == ("number", "integer", "integer")
    total, treated = duckdb.sql(
        f"SELECT sum(Y_borrowing), sum(D) FROM read_parquet('{queries.frozen_path(version)}')"
    ).fetchall()[0]
    assert total == pytest.approx(frame["Y_borrowing"].sum(), rel=1e-9)
    assert treated == frame["D"].sum()
