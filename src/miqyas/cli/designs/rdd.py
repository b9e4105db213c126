"""`miqyas estimate rdd FILE`: the jump of an outcome where a rule changes who is treated."""

import argparse
from collections.abc import Sequence

from miqyas.cli.arguments import add_form, add_table
from miqyas.cli.page import estimate_page
from miqyas.data.relation import Relation
from miqyas.estimators.rdd import TreatedSide, rdd
from miqyas.reporting.numbers import format_number
from miqyas.results.check import CheckResult
from miqyas.results.discontinuity import Discontinuity
from miqyas.types import Language

NAME = "rdd"
HELP = "sharp regression discontinuity: the jump of an outcome at the threshold of a rule"
LABELS: dict[str, dict[Language, str]] = {
    "bandwidth": {"fr": "Fenêtre", "ar": "النافذة", "en": "Bandwidth"},
    "bias_bandwidth": {"fr": "Fenêtre du biais", "ar": "نافذة التحيز", "en": "Bandwidth of the bias"},
    "n_above": {"fr": "Unités traitées dans la fenêtre", "ar": "وحدات معالَجة داخل النافذة", "en": "Treated units inside"},
    "n_below": {"fr": "Autres unités dans la fenêtre", "ar": "وحدات أخرى داخل النافذة", "en": "Other units inside"},
    "n_donut": {"fr": "Unités écartées au seuil", "ar": "وحدات مستبعدة عند العتبة", "en": "Units left out at the threshold"},
}  # fmt: skip


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns and the threshold."""
    add_table(design)
    design.add_argument("--running", required=True, metavar="X", help="column of numbers the rule looks at")
    design.add_argument("--cutoff", required=True, type=float, metavar="C", help="the threshold of the rule")
    design.add_argument(
        "--treated",
        choices=[*map(str, TreatedSide)],
        default=str(TreatedSide.ABOVE),
        help="side that is treated, the threshold included (default: above)",
    )
    design.add_argument("--bandwidth", type=float, metavar="H", help="default: least mean squared error")
    design.add_argument("--donut", type=float, default=0.0, metavar="D", help="leave out units nearer than D")
    add_form(design)


def answer(relation: Relation, args: argparse.Namespace) -> Discontinuity:
    """Estimate what was asked."""
    return rdd(
        relation,
        outcome=args.outcome,
        running=args.running,
        cutoff=args.cutoff,
        treated=TreatedSide(args.treated),
        bandwidth=args.bandwidth,
        donut=args.donut,
        level=args.level,
        unit=args.unit,
    )


def page(found: Discontinuity, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the jump, then what belongs to the threshold."""
    sign = "≥" if args.treated == TreatedSide.ABOVE else "≤"
    return estimate_page(
        found.estimate,
        checks,
        args,
        treatment_label=f"{args.running} {sign} {args.cutoff:g}",
        more=[
            (words[args.language], format_number(getattr(found, name), args.language))
            for name, words in LABELS.items()
        ],
    )
