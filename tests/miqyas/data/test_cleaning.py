"""Cleaning as a script: each kind of step, replay to the same bytes, every refusal."""

import copy
import datetime as dt
import json
from dataclasses import replace

import pytest

from miqyas.data.cleaning import Kind, Selection, Step, cleaned, steps_from_json, steps_to_json
from miqyas.errors import (
    StepAnswerAbsent,
    StepColumnAbsent,
    StepSelectsNothing,
    StepUnreadable,
    StepValueChanged,
    StepValueUnfit,
)

TABLES = {
    "": {
        "_key": ["a", "b", "c", "d"],
        "age": [340, 34, None, 51],
        "water": ["well", "wel", "tap", "well"],
        "day": [dt.date(2026, 11, 1)] * 4,
        "ok": [True, False, True, None],
        "nothing": [None] * 4,
    },
    "member": {
        "_key": ["a/1", "b/1", "b/2", "d/1"],
        "_answer": ["a", "b", "b", "d"],
        "m_age": [3.5, 4.0, 5.0, 6.0],
    },
}
REPLACE = Step(
    1, Kind.REPLACE, "slip of the finger", column="age", selection=Selection(("a",)), value="34", was=340
)


def test_each_kind_changes_what_it_says_and_counts_it():
    steps = [
        REPLACE,
        Step(2, Kind.RECODE, "spelling", column="water", codes={"wel": "well"}),
        Step(
            3,
            Kind.MISSING,
            "cannot be",
            table="member",
            column="m_age",
            selection=Selection((), "m_age", "above", 5),
        ),
        Step(4, Kind.MERGE, "same household", selection=Selection(("c", "d"))),
        Step(5, Kind.EXCLUDE, "training", selection=Selection(("b",))),
        Step(6, Kind.REPLACE, "known", column="day", selection=Selection(("a",)), value="2026-11-02"),
    ]
    with_empty = copy.deepcopy(TABLES)
    found = cleaned(with_empty, steps)
    assert with_empty == TABLES
    assert found.tables[""] == {
        "_key": ["a", "c"],
        "age": [34, 51],
        "water": ["well", "tap"],
        "day": [dt.date(2026, 11, 2), dt.date(2026, 11, 1)],
        "ok": [True, True],
        "nothing": [None, None],
    }
    assert found.tables["member"] == {"_key": ["a/1"], "_answer": ["a"], "m_age": [3.5]}
    assert found.n_changed == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1}


def test_a_script_is_replayed_to_the_same_bytes():
    steps = [REPLACE, Step(2, Kind.RECODE, "spelling", column="water", codes={"wel": "well", "tap": "well"})]
    written = steps_to_json(steps)
    again = steps_from_json(written)
    assert again == steps
    assert steps_to_json(again) == written
    first, second = (json.dumps(cleaned(TABLES, each).tables, default=str) for each in (steps, again))
    assert first == second


def test_steps_are_applied_in_order():
    once = Step(1, Kind.RECODE, "spelling", column="water", codes={"wel": "well"})
    then = Step(2, Kind.RECODE, "grouping", column="water", codes={"well": "unsafe"})
    assert cleaned(TABLES, [once, then]).n_changed == {1: 1, 2: 3}
    missing = Step(3, Kind.MISSING, "x", column="water", selection=Selection((), "water", "equal", "wel"))
    with pytest.raises(StepSelectsNothing):
        cleaned(TABLES, [once, missing])


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (replace(REPLACE, column="agee"), StepColumnAbsent),
        (replace(REPLACE, column="_key"), StepColumnAbsent),
        (replace(REPLACE, table="house"), StepColumnAbsent),
        (replace(REPLACE, selection=Selection(("z",))), StepAnswerAbsent),
        (replace(REPLACE, was=35), StepValueChanged),
        (replace(REPLACE, value="old"), StepValueUnfit),
        (replace(REPLACE, column="day", was=None, value="soon"), StepValueUnfit),
        (replace(REPLACE, column="ok", was=None, value="perhaps"), StepValueUnfit),
        (replace(REPLACE, was=None, selection=Selection((), "age", "above", 900)), StepSelectsNothing),
        (replace(REPLACE, was=None, selection=Selection((), "water", "above", 1)), StepUnreadable),
    ],
)
def test_a_step_that_no_longer_applies_is_refused(step, error):
    with pytest.raises(error):
        cleaned(TABLES, [step])


@pytest.mark.parametrize(
    "change",
    [
        {"reason": " "},
        {"column": ""},
        {"kind": Kind.RECODE},
        {"kind": Kind.EXCLUDE, "selection": Selection()},
        {"kind": Kind.MERGE},
        {"selection": Selection((), "age", "beside", 1)},
    ],
)
def test_a_step_that_says_too_little_is_refused(change):
    with pytest.raises(StepUnreadable):
        replace(REPLACE, **change)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "other", "steps": []}',
        '{"schema": "miqyas.cleaning/1", "steps": [{"kind": "burn"}]}',
        '{"schema": "miqyas.cleaning/1", "steps": [{"kind": "missing", "foo": 1}]}',
    ],
)
def test_what_is_no_script_is_refused(text):
    with pytest.raises(StepUnreadable):
        steps_from_json(text)


def test_an_empty_column_takes_what_comes():
    step = Step(1, Kind.REPLACE, "found later", column="nothing", selection=Selection(("a",)), value=3)
    assert cleaned(TABLES, [step]).tables[""]["nothing"] == [3, None, None, None]
