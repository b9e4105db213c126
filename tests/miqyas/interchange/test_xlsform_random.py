"""Random questionnaires: what the engine of phones refuses, we refuse first, with a row and a remedy."""

import random
import re
import shutil
import subprocess

import pytest
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH
from tests.miqyas.interchange.questionnaires import choice, rows

from miqyas.interchange.xlsform import check_form
from miqyas.interchange.xlsform.conversion import convert_workbook
from miqyas.interchange.xlsform.reading import read_rows

N_FORMS = 60
# The engine looks at these when an answer is given, not when it loads the form.
LATER = {"constraint", "choice_filter"}
# It meets several values only when the repeat has several rounds that are relevant.
SOMETIMES = "repeat_value"
SOUND = ("{} = '1'", "{} != ''", "not({} = 'b')")
STRANGE = (
    "count-selected({}) > 1", "coalesce({}, '') = ''", "if({} = '', 1, 2) = 1", "{} == 1", "fooo({})", "({} = 1", "{} and",
)  # fmt: skip
FAILED = "The following files failed validation"


def expression(rng, names):
    template = rng.choice(SOUND if rng.random() < 0.8 else STRANGE)
    return template.format("${" + rng.choice(names) + "}")


def questionnaire(rng):
    """Return a questionnaire whose questions refer to each other at random, some in a group or a repeat."""
    names = [f"q{number}" for number in range(rng.randint(3, 9))]
    referred = [*names * 4, "around"]
    kind = rng.choice(["group", "repeat", ""])
    first = rng.randrange(len(names))
    last = rng.randrange(first, len(names))
    survey = []
    for place, name in enumerate(names):
        if kind and place == first:
            cells = {"relevant": expression(rng, referred)} if rng.random() < 0.3 else {}
            survey.append((f"begin_{kind}", "around", "G", cells))
        asked = rng.choice(["text", "text", "calculate", "select_one l"])
        cells = {"calculation": expression(rng, referred)} if asked == "calculate" else {}
        for column, share in (
            ("relevant", 0.25),
            ("constraint", 0.2),
            ("required", 0.1),
            ("choice_filter", 0.1),
        ):
            if rng.random() < share and (column != "choice_filter" or asked == "select_one l"):
                cells[column] = expression(rng, referred)
        survey.append((asked, name, "" if asked == "calculate" else "L", cells))
        if kind and place == last:
            survey.append((f"end_{kind}",))
    return rows(*survey, choices=[choice("l", "1")])


def refused_by_the_engine(folder):
    """Return the names of the forms of a folder the engine refuses, in one run of Java."""
    paths = [str(path) for path in sorted(folder.glob("*.xml"))]
    command = ["java", "-Djava.awt.headless=true", "-jar", ODK_VALIDATE_PATH, *paths]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return set(re.findall(r"(f\d+)\.xml", said[said.rindex(FAILED) :])) if FAILED in said else set()


@pytest.mark.skipif(shutil.which("java") is None, reason="the engine of phones runs on Java")
def test_random_questionnaires_are_judged_as_the_engine_judges_them(tmp_path):
    rng = random.Random(20261123)
    reports = {}
    for number in range(N_FORMS):
        source = questionnaire(rng)
        xform, _ = convert_workbook(read_rows(source), form_id="essai")
        if xform is not None:
            reports[f"f{number}"] = check_form(source)
            (tmp_path / f"f{number}.xml").write_bytes(xform)
    refused = refused_by_the_engine(tmp_path)
    ours = {name for name, report in reports.items() if report.errors}
    at_loading = {
        name
        for name, report in reports.items()
        if any(each.column not in LATER and each.code != SOMETIMES for each in report.errors)
    }
    assert len(reports) > 50
    assert 10 < len(refused) < len(reports) - 5
    assert refused - ours == set()
    assert at_loading - refused == set()
