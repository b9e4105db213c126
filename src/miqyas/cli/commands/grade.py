"""`miqyas grade FACTS.json`: three ladders of evidence, with their reasons."""

import argparse
import json
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.errors import FactsUnreadable
from miqyas.evidence.facts import EvidenceFacts
from miqyas.evidence.ladders import LADDERS, Level, grade, maryland, nesta
from miqyas.evidence.wording import strength
from miqyas.types import Language

NAME = "grade"
HELP = "grade the evidence of a study: Nesta, Maryland scale, GRADE, each with its reasons"
MARKS = {"up": "+", "down": "−", "holds": "·"}
ATTACH = {"fr": "À joindre : ", "ar": "يُرفق: ", "en": "To attach: "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the facts."""
    parser.add_argument(
        "facts",
        metavar="FACTS.json",
        type=Path,
        help="facts of the study, as a JSON object (docs/evidence/ladders.md)",
    )
    parser.add_argument("--json", action="store_true", help="print the levels as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Grade and print."""
    facts = EvidenceFacts.from_dict(_read(args.facts))
    levels = (nesta(facts), maryland(facts), grade(facts))
    if args.json:
        answer = {
            "levels": {level.ladder: level.to_dict() for level in levels},
            "strength": strength(levels[-1], facts),
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_told(level, args.language) for level in levels))
    return 0


def _read(path: Path) -> dict[str, object]:
    try:
        document = json.loads(path.read_bytes())
    except OSError as unread:
        raise FactsUnreadable(name=path.name, found=unread.strerror) from unread
    except (ValueError, RecursionError) as other:
        raise FactsUnreadable(name=path.name, found="not JSON") from other
    if not isinstance(document, dict):
        raise FactsUnreadable(name=path.name, found=type(document).__name__)
    return document


def _told(level: Level, language: Language) -> str:
    place = "" if level.level is None else f"{level.level}/{level.maximum} · "
    lines = [f"{LADDERS[level.ladder][language]}: {place}{level.label[language]}"]
    lines += [f"  {MARKS[reason.direction]} {reason.text[language]}" for reason in level.reasons]
    lines += [f"  > {ATTACH[language]}{text}" for text in level.to_attach(language)]
    return "\n".join(lines)
