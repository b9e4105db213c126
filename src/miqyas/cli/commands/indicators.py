"""`miqyas indicators search|show|suggest|read|check`: the catalogue of indicators, and a list of one's own."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from miqyas.indicators.catalogue import IndicatorSheet, catalogue_faults, own_catalogue, own_folder
from miqyas.indicators.catalogue_names import NAMES
from miqyas.indicators.catalogue_search import search
from miqyas.indicators.catalogue_suggestion import suggest
from miqyas.indicators.foreign import FIELDS, read_foreign
from miqyas.indicators.sdg import INDICATORS
from miqyas.reporting.indicator_sheet import (
    faults_text,
    foreign_text,
    found_text,
    sheet_text,
    suggestions_text,
)
from miqyas.reporting.refusals import refusal_sentence
from miqyas.theory.graph import LEVELS
from miqyas.types import LANGUAGES, Language

NAME = "indicators"
HELP = "search the catalogue of indicators, show a sheet, suggest one, read a list of your own, check sheets"
SEARCH_HELP = "find sheets by words in French, Arabic or English; exit status 1 when there is none"
SHOW_HELP = "show a whole reference sheet"
SUGGEST_HELP = "suggest sheets for a result of a theory of change, with the reasons"
CHECK_HELP = "check a folder of sheets: the first fault of each file; exit status 1 when there is one"
READ_HELP = (
    "read a list of indicators (CSV or Excel) and tell its faults by row; exit status 1 when there are"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what one may do with indicators."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    find = verbs.add_parser("search", help=SEARCH_HELP, description=SEARCH_HELP)
    find.add_argument(
        "words", metavar="WORD", nargs="*", help="words, or their beginnings; none for all sheets"
    )
    find.add_argument("--theme", choices=tuple(NAMES["theme"]), action="append", help="may be given twice")
    find.add_argument("--level", choices=tuple(NAMES["level"]), action="append", help="may be given twice")
    find.add_argument(
        "--sdg", metavar="CODE", action="append", help="a goal such as 6, or a target such as 6.1"
    )
    find.add_argument("--at-most", metavar="N", type=int, default=20, help="how many to print (20)")
    find.set_defaults(verb=_search)
    show = verbs.add_parser("show", help=SHOW_HELP, description=SHOW_HELP)
    show.add_argument("key", metavar="KEY", help="key of the sheet, as `search` prints it")
    show.set_defaults(verb=_show)
    near = verbs.add_parser("suggest", help=SUGGEST_HELP, description=SUGGEST_HELP)
    near.add_argument("title", metavar="TITLE", help="the result, in one sentence")
    near.add_argument("--level", choices=LEVELS, default="outcome", help="its level in the theory (outcome)")
    near.add_argument("--sdg", metavar="CODE", action="append", default=[], help="goal or target it serves")
    near.set_defaults(verb=_suggest)
    read = verbs.add_parser("read", help=READ_HELP, description=READ_HELP)
    read.add_argument("file", metavar="FILE", help="CSV or Excel")
    read.add_argument(
        "--column",
        metavar="FIELD=HEADING",
        action="append",
        default=[],
        type=_correction,
        help=f"correct a guessed column; fields: {', '.join(FIELDS)}",
    )
    read.set_defaults(verb=_read)
    check = verbs.add_parser("check", help=CHECK_HELP, description=CHECK_HELP)
    check.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        default=own_folder(),
        help="one folder by theme in it (our own)",
    )
    check.set_defaults(verb=_check)
    for verb in (find, show, near, read, check):
        verb.add_argument("--json", action="store_true", help="print as JSON")
        verb.add_argument(
            "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the answer"
        )


def run(args: argparse.Namespace) -> int:
    """Search, show, suggest or read."""
    language: Language = args.language
    status: int = args.verb(args, language)
    return status


def _search(args: argparse.Namespace, language: Language) -> int:
    codes: Sequence[str] = [code for code in args.sdg or () if code not in INDICATORS]
    # An official indicator is no facet: sheets hold its code as a word.
    words = [*args.words, *(code for code in args.sdg or () if code in INDICATORS)]
    chosen = {
        "theme": args.theme or (),
        "level": args.level or (),
        "sdg_goal": [code for code in codes if "." not in code],
        "sdg_target": [code for code in codes if "." in code],
    }
    found = search(own_catalogue(), " ".join(words), language=language, chosen=chosen)
    if args.json:
        sheets = [_brief(hit.sheet) | {"score": round(hit.score, 3)} for hit in found.hits[: args.at_most]]
        answer = {"count": len(found.hits), "sheets": sheets, "facets": found.facets}
        _print(answer | {"read_as": found.read_as})
    else:
        print(found_text(found, language, at_most=args.at_most))
    return 0 if found.hits else 1


def _show(args: argparse.Namespace, language: Language) -> int:
    sheet = own_catalogue().sheet(args.key)
    if args.json:
        _print(asdict(sheet))
    else:
        print(sheet_text(sheet, language))
    return 0


def _suggest(args: argparse.Namespace, language: Language) -> int:
    found = suggest(own_catalogue(), args.title, args.level, args.sdg, language)
    if args.json:
        _print([_brief(each.sheet) | {"reasons": each.reasons} for each in found])
    else:
        print(suggestions_text(found, language))
    return 0 if found else 1


def _read(args: argparse.Namespace, language: Language) -> int:
    foreign = read_foreign(args.file, columns=dict(args.column))
    if args.json:
        faults = [
            fault.facts | {"fault": {each: refusal_sentence(fault, each) for each in LANGUAGES}}
            for fault in foreign.faults
        ]
        told = {"columns": foreign.columns, "left_out": foreign.left_out, "is_iris": foreign.is_iris}
        _print(told | {"indicators": [asdict(each) for each in foreign.indicators], "faults": faults})
    else:
        print(foreign_text(foreign, language))
    return 1 if foreign.faults else 0


def _check(args: argparse.Namespace, language: Language) -> int:
    faults = catalogue_faults(args.folder)
    if args.json:
        _print([fault.facts | {"fault": type(fault).__name__} for fault in faults])
    else:
        print(faults_text(faults, language))
    return 1 if faults else 0


def _correction(text: str) -> tuple[str, str]:
    field, equals, heading = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"expected FIELD=HEADING, found {text}")
    return field.strip(), heading.strip()


def _brief(sheet: IndicatorSheet) -> dict[str, Any]:
    names = {language: sheet.text(language).name for language in LANGUAGES}
    return {"key": sheet.key, "theme": sheet.theme, "levels": sheet.levels, "name": names}


def _print(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))
