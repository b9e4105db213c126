"""`miqyas advise --threshold yes …`: which designs a situation allows, and what each would let one say."""

import argparse
import json
from typing import Any

from miqyas.cli.language import add_language
from miqyas.design.advice import Advised, advise, rules
from miqyas.design.designs import design_named
from miqyas.reporting.advice_page import advice_lines
from miqyas.reporting.ceiling import ceiling_here

NAME = "advise"
HELP = "tell which evaluation designs a situation allows, from a few plain answers"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare one option for each question of the rules."""
    for question in rules().questions.values():
        parser.add_argument(
            f"--{question.key.replace('_', '-')}",
            dest=question.key,
            choices=question.options,
            help=f"{question.text['en']} (default: {question.options[0]})",
        )
    parser.add_argument("--json", action="store_true", help="print every design as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Advise and print."""
    given = {key: getattr(args, key) for key in rules().questions if getattr(args, key) is not None}
    found = advise(given)
    if args.json:
        told = {"version": rules().version, "answers": given, "designs": [_row(one, given) for one in found]}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(advice_lines(found, given, args.language)))
    return 0


def _row(one: Advised, given: dict[str, str]) -> dict[str, Any]:
    ceiling = ceiling_here(one.rule, given)
    return {
        "design": one.rule.key,
        "analysed_as": one.rule.design,
        "estimator": design_named(one.rule.design).estimator,
        "possible": one.is_possible,
        "lacks": dict(one.unmet),
        "cost": one.cost,
        "ceiling": {level.ladder: level.level for level in (ceiling.nesta, ceiling.maryland, ceiling.grade)},
    }
