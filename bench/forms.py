"""What checking a questionnaire costs, beside the converter alone (pyxform), in time of the processor; same run.

    .venv/bin/python bench/forms.py

Our own checks see everything wrong at once, then the converter runs, then the form is read: the ratio says what that
adds to a conversion. Times of the processor, so that a busy machine changes little.
"""

import copy
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from pyxform.xls2xform import convert  # noqa: E402 -- after the path above

from miqyas.interchange.xlsform import check_form  # noqa: E402 -- after the path above

LANGUAGES = ("Français (fr)", "العربية (ar)", "English (en)")
SETTINGS = [{"form_id": "bench", "version": "1"}]


def words(text):
    """Return a label in three languages."""
    return {f"label::{language}": text for language in LANGUAGES}


def questions(count):
    """Return a questionnaire of texts that hang on one number."""
    first = {"type": "integer", "name": "age", **words("Âge")}
    others = [
        {"type": "text", "name": f"q{place}", **words(f"Question {place}"), "relevant": "${age} > 1"}
        for place in range(1, count)
    ]
    return {"survey": [first, *others], "settings": SETTINGS}


def choices(count):
    """Return a questionnaire of one question with a long list."""
    listed = [{"list_name": "l", "name": str(place), **words(f"Choix {place}")} for place in range(count)]
    asked = {"type": "select_one l", "name": "a", **words("Choix")}
    return {"survey": [asked], "choices": listed, "settings": SETTINGS}


def seconds(function, source):
    """Return the least time of the processor of three calls."""
    times = []
    for _ in range(3):
        given = copy.deepcopy(source)
        began = time.process_time()
        function(given)
        times.append(time.process_time() - began)
    return min(times)


def main():
    """Measure and print."""
    print(f"{'questionnaire':<40} {'check':>8} {'pyxform':>8} {'ratio':>6}")
    for name, source in (
        ("100 questions, three languages", questions(100)),
        ("1,000 questions, three languages", questions(1_000)),
        ("5,000 questions, three languages", questions(5_000)),
        ("20,000 choices, three languages", choices(20_000)),
    ):
        ours, theirs = seconds(check_form, source), seconds(convert, source)
        print(f"{name:<40} {ours:>7.2f}s {theirs:>7.2f}s {ours / theirs:>6.2f}")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
