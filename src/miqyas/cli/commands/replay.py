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
        "part_same": "{part} : identique.",
        "part_different": "{part} : différent.",
    },
    "ar": {
        "same": "مطابق: {n} ملفات، القيمة {value:g}.",
        "different": "مختلف: كانت القيمة {then:g} وصارت {now:g}. أضيف: {added}. غاب: {missing}.",
        "changed": "لم تعد المعطيات هي التي خُتمت.",
        "none": "لا شيء",
        "part_same": "{part}: مطابق.",
        "part_different": "{part}: مختلف.",
    },
    "en": {
        "same": "Same: {n} files, value {value:g}.",
        "different": "Different: value {then:g} then, {now:g} now. Added: {added}. Missing: {missing}.",
        "changed": "The inputs are no longer those that were sealed.",
        "none": "none",
        "part_same": "{part}: same.",
        "part_different": "{part}: different.",
    },
}
PARTS: dict[str, dict[Language, str]] = {
    "seal of decision": {"fr": "Sceau de la décision", "ar": "ختم القرار", "en": "Seal of the decision"},
    "seal of weighing": {
        "fr": "Sceau de ce qui fut pesé", "ar": "ختم ما وُزن", "en": "Seal of what was weighed",
    },
    "seal of lottery": {"fr": "Sceau du tirage", "ar": "ختم القرعة", "en": "Seal of the draw"},
    "weighed decision": {
        "fr": "Décision pesée", "ar": "القرار الموزون", "en": "Decision that was weighed",
    },
    "chances": {"fr": "Chances d’être financé", "ar": "احتمالات التمويل", "en": "Chances of being funded"},
    "frontier": {"fr": "Valeur et équité", "ar": "القيمة والإنصاف", "en": "Value and equity"},
    "rules": {"fr": "Prix des règles entières", "ar": "ثمن كل قاعدة", "en": "Price of whole rules"},
    "tighter": {"fr": "Prix de règles plus dures", "ar": "ثمن قواعد أشد", "en": "Price of harder rules"},
    "distances": {"fr": "Distances à la ligne", "ar": "المسافات إلى الخط", "en": "Distances to the line"},
    "lottery": {"fr": "Tirage au sort", "ar": "القرعة", "en": "Draw"},
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the decision."""
    parser.add_argument("decision", type=Path, metavar="DECISION", help="written by `miqyas allocate --out`")
    parser.add_argument("--json", action="store_true", help="print what differs as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Take the decision again; 0 when it is the same, 1 when it differs."""
    # The solver is an extra: it loads only when a budget is allocated.
    from miqyas.allocation.decision import read_decision  # noqa: PLC0415 - optional dependency
    from miqyas.reporting.decision_file import replay_file  # noqa: PLC0415 - same reason

    decision = read_decision(args.decision)
    whole = replay_file(decision)
    found, said = whole.decision, SAID[args.language]
    if args.json:
        told = asdict(found) | {"is_same": whole.is_same, "parts": whole.parts}
        print(json.dumps(told, ensure_ascii=False))
        return 0 if whole.is_same else 1
    for part, is_same in whole.parts.items():
        print(said["part_same" if is_same else "part_different"].format(part=PARTS[part][args.language]))
    if found.is_same:
        print(said["same"].format(n=len(decision["funded"]), value=found.value_now))
    else:
        names = {name: ", ".join(getattr(found, name)) or said["none"] for name in ("added", "missing")}
        if found.inputs_changed:
            print(said["changed"])
        print(said["different"].format(then=found.value_then, now=found.value_now, **names))
    return 0 if whole.is_same else 1
