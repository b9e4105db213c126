"""`miqyas answers flatten FORM… FOLDER --out DIR`: answers as received become typed tables."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from miqyas.cli.language import add_language
from miqyas.cli.questionnaire import form_of
from miqyas.errors import FileExists, NoAnswerFiles, ReaderAbsent
from miqyas.reporting.answers_page import answers_lines, misfit_lines, nothing_written, union_sentence
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES, Language

NAME = "answers"
HELP = "lay the answers to a questionnaire out as typed tables"
FLATTEN_HELP = (
    "one table for the form, one for each repeat, with the state of every cell and a dictionary of columns"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what one may do with answers."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    flat = verbs.add_parser("flatten", help=FLATTEN_HELP, description=FLATTEN_HELP)
    flat.add_argument(
        "forms",
        nargs="+",
        type=Path,
        metavar="FORM",
        help="XLSForm or XForm; several: versions, oldest first",
    )
    flat.add_argument("folder", type=Path, metavar="FOLDER", help="folder of the answers, as XML files")
    flat.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder to make; must not be there"
    )
    flat.add_argument(
        "--format", choices=("parquet", "csv"), default="parquet", help="(default: %(default)s)"
    )
    flat.add_argument(
        "--partial",
        action="store_true",
        help="write what fits, and misfits.csv beside it, when something does not",
    )
    flat.add_argument("--json", action="store_true", help="print what was done as JSON")
    flat.set_defaults(verb=_flatten)
    add_language(flat)


def run(args: argparse.Namespace) -> int:
    """Do it."""
    status: int = args.verb(args)
    return status


def _flatten(args: argparse.Namespace) -> int:
    try:
        from miqyas.interchange.answers import flatten  # noqa: PLC0415  lxml is optional
        from miqyas.interchange.answers.folder import answers_in, read_answers, write_folder  # noqa: PLC0415
    except ImportError as reason:
        raise ReaderAbsent(file=args.folder.name, package="lxml") from reason
    if args.out.exists():
        raise FileExists(file=args.out.name)
    forms = [form_of(path) for path in args.forms]
    given = {path.resolve() for path in args.forms}
    paths = [path for path in answers_in(args.folder) if path.resolve() not in given]
    if not paths:
        raise NoAnswerFiles(folder=args.folder)
    with flatten(forms, read_answers(args.folder, paths)) as flat:
        is_written = not flat.misfits or args.partial
        if is_written:
            spoken = _language_of_form(forms[-1].languages, args.language)
            told = [
                (each.source, each.instance_id, refusal_sentence(each.error, args.language))
                for each in flat.misfits
            ]
            write_folder(flat, args.out, form=args.format, language=spoken, misfits=told)
        _tell(flat, args, is_written=is_written)
    return 0 if not flat.misfits or args.partial else 1


def _tell(flat: Any, args: argparse.Namespace, *, is_written: bool) -> None:
    if args.json:
        print(json.dumps(_record(flat, args.out if is_written else None), ensure_ascii=False, indent=2))
        return
    sizes = {name or "answers": (table.n_rows, len(table.columns)) for name, table in flat.items()}
    n_kept = flat.n_read - flat.n_left_out
    for line in answers_lines(n_read=flat.n_read, n_kept=n_kept, tables=sizes, language=args.language):
        print(line)
    for note in flat.notes:
        print(f"! {union_sentence(note.code, note.column, note.facts, args.language)}")
    if flat.misfits:
        told = [(each.source, each.instance_id, each.error) for each in flat.misfits]
        for line in misfit_lines(told, args.language):
            print(line, file=sys.stderr)
    if not is_written:
        print(nothing_written(args.language), file=sys.stderr)


def _record(flat: Any, out: Path | None) -> dict[str, Any]:
    """The same facts as plain values, sentences in the three languages."""
    return {
        "n_read": flat.n_read,
        "n_left_out": flat.n_left_out,
        "out": None if out is None else str(out),
        "tables": [
            {
                "name": name,
                "n_rows": table.n_rows,
                "columns": [{"name": column.name, "type": column.type} for column in table.columns],
            }
            for name, table in flat.items()
        ],
        "notes": [
            asdict(note)
            | {
                "text": {
                    spoken: union_sentence(note.code, note.column, note.facts, spoken) for spoken in LANGUAGES
                }
            }
            for note in flat.notes
        ],
        "misfits": [
            {
                "source": misfit.source,
                "instance_id": misfit.instance_id,
                "code": type(misfit.error).__name__,
                "is_left_out": misfit.is_left_out,
                "text": {spoken: refusal_sentence(misfit.error, spoken) for spoken in LANGUAGES},
            }
            for misfit in flat.misfits
        ],
    }


def _language_of_form(languages: tuple[str, ...], wanted: Language) -> str:
    """The language of the form that a person reads: the one with that code, else its first."""
    return next((name for name in languages if name.endswith(f"({wanted})")), languages[0])
