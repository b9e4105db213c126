"""Bounds laid out for a person at a terminal."""

import argparse
from collections.abc import Sequence

from miqyas.checks.attrition_bounds import bounds_check
from miqyas.cli.page import aligned
from miqyas.reporting.bounds_lines import bounds_lines
from miqyas.reporting.notes import note_sentence
from miqyas.results.bounds import Bounds
from miqyas.results.check import CheckResult


def bounds_page(found: Bounds, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the sentence, the figures, then what the notes say."""
    said = [
        *(check.text[args.language] for check in checks),
        *(note_sentence(note, args.language) for note in found.notes),
    ]
    lines = aligned(bounds_lines(found, args.language))
    sentence = bounds_check(found).text[args.language]
    return "\n".join([sentence, "", *lines, *([""] if said else []), *(f"· {note}" for note in said)])
