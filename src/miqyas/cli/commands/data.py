"""`miqyas data inspect FILE` and `miqyas data freeze FILE`: what a file holds, and its sealed extract."""

import argparse
import csv
import json
from dataclasses import asdict
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.data.intake import Frozen, freeze, read_table
from miqyas.errors import FolderNotWritable
from miqyas.reporting.numbers import format_number
from miqyas.reporting.table_profile import profile_record, profile_text
from miqyas.types import Language

NAME = "data"
HELP = "look into a CSV, Excel, Stata or Parquet file, or freeze it under its hash"
INSPECT_HELP = "tell what a file holds: columns, types, labels, missing values, what may identify a person"
FREEZE_HELP = "write a sealed Parquet extract named by the hash of its content"
FROZEN: dict[Language, str] = {
    "fr": "Extrait figé : {rows} lignes, {columns} colonnes, {bytes} octets",
    "ar": "مستخرج مجمّد: الأسطر {rows}، الأعمدة {columns}، الحجم {bytes} بايت",
    "en": "Frozen extract: {rows} rows, {columns} columns, {bytes} bytes",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two things one may do with a file."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    inspect = verbs.add_parser("inspect", help=INSPECT_HELP, description=INSPECT_HELP)
    inspect.set_defaults(verb=_inspect)
    freezer = verbs.add_parser("freeze", help=FREEZE_HELP, description=FREEZE_HELP)
    freezer.add_argument("--out", metavar="DIR", type=Path, required=True, help="store of frozen extracts")
    freezer.add_argument(
        "--drop", metavar="A,B", default="", help='columns left out; "a, b",c when a name holds a comma'
    )
    freezer.set_defaults(verb=_freeze)
    for verb in (inspect, freezer):
        verb.add_argument("file", metavar="FILE", type=Path, help="CSV, Excel, Stata or Parquet file")
        verb.add_argument("--encoding", help="characters of a text file that is not UTF-8: windows-1252…")
        verb.add_argument("--sheet", help="sheet of a workbook (default: the first visible one)")
        verb.add_argument("--json", action="store_true", help="print the answer as JSON")
        add_language(verb)


def run(args: argparse.Namespace) -> int:
    """Inspect or freeze."""
    status: int = args.verb(args)
    return status


def _inspect(args: argparse.Namespace) -> int:
    with read_table(args.file, encoding=args.encoding, sheet=args.sheet) as table:
        if args.json:
            print(json.dumps(profile_record(table), ensure_ascii=False, indent=2))
        else:
            print(profile_text(table, args.language))
    return 0


def _freeze(args: argparse.Namespace) -> int:
    with read_table(args.file, encoding=args.encoding, sheet=args.sheet) as table:
        try:
            frozen = freeze(table, args.out, drop=_names(args.drop))
        except OSError as reason:
            raise FolderNotWritable(folder=args.out, reason=reason.strerror or reason) from reason
        origin = {"file": table.file, "sha256": table.sha256, "n_bytes": table.n_bytes}
    if args.json:
        answer = {**asdict(frozen), "path": str(frozen.path), "origin": origin}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(_told(frozen, args.language))
    return 0


def _names(given: str) -> list[str]:
    return [name.strip() for name in next(csv.reader([given], skipinitialspace=True), []) if name.strip()]


def _told(frozen: Frozen, language: Language) -> str:
    size = FROZEN[language].format(
        rows=format_number(frozen.n_rows, language),
        columns=format_number(frozen.n_columns, language),
        bytes=format_number(frozen.n_bytes, language),
    )
    return f"{size}\nsha256 {frozen.sha256}\n{frozen.path}"
