"""Why cells are empty goes with the rows, when it is asked for; nothing is told of what is personal or dropped."""

import pyreadstat
import pytest

from miqyas_web.datasets import actions
from miqyas_web.datasets.enums import Extract, FileForm
from miqyas_web.datasets.exports import opened
from miqyas_web.datasets.science import frozen_place
from tests.web.datasets.test_extracts import describe, extract, receive, rows, said, step, survey  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def frozen(extract, by, **columns):  # noqa: F811 - the fixture
    extract = actions.describe_extract(
        extract=extract, columns=said(**columns), k=3, suppresses=False, by=by, keeps_reasons=True
    )
    return actions.freeze_extract(extract=actions.measure_extract(extract=extract, by=by), by=by)


def test_each_row_says_why_its_cells_are_empty(extract, survey, amina):  # noqa: F811
    receive(survey, 8, "", eau="", age="")
    version = frozen(extract, amina)
    found = dict(rows(version).project("_key, _why_empty").fetchall())
    last = found["uuid:8"].split()
    assert {"eau=empty", "age=empty", "prix=not_asked"} <= set(last)
    assert "eau=empty" not in found["uuid:0"]
    assert "prix=not_asked" in found["uuid:0"].split()
    assert not any(name.startswith(("chef=", "photo=", "lieu=")) for name in last)
    column = version.columns.get(name="_why_empty")
    assert (column.label, column.is_personal) == ("Pourquoi des cases sont vides", False)


def test_stata_and_spss_say_it_in_the_cells_themselves(extract, survey, amina, tmp_path):  # noqa: F811
    receive(survey, 8, "", eau="", age="")
    version = frozen(extract, amina)
    for form, read, told in (
        (FileForm.STATA, pyreadstat.read_dta, ("a", "b")),
        (FileForm.SPSS, pyreadstat.read_sav, (-996, -997)),
    ):
        path = tmp_path / f"t.{form.value}"
        with opened(version, Extract.ANALYSIS, form, frozen_place(version.sha256)) as file:
            path.write_bytes(file.read())
        frame, meta = read(path, user_missing=True)
        last = frame[frame["key"] == "uuid:8"].iloc[0]
        assert (last["eau"], last["prix"]) == told
        assert meta.variable_value_labels["prix"][told[1]] == "Non posée à cette personne"


def test_nothing_is_told_of_a_column_taken_away(extract, survey, amina):  # noqa: F811
    receive(survey, 8, "X", eau="")
    version = frozen(extract, amina, eau={"step": step("drop", "eau")})
    assert "eau=" not in str(rows(version).project("_why_empty").fetchall())


def test_without_asking_there_is_no_such_column(extract, amina):  # noqa: F811
    extract = describe(extract, amina)
    version = actions.freeze_extract(extract=actions.measure_extract(extract=extract, by=amina), by=amina)
    assert "_why_empty" not in rows(version).columns
