"""Protection of people: published examples, an independent HMAC, every refusal."""

import hashlib
import hmac

import duckdb
import pytest

from miqyas.data.anonymity import (
    Band,
    Drop,
    Prefix,
    Pseudonymise,
    Regroup,
    Round,
    TopCode,
    ToPeriod,
    apply_steps,
    k_anonymity,
    step_from_record,
    step_record,
    suppress_rows,
)
from miqyas.errors import (
    InvalidAnonymity,
    KeyMissing,
    KeyTooShort,
    MissingColumn,
    NoQuasiIdentifiers,
    NothingToFreeze,
    NothingToProtect,
    QuasiAndSensitive,
    StepInvalid,
    StepTwice,
    StepUnfit,
    SuppressionLeavesNothing,
)
from miqyas.reporting.refusals import refusal_sentence

KEY = bytes(range(32))
# Sweeney (2002), figure 2: a table of 2-anonymity over race, birth, gender and ZIP.
SWEENEY = """('Black', 1965, 'm', '0214*', 'short breath'), ('Black', 1965, 'm', '0214*', 'chest pain'),
('Black', 1965, 'f', '0213*', 'hypertension'), ('Black', 1965, 'f', '0213*', 'hypertension'),
('Black', 1964, 'f', '0213*', 'obesity'), ('Black', 1964, 'f', '0213*', 'chest pain'),
('White', 1964, 'm', '0213*', 'chest pain'), ('White', 1964, 'm', '0213*', 'obesity'),
('White', 1964, 'm', '0213*', 'short breath'), ('White', 1967, 'm', '0213*', 'chest pain'),
('White', 1967, 'm', '0213*', 'chest pain')"""
QUASI = ["race", "birth", "gender", "zip"]
# Machanavajjhala and others (2007), figure 1: patients before any protection.
PATIENTS = """('13053', 28, 'Russian', 'Heart Disease'), ('13068', 29, 'American', 'Heart Disease'),
('13068', 21, 'Japanese', 'Viral Infection'), ('13053', 23, 'American', 'Viral Infection'),
('14853', 50, 'Indian', 'Cancer'), ('14853', 55, 'Russian', 'Heart Disease'),
('14850', 47, 'American', 'Viral Infection'), ('14850', 49, 'American', 'Viral Infection'),
('13053', 31, 'American', 'Cancer'), ('13053', 37, 'Indian', 'Cancer'),
('13068', 36, 'Japanese', 'Cancer'), ('13068', 35, 'American', 'Cancer')"""
PEOPLE = """('Fatima', 31::BIGINT, 3500.5::DOUBLE, DATE '2026-02-17', '04.151.01', 'puits'),
('Idir', 67, 91000, DATE '2025-12-31', '04.151.03', 'oued'), ('Fatima', NULL, NULL, NULL, NULL, NULL)"""


def parquet(path, rows, columns):
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) t({columns})) TO '{path}'")
    return path


@pytest.fixture
def sweeney(tmp_path):
    return parquet(tmp_path / "s.parquet", SWEENEY, "race, birth, gender, zip, problem")


@pytest.fixture
def patients(tmp_path):
    return parquet(tmp_path / "p.parquet", PATIENTS, "zip, age, nationality, condition")


@pytest.fixture
def people(tmp_path):
    return parquet(tmp_path / "q.parquet", PEOPLE, "name, age, income, day, place, water")


def done(people, tmp_path, *steps, key=None):
    apply_steps(people, tmp_path / "out.parquet", steps, key=key)
    return duckdb.sql(f"FROM '{tmp_path / 'out.parquet'}'")


def column(people, tmp_path, step, key=None):
    found = done(people, tmp_path, step, key=key)
    return [row[found.columns.index(step.column)] for row in found.fetchall()]


def test_sweeneys_table_is_2_anonymous(sweeney):
    report = k_anonymity(sweeney, quasi_identifiers=QUASI, k=2, sensitive=["problem"])
    assert (report.k, report.n_rows, report.n_classes, report.n_at_risk, report.holds) == (2, 11, 5, 0, True)
    # Two of the groups share one problem: to know who is in them is to know it.
    assert (report.least_values, report.n_revealed) == ({"problem": 1}, {"problem": 4})


def test_sweeneys_table_is_not_3_anonymous_and_suppression_keeps_one_group(sweeney, tmp_path):
    report = k_anonymity(sweeney, quasi_identifiers=QUASI, k=3)
    assert (report.holds, report.n_at_risk, dict(report.sizes), report.n_unique) == (False, 8, {2: 8}, 0)
    assert [risky.n_rows for risky in report.risky] == [2, 2, 2, 2]
    assert report.risky[0].values == ("Black", 1964, "f", "0213*")
    assert suppress_rows(sweeney, tmp_path / "o.parquet", quasi_identifiers=QUASI, k=3) == 8
    kept = duckdb.sql(f"SELECT * FROM '{tmp_path / 'o.parquet'}'").fetchall()
    assert [row[4] for row in kept] == ["chest pain", "obesity", "short breath"]
    assert k_anonymity(tmp_path / "o.parquet", quasi_identifiers=QUASI, k=3).holds


def test_the_patients_of_machanavajjhala_become_4_anonymous_and_one_group_still_tells_all(patients, tmp_path):
    before = k_anonymity(patients, quasi_identifiers=["zip", "age", "nationality"], k=4)
    assert (before.k, before.n_unique) == (1, 12)
    steps = [Prefix("zip", 3), Band("age", (30, 40)), Drop("nationality")]
    apply_steps(patients, tmp_path / "o.parquet", steps)
    after = k_anonymity(
        tmp_path / "o.parquet", quasi_identifiers=["zip", "age"], k=4, sensitive=["condition"]
    )
    assert (after.k, after.n_classes, after.holds) == (4, 3, True)
    assert (after.least_values, after.n_revealed) == ({"condition": 1}, {"condition": 4})


def test_a_missing_value_is_a_value_like_another(people):
    report = k_anonymity(people, quasi_identifiers=["age"], k=2, sensitive=["water"])
    assert (report.n_unique, report.least_values) == (3, {"water": 1})


def test_the_order_of_rows_and_of_columns_changes_nothing(sweeney, tmp_path):
    duckdb.sql(f"COPY (FROM '{sweeney}' ORDER BY problem, zip) TO '{tmp_path / 'o.parquet'}'")
    assert k_anonymity(tmp_path / "o.parquet", quasi_identifiers=QUASI[::-1], k=2).sizes == {}
    assert k_anonymity(tmp_path / "o.parquet", quasi_identifiers=QUASI[::-1], k=3).n_at_risk == 8


@pytest.mark.parametrize("key", [KEY, b"k" * 64, "clé très longue ".encode() * 9])
def test_a_pseudonym_is_the_hmac_of_the_standard_library(people, tmp_path, key):
    found = column(people, tmp_path, Pseudonymise("name"), key)
    expected = [
        hmac.new(key, name.encode(), hashlib.sha256).hexdigest() for name in ("Fatima", "Idir", "Fatima")
    ]
    assert found == expected
    assert column(people, tmp_path, Pseudonymise("place"), key)[2] is None


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Band("age", (15, 25, 60)), ["25-59", "60+", None]),
        (Band("age", (40,)), ["<40", "40+", None]),
        (Band("income", (0, 5000, 1e5)), ["[0, 5000)", "[5000, 100000)", None]),
        (Round("income", 1000), [4000.0, 91000.0, None]),
        (Round("income", 0.2), [3500.6, 91000.0, None]),
        (Round("age", 5), [30, 65, None]),
        (TopCode("income", most=10_000), [3500.5, 10000.0, None]),
        (TopCode("age", most=65, least=40), [40, 65, None]),
        (ToPeriod("day"), ["2026-02", "2025-12", None]),
        (ToPeriod("day", "quarter"), ["2026-T1", "2025-T4", None]),
        (ToPeriod("day", "year"), ["2026", "2025", None]),
        (Prefix("place", 6), ["04.151", "04.151", None]),
        (Regroup("water", {"puits": "sous terre"}, "autre"), ["sous terre", "autre", None]),
        (Regroup("water", {"puits": "l'eau"}), ["l'eau", None, None]),
    ],
)
def test_values_become_less_fine(people, tmp_path, step, expected):
    assert column(people, tmp_path, step) == expected
    assert step_from_record(step_record(step)) == step


def test_other_columns_and_the_order_of_rows_stay(people, tmp_path):
    found = done(people, tmp_path, Drop("name"), Round("age", 10))
    assert found.columns == ["age", "income", "day", "place", "water"]
    assert [row[3] for row in found.fetchall()] == ["04.151.01", "04.151.03", None]


@pytest.mark.parametrize(
    ("steps", "refusal"),
    [
        ([Drop("shoe")], MissingColumn),
        ([Drop("age"), Round("age", 5)], StepTwice),
        ([Band("age", ())], StepInvalid),
        ([Band("age", (5, 5))], StepInvalid),
        ([Round("age", 0)], StepInvalid),
        ([TopCode("age")], StepInvalid),
        ([TopCode("age", most=1, least=2)], StepInvalid),
        ([ToPeriod("day", "week")], StepInvalid),
        ([Prefix("place", 0)], StepInvalid),
        ([Regroup("water")], StepInvalid),
        ([Band("name", (5,))], StepUnfit),
        ([ToPeriod("age")], StepUnfit),
        ([Pseudonymise("name")], KeyMissing),
        ([Drop(name) for name in ("name", "age", "income", "day", "place", "water")], NothingToFreeze),
    ],
)
def test_steps_that_make_no_sense_are_refused(people, tmp_path, steps, refusal):
    with pytest.raises(refusal):
        apply_steps(people, tmp_path / "out.parquet", steps)
    assert not (tmp_path / "out.parquet").exists()


def test_a_key_that_can_be_guessed_is_refused(people, tmp_path):
    with pytest.raises(KeyTooShort, match="has 6 bytes"):
        apply_steps(people, tmp_path / "o.parquet", [Pseudonymise("name")], key=b"secret")


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"quasi_identifiers": []}, NoQuasiIdentifiers),
        ({"quasi_identifiers": ["age"], "k": 1}, InvalidAnonymity),
        ({"quasi_identifiers": ["shoe"]}, MissingColumn),
        ({"quasi_identifiers": ["age"], "sensitive": ["age"]}, QuasiAndSensitive),
    ],
)
def test_questions_without_answer_are_refused(people, asked, refusal):
    with pytest.raises(refusal):
        k_anonymity(people, **asked)


def test_nobody_to_protect_and_nothing_left_are_refused(people, tmp_path):
    duckdb.sql(f"COPY (FROM '{people}' LIMIT 0) TO '{tmp_path / 'empty.parquet'}'")
    with pytest.raises(NothingToProtect):
        k_anonymity(tmp_path / "empty.parquet", quasi_identifiers=["age"])
    with pytest.raises(SuppressionLeavesNothing):
        suppress_rows(people, tmp_path / "o.parquet", quasi_identifiers=["age"])


@pytest.mark.parametrize(
    "record", [{"step": "burn", "column": "age"}, {"step": "band"}, {"step": "round", "x": 1}]
)
def test_a_record_of_no_step_is_refused(record):
    with pytest.raises(StepInvalid):
        step_from_record(record)


def test_a_refusal_names_the_step_in_the_language_of_the_reader():
    said = refusal_sentence(StepUnfit(step="band", column="nom", found="VARCHAR"), "fr")
    assert said.startswith("L'étape « mettre en tranches » ne convient pas à « nom »")
