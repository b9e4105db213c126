"""Opening tables wherever they stand, whatever their columns are called."""

import duckdb
import pandas as pd
import pytest
from tests.miqyas.trials import village_trial

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, open_relation
from miqyas.errors import MissingColumn, TableNotFound, UnknownTableFormat, UnparsedTable
from miqyas.estimators.itt import itt

ODD_NAMES = (
    'the "income"',
    "d'où; DROP TABLE x --",
    "دخل الأسرة",
    " spaced ",
    "a,b",
    "v0",
    "source_rows",
    "w",
    "%s {x}",
)


@pytest.fixture
def trial():
    return village_trial(2, n_villages=8, effect=1.0)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_column_names_are_only_names(trial, name):
    renamed = trial.rename(columns={"income": name})
    found = itt(renamed, outcome=name, treatment="assigned", cluster="village", covariates=["age"])
    plain = itt(trial, outcome="income", treatment="assigned", cluster="village", covariates=["age"])
    assert found.value == pytest.approx(plain.value, rel=1e-13)


def test_every_role_may_have_an_odd_name(trial):
    odd = dict(zip(trial.columns, ODD_NAMES, strict=False))
    renamed = trial.rename(columns=odd)
    options = {"outcome": odd["income"], "treatment": odd["assigned"], "cluster": odd["village"]}
    found = itt(renamed, **options, covariates=[odd["age"]], weights=odd["weight"])
    plain = itt(
        trial, outcome="income", treatment="assigned", cluster="village", covariates=["age"], weights="weight"
    )
    assert found.value == pytest.approx(plain.value, rel=1e-13)


def effect(source):
    return itt(source, outcome="income", treatment="assigned", cluster="village").value


def test_csv_parquet_frame_and_duckdb_give_one_estimate(trial, tmp_path):
    plain = effect(trial)
    trial.to_csv(tmp_path / "trial.csv", index=False)
    duckdb.from_df(trial).write_parquet(str(tmp_path / "trial.parquet"))
    engine = duckdb.connect()
    for source in (
        tmp_path / "trial.csv", str(tmp_path / "trial.parquet"), open_relation(trial), engine.from_df(trial),
    ):  # fmt: skip
        assert effect(source) == pytest.approx(plain, rel=1e-12)


def test_semicolons_tabs_and_byte_order_marks_are_read(trial, tmp_path):
    trial.to_csv(tmp_path / "semicolon.csv", index=False, sep=";", encoding="utf-8-sig")
    trial.to_csv(tmp_path / "tab.tsv", index=False, sep="\t")
    for name in ("semicolon.csv", "tab.tsv"):
        assert open_relation(tmp_path / name).columns == tuple(trial.columns)
        assert effect(tmp_path / name) == pytest.approx(effect(trial), rel=1e-12)


def test_late_text_in_a_csv_column_is_seen(tmp_path):
    # The types are found from all rows: a word in row 30,001 makes the column text, it does not break the reading.
    (tmp_path / "late.csv").write_text("y,d\n" + "1,0\n" * 30_000 + "beaucoup,1\n")
    assert open_relation(tmp_path / "late.csv").types == {"y": "VARCHAR", "d": "BIGINT"}


def test_marks_of_missing_values_are_missing(tmp_path):
    (tmp_path / "marks.csv").write_text('y\n1\nNA\n.\nNaN\n""\n2\n')
    relation = open_relation(tmp_path / "marks.csv")
    assert relation.ask(f"SELECT count(y) AS n, count(*) AS rows FROM {ROWS}")["n"][0] == 2
    assert relation.holds_numbers("y")


def test_folder_and_glob_are_one_table(trial, tmp_path):
    (tmp_path / "parts").mkdir()
    for number, part in enumerate((trial[:20], trial[20:])):
        part.to_csv(tmp_path / "parts" / f"{number}.csv", index=False)
    assert open_relation(tmp_path / "parts").n_rows == len(trial)
    assert effect(str(tmp_path / "parts" / "*.csv")) == pytest.approx(effect(trial), rel=1e-12)


def test_brackets_in_a_file_name_are_not_a_pattern(trial, tmp_path):
    trial.to_csv(tmp_path / "trial [v1] it's.csv", index=False)
    assert open_relation(tmp_path / "trial [v1] it's.csv").n_rows == len(trial)


def test_absent_file_lists_the_nearest(tmp_path):
    (tmp_path / "enquete_2024.csv").write_text("a\n1\n")
    with pytest.raises(TableNotFound) as caught:
        open_relation(tmp_path / "enquête_2024.csv")
    assert caught.value.facts["nearest"] == "enquete_2024.csv"


def test_empty_folder_is_refused(tmp_path):
    with pytest.raises(TableNotFound) as caught:
        open_relation(tmp_path)
    assert caught.value.facts["nearest"] == "—"


def test_other_formats_are_refused_by_name(tmp_path):
    (tmp_path / "trial.xlsx").write_bytes(b"PK")
    with pytest.raises(UnknownTableFormat) as caught:
        open_relation(tmp_path / "trial.xlsx")
    assert caught.value.facts == {"path": "trial.xlsx", "found": ".xlsx"}
    with pytest.raises(UnknownTableFormat):
        open_relation([1, 2, 3])


def test_parquet_that_is_none_is_refused(tmp_path):
    (tmp_path / "trial.parquet").write_text("not a table")
    with pytest.raises(UnparsedTable) as caught:
        open_relation(tmp_path / "trial.parquet")
    assert caught.value.facts["path"] == "trial.parquet"


def test_wrong_encoding_is_refused(tmp_path):
    (tmp_path / "latin.csv").write_bytes("région,y\nFès,1\nMeknès,2\n".encode("latin-1"))
    with pytest.raises(UnparsedTable):
        open_relation(tmp_path / "latin.csv")


def test_question_leaves_nothing_in_the_given_engine(trial):
    engine = duckdb.connect()
    effect(engine.from_df(trial))
    assert engine.sql("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchall() == [(0,)]
    assert engine.sql("SELECT count(*) FROM duckdb_tables()").fetchall() == [(0,)]


def test_missing_indicator_sees_absent_nan_and_blank():
    frame = pd.DataFrame({"word": ["a", " ", None], "word (missing)": [1, 2, 3]})
    relation, name = open_relation(frame).with_missing_indicator("word")
    assert name == "word (missing)+"
    assert relation.ask(f"SELECT {quoted(name)} AS m FROM {ROWS}")["m"].tolist() == [0, 1, 1]
    engine = duckdb.connect()
    numbers = engine.sql("SELECT unnest([1.0, 'nan'::DOUBLE, NULL]) AS x")
    flagged, name = open_relation(numbers).with_missing_indicator("x")
    assert flagged.ask(f"SELECT {quoted(name)} AS m FROM {ROWS}")["m"].tolist() == [0, 1, 1]


def test_required_column_is_exact():
    with pytest.raises(MissingColumn):
        open_relation(pd.DataFrame({"Age": [1]})).require("age")
