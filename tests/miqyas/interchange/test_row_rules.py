"""Rows judged as a phone would: required answers, skips, constraints; what cannot be judged is named."""

import pytest

from miqyas.interchange.form import Form, Question
from miqyas.interchange.rows import RowRules, RowWriter
from miqyas.interchange.rows.faults import SENTENCES

QUESTIONS = (
    Question("consent", "/data/consent", "select_one", is_required=True),
    Question("age", "/data/who/age", "integer", is_required=True, constraint=". >= 15 and . <= 110"),
    Question("water", "/data/who/water", "select_multiple"),
    Question("price", "/data/who/price", "decimal", relevant="selected( /data/who/water , 'tap')"),
    Question("day", "/data/day", "date", constraint=". <= today() and . >= '2020-01-01'"),
    Question("born", "/data/born", "date", constraint=". < /data/day"),
    Question("phone", "/data/phone", "text", constraint="regex(., '^0[5-7][0-9]{8}$')"),
    Question("far", "/data/far", "integer", relevant="pulldata('x', 'a', 'b', 'c') = 1", is_required=True),
    Question("hidden", "/data/hidden", "hidden"),
    Question("after", "/data/after", "integer", constraint=". > /data/hidden"),
)
FORM = Form(
    "f", "1", "", "data", ("",), "", QUESTIONS, group_conditions={"/data/who": " /data/consent  = 'yes'"}
)
EVERY = {one.name: one.path for one in QUESTIONS if one.name != "hidden"}
GOOD = {
    "consent": "yes",
    "age": 42,
    "water": "tap well",
    "price": 3,
    "day": "2026-01-02",
    "born": "1990-01-01",
}


def codes(form=FORM, columns=EVERY, **cells):
    xml, faults = RowWriter(form, columns).write(cells, row=4, instance_id="uuid:1")
    assert faults == []
    return {(one.column, one.code) for one in RowRules(form, columns).faults(xml, row=4)}


def test_a_good_row_breaks_nothing():
    assert codes(**GOOD, phone="0661234567", far=3, after=1) == set()


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"age": ""}, {("age", "required")}),
        ({"age": 14}, {("age", "constraint")}),
        ({"age": 111}, {("age", "constraint")}),
        ({"water": "well"}, {("price", "irrelevant")}),
        ({"water": "well", "price": ""}, set()),
        ({"day": "2999-01-01"}, {("day", "constraint")}),
        ({"day": "2019-12-31"}, {("day", "constraint")}),
        ({"born": "2026-01-02"}, {("born", "constraint")}),
        ({"phone": "12"}, {("phone", "constraint")}),
        ({"consent": ""}, {("consent", "required"), ("age", "irrelevant"), ("water", "irrelevant"), ("price", "irrelevant")}),
    ],
)  # fmt: skip
def test_each_rule(change, broken):
    assert codes(**(GOOD | change)) == broken


def test_who_refuses_is_asked_nothing_more():
    assert codes(consent="no") == set()


def test_a_rule_that_cannot_be_judged_is_named_and_not_guessed():
    assert RowRules(FORM, EVERY).unjudged == ("far", "after")
    assert codes(**GOOD, after=-9) == set()
    fewer = {name: path for name, path in EVERY.items() if name not in {"consent", "water"}}
    rules = RowRules(FORM, fewer)
    assert set(rules.unjudged) == {"age", "price", "far", "after"}
    # Not knowing whether the group was asked, an empty age is no fault; a wrong one still is.
    assert codes(columns=fewer, price="", day="2026-01-02") == set()
    assert codes(columns=fewer, age=9, day="2026-01-02") == {("age", "constraint")}


def test_a_form_read_before_conditions_of_groups_were_kept_is_judged_by_constraints_alone():
    old = Form("f", "1", "", "data", ("",), "", QUESTIONS)
    assert codes(old, consent="no", day="2026-01-02") == set()
    assert codes(old, consent="no", age=3) == {("age", "constraint")}


def test_the_conditions_of_groups_survive_being_written_down():
    assert Form.from_data(FORM.to_data()) == FORM
    older = FORM.to_data()
    del older["group_conditions"]
    assert Form.from_data(older).group_conditions is None


@pytest.mark.parametrize(
    "expression", ["count(/data/x) > 1", ". = current()/../a", "((", "jr:choice-name(., 'x') = ''"]
)
def test_what_xpath_cannot_read_here_is_left(expression):
    one = Question("a", "/data/a", "text", constraint=expression)
    rules = RowRules(Form("f", "1", "", "data", ("",), "", (one,), group_conditions={}), {"a": "/data/a"})
    assert rules.unjudged == ("a",)
    assert rules.faults(b"<data><a>1</a></data>", row=1) == []


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("if(. > 3, 'a', 'b') = 'a'", True),
        ("coalesce('', .) = '5'", True),
        ("count-selected('a b c') = 3 and selected-at('a b', 1) = 'b'", True),
        ("int(5.9) = . and abs(-5) = . and pow(., 2) = 25", True),
        ("date('2026-01-02') - date('2026-01-01') = 1", True),
        ("not(. = 5) or string-length(.) > 3", False),
    ],
)
def test_functions(expression, holds):
    one = Question("a", "/data/a", "text", constraint=expression)
    rules = RowRules(Form("f", "1", "", "data", ("",), "", (one,), group_conditions={}), {"a": "/data/a"})
    assert rules.unjudged == ()
    assert (rules.faults(b"<data><a>5</a></data>", row=1) == []) is holds


@pytest.mark.parametrize("code", ["required", "irrelevant", "constraint"])
def test_each_fault_speaks_three_languages(code):
    assert set(SENTENCES[code]) == {"fr", "ar", "en"}
