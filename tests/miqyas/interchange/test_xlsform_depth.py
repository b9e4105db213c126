"""The engine of phones and our own checks agree on what is good and what is bad."""

import shutil

import pytest
from tests.miqyas.interchange.questionnaires import choice, rows

from miqyas.interchange.xlsform import check_form, located, validate_in_depth
from miqyas.interchange.xlsform import depth as room
from miqyas.interchange.xlsform.conversion import convert_workbook
from miqyas.interchange.xlsform.depth import findings_of
from miqyas.interchange.xlsform.reading import read_rows

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="the engine of phones runs on Java")
AGE = ("integer", "age", "Âge")
LIST = [choice("l", "1"), choice("l", "2")]
GOOD = {
    "relevant": [AGE, ("text", "b", "B", {"relevant": "${age} > 17 and selected('a b', 'a')"})],
    "mutual constraints": [
        ("integer", "low", "L", {"constraint": ". <= ${high}"}),
        ("integer", "high", "H", {"constraint": ". >= ${low}"}),
    ],
    "repeat": [
        ("begin_repeat", "r", "R", {"repeat_count": "2"}),
        ("integer", "m", "M"),
        ("calculate", "n", "", {"calculation": "count(${r}) + position(..)"}),
        ("end_repeat",),
        ("calculate", "total", "", {"calculation": "sum(${m})"}),
    ],
    "mutual filters": [
        ("select_one l", "a", "A", {"choice_filter": "name != ${b}"}),
        ("select_one l", "b", "B", {"choice_filter": "name != ${a}"}),
    ],
    "files": [
        ("select_one_from_file places.csv", "a", "A"),
        ("calculate", "p", "", {"calculation": "pulldata('prices', 'x', 'y', '1')"}),
    ],
    "lists": [("select_multiple l", "a", "A"), ("rank l", "c", "C"), ("select_one l or_other", "d", "D")],
    "dates": [("date", "d", "D", {"constraint": ". <= today()"}), ("note", "n", "Le ${d}")],
    "looked up": [AGE, ("calculate", "c", "", {"calculation": "count(instance('l')/root/item[name = ${age}])"})],
}  # fmt: skip
BAD = {
    "equality": [AGE, ("text", "b", "B", {"relevant": "${age} == 1"})],
    "bracket": [("integer", "a", "A", {"constraint": "(. > 1"})],
    "function": [("text", "a", "A", {"relevant": "foo(1) = 2"})],
    "itself": [("text", "a", "A", {"relevant": "${a} = '1'"})],
    "circle": [
        ("text", "a", "A", {"relevant": "${b} = '1'"}),
        ("text", "b", "B", {"relevant": "${a} = '1'"}),
    ],
    "required circle": [
        ("text", "a", "A", {"required": "${b} = '1'"}),
        ("text", "b", "B", {"relevant": "${a} = '1'"}),
    ],
    "computed circle": [
        ("calculate", "a", "", {"calculation": "${b} + 1"}),
        ("calculate", "b", "", {"calculation": "${a} + 1"}),
        AGE,
    ],
    "group": [("begin_group", "g", "G", {"relevant": "${a} = '1'"}), ("text", "a", "A"), ("end_group",)],
    "empty group": [("begin_group", "g", "G"), ("end_group",), AGE],
    "instance": [("calculate", "a", "", {"calculation": "count(instance('z')/root/item)"}), AGE],
    "arabic": [("text", "السن", "A"), ("text", "b", "B", {"relevant": "${السن} = 1"})],
}


@needs_java
@pytest.mark.parametrize("name", GOOD)
def test_what_we_accept_the_engine_accepts(name):
    report = check_form(rows(*GOOD[name], choices=LIST))
    assert report.errors == ()
    assert validate_in_depth(report.xform) == ()


@needs_java
@pytest.mark.parametrize("name", BAD)
def test_what_the_engine_refuses_we_refuse_first(name):
    source = rows(*BAD[name], choices=LIST)
    assert check_form(source).errors
    xform, _ = convert_workbook(read_rows(source), form_id="essai")
    found = validate_in_depth(xform)
    assert [finding.severity for finding in found] == ["error"]
    assert found[0].code in {
        "engine_cycle",
        "engine_function",
        "engine_expression",
        "engine_instance",
        "engine_group",
        "engine_refusal",
    }
    assert "org.javarosa" not in found[0].sentence("en")


@needs_java
def test_a_text_taken_for_a_date_is_seen_by_the_engine_alone():
    report = check_form(rows(AGE, ("calculate", "c", "", {"calculation": "date(concat('x', 1)) + 1"})))
    assert report.errors == ()
    found = located(validate_in_depth(report.xform), report.rows)
    assert [(finding.code, finding.row) for finding in found] == [("engine_type", 3)]


@needs_java
def test_the_household_form_stands_the_trial(shared_data):
    assert validate_in_depth((shared_data / "collect" / "menage.xml").read_bytes()) == ()


def test_without_java_it_is_said(monkeypatch):
    monkeypatch.setattr(room.shutil, "which", lambda name: None)
    (finding,) = validate_in_depth(b"<a/>")
    assert (finding.code, finding.severity) == ("engine_absent", "warning")


def test_a_trial_too_long_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "java"
    slow.write_text("#!/bin/sh\nsleep 5\n")
    slow.chmod(0o755)
    monkeypatch.setattr(room.shutil, "which", lambda name: str(slow))
    monkeypatch.setattr(room, "SECONDS", 0.2)
    (finding,) = validate_in_depth(b"<a/>")
    assert finding.code == "engine_slow"


@pytest.mark.parametrize(
    ("said", "code", "values"),
    [
        (
            (
                ">> XForm is invalid.\norg.javarosa.xform.parse.XFormParseException: Cycle detected in form's relevant and "
                "calculation logic!\nThe following nodes are likely involved in the loop:\n/data/b\n/data/a\n\tat org.x"
            ),
            "engine_cycle",
            {"names": "${b}, ${a}"},
        ),
        (
            (
                "java.lang.RuntimeException: Error evaluating field 'a' (/data/a[1]): The problem was located in Condition "
                "expression for /data/a\nXPath evaluation: cannot handle function 'foo'"
            ),
            "engine_function",
            {"name": "a", "function": "foo"},
        ),
        ("Group has no children! Group: /data/g. The XML is invalid.\n", "engine_group", {"name": "g"}),
        ("", "engine_refusal", {"reason": "?"}),
    ],
)
def test_what_the_engine_says_is_told_in_each_language(said, code, values):
    (finding,) = findings_of(said)
    assert (finding.code, dict(finding.values)) == (code, values)
    assert finding.sentence("ar") != finding.sentence("fr")
