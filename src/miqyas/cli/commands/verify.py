"""`miqyas verify REPORT.miqyas`: whether the figures of a report come out of its data again."""

import argparse
import json
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.reporting.archive_words import STATES
from miqyas.reporting.verification import FigureVerdict, verify_archive
from miqyas.types import Language

NAME = "verify"
HELP = "compute every figure of a published report again, and say same or different"
MARKS = {"same": "=", "different": "≠", "not_computed": "?"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the report, where else data may be, and the hash printed on paper."""
    parser.add_argument(
        "report",
        metavar="REPORT.miqyas",
        type=Path,
        help="archive of the report, or its manifest (.json) with --data",
    )
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="folder of the datasets that do not travel with the report"
    )
    parser.add_argument(
        "--sha256", metavar="HASH", help="hash printed on the report, to hold the archive against"
    )
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Verify and print; 0 when every figure is the same, 1 when not."""
    found = verify_archive(
        args.report,
        data_folder=args.data,
        expected_sha256=args.sha256.lower() if args.sha256 else None,
    )
    if args.json:
        print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        lines = [found.manifest.title, f"sha256 {found.manifest_sha256}", ""]
        lines += [line for figure in found.figures for line in _lines(figure, args.language)]
        print("\n".join([*lines, "", found.sentence(args.language)]))
    return 0 if found.same else 1


def _lines(figure: FigureVerdict, language: Language) -> list[str]:
    told = [f"{MARKS[figure.state]} {figure.key}: {STATES[figure.state][language]}"]
    for text in (figure.reason, figure.note):
        if text:
            told.append(f"    {text[language]}")
    return told
