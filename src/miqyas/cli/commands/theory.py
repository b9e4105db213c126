"""`miqyas theory check FILE` and `miqyas theory draw FILE`: a theory of change, read and drawn."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from miqyas.errors import DrawingNotWritten
from miqyas.reporting.drawing import theory_svg
from miqyas.reporting.findings import findings_text, problems_text
from miqyas.theory.exchange import read_theory
from miqyas.theory.graph import Theory
from miqyas.theory.quality import Quality, quality
from miqyas.theory.spreadsheet import read_sheets
from miqyas.types import LANGUAGES, Language

NAME = "theory"
HELP = "read a theory of change by the published rules, or draw it"
CHECK_HELP = "tell what is weak in a theory, why, and how to mend it; exit status 1 when something is"
SHEETS = {".xlsx", ".csv"}
DRAW_HELP = "draw a theory as SVG"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two things one may do with a theory."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = verbs.add_parser("check", help=CHECK_HELP, description=CHECK_HELP)
    check.add_argument(
        "file",
        metavar="FILE",
        help="theory as JSON, Excel or CSV, exported from the platform or written by hand",
    )
    check.add_argument(
        "--json", action="store_true", help="print score and findings as JSON, in all languages"
    )
    check.set_defaults(verb=_check)
    draw = verbs.add_parser("draw", help=DRAW_HELP, description=DRAW_HELP)
    draw.add_argument("file", metavar="FILE", help="theory as JSON, Excel or CSV")
    draw.add_argument("--out", metavar="FILE.svg", required=True, help="where to write the drawing")
    draw.add_argument("--vertical", action="store_true", help="one column, for a phone")
    draw.set_defaults(verb=_draw)
    for verb in (check, draw):
        verb.add_argument(
            "--lang",
            choices=LANGUAGES,
            default=argparse.SUPPRESS,
            help="language of the answer, and of titles given in several languages",
        )


def run(args: argparse.Namespace) -> int:
    """Check or draw."""
    language: Language = args.language
    status: int = args.verb(args, language)
    return status


def _check(args: argparse.Namespace, language: Language) -> int:
    theory = _read(args.file, language)
    if theory is None:
        return 1
    found = quality(theory)
    print(_as_json(found) if args.json else findings_text(found, language))
    return 1 if found.findings else 0


def _read(path: str, language: Language) -> Theory | None:
    """Return the theory of a file; None, with every fault told, when it is a spreadsheet that holds some."""
    if Path(path).suffix.lower() not in SHEETS:
        return read_theory(path, language=language)
    read = read_sheets(path)
    if read.theory is None:
        print(problems_text(read.problems, read.n_problems, language), file=sys.stderr)
    return read.theory


def _draw(args: argparse.Namespace, language: Language) -> int:
    theory = _read(args.file, language)
    if theory is None:
        return 1
    drawing = theory_svg(theory, language=language, vertical=args.vertical)
    try:
        Path(args.out).write_text(drawing, encoding="utf-8")
    except OSError as error:
        raise DrawingNotWritten(path=args.out) from error
    return 0


def _as_json(found: Quality) -> str:
    return json.dumps(asdict(found), ensure_ascii=False, indent=2)
