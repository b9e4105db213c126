"""`miqyas replay DECISION`: an allocation taken again from its own inputs: same, or different."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.types import Language

NAME = "replay"
HELP = "take an allocation again from its sealed inputs and say same or different"
SAID: dict[Language, dict[str, str]] = {
    "fr": {
        "same": "Identique : {n} dossiers, valeur {value:g}.",
        "different": "Différent : valeur {then:g} alors, {now:g} maintenant. Ajoutés : {added}. Absents : {missing}.",
        "changed": "Les données ne sont plus celles qui furent scellées.",
        "none": "aucun",
    },
    "ar": {
        "same": "مطابق: {n} ملفات، القيمة {value:g}.",
        "different": "مختلف: كانت القيمة {then:g} وصارت {now:g}. أضيف: {added}. غاب: {missing}.",
        "changed": "لم تعد المعطيات هي التي خُتمت.",
        "none": "لا شيء",
    },
    "en": {
        "same": "Same: {n} files, value {value:g}.",
        "different": "Different: value {then:g} then, {now:g} now. Added: {added}. Missing: {missing}.",
        "changed": "The inputs are no longer those that were sealed.",
        "none": "none",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the decision."""
    parser.add_argument("decision", type=Path, metavar="DECISION", help="written by `miqyas allocate --out`")
    parser.add_argument("--json", action="store_true", help="print what differs as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Take the decision again; 0 when it is the same, 1 when it differs."""
    # The solver is an extra: it loads only when a budget is allocated.
    from miqyas.allocation.decision import read_decision, replay  # noqa: PLC0415 - optional dependency

    decision = read_decision(args.decision)
    found = replay(decision)
    said = SAID[args.language]
    if args.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    elif found.is_same:
        print(said["same"].format(n=len(decision["funded"]), value=found.value_now))
    else:
        names = {name: ", ".join(getattr(found, name)) or said["none"] for name in ("added", "missing")}
        if found.inputs_changed:
            print(said["changed"])
        print(said["different"].format(then=found.value_then, now=found.value_now, **names))
    return 0 if found.is_same else 1
