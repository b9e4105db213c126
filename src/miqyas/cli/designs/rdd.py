"""`miqyas estimate rdd FILE`: the jump of an outcome where a rule changes who is treated."""

import argparse
from collections.abc import Sequence
from typing import Any

from miqyas.checks.density import density
from miqyas.checks.threshold_sensitivity import threshold_sensitivity
from miqyas.cli.arguments import add_adjustment, add_answer, add_table, names
from miqyas.cli.page import estimate_page
from miqyas.data.relation import Relation
from miqyas.errors import DiscreteRunning, TooFewAtThreshold
from miqyas.estimators.rdd import rdd
from miqyas.estimators.threshold_sample import TreatedSide
from miqyas.numerics.local_polynomial import Kernel
from miqyas.numerics.threshold_bandwidths import Selector
from miqyas.reporting.numbers import decimals_for, format_interval, format_number
from miqyas.reporting.refusals import refusal_sentence
from miqyas.results.check import CheckResult
from miqyas.results.discontinuity import Discontinuity, Received
from miqyas.results.table import Table
from miqyas.types import LANGUAGES, Language

NAME = "rdd"
HELP = "regression discontinuity: the jump of an outcome at the threshold of a rule, sharp or fuzzy"
LABELS: dict[str, dict[Language, str]] = {
    "bandwidth": {"fr": "Fenêtre", "ar": "النافذة", "en": "Bandwidth"},
    "bias_bandwidth": {"fr": "Fenêtre du biais", "ar": "نافذة التحيز", "en": "Bandwidth of the bias"},
    "bandwidth_other": {"fr": "Fenêtre, autre côté", "ar": "النافذة في الجانب الآخر", "en": "Bandwidth, other side"},
    "n_above": {"fr": "Unités traitées dans la fenêtre", "ar": "وحدات معالَجة داخل النافذة", "en": "Treated units inside"},
    "n_below": {"fr": "Autres unités dans la fenêtre", "ar": "وحدات أخرى داخل النافذة", "en": "Other units inside"},
    "n_values": {"fr": "Valeurs dans la fenêtre", "ar": "قيم مختلفة داخل النافذة", "en": "Values inside"},
    "n_donut": {"fr": "Unités écartées au seuil", "ar": "وحدات مستبعدة عند العتبة", "en": "Left out at the threshold"},
}  # fmt: skip
RECEIVED: dict[str, dict[Language, str]] = {
    "jump": {"fr": "Saut du traitement reçu", "ar": "قفزة المعالجة المتلقاة", "en": "Jump of the treatment received"},
    "interval": {"fr": "Intervalle de ce saut", "ar": "مجال هذه القفزة", "en": "Interval of that jump"},
    "robust": {"fr": "Intervalle d'Anderson-Rubin", "ar": "مجال أندرسون وروبين", "en": "Anderson-Rubin interval"},
}  # fmt: skip


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns and the threshold."""
    add_table(design)
    design.add_argument("--running", required=True, metavar="X", help="column of numbers the rule looks at")
    design.add_argument("--cutoff", required=True, type=float, metavar="C", help="the threshold of the rule")
    design.add_argument(
        "--treatment",
        metavar="D",
        help="column: the treatment received, where the rule was not followed by all",
    )
    design.add_argument(
        "--treated",
        choices=[*map(str, TreatedSide)],
        default=str(TreatedSide.ABOVE),
        help="side that the rule treats, the threshold included (default: above)",
    )
    design.add_argument("--bandwidth", type=float, metavar="H", help="default: what --selector finds")
    design.add_argument("--bias-bandwidth", type=float, metavar="B", help="default: H if given")
    design.add_argument("--donut", type=float, default=0.0, metavar="D", help="leave out units nearer than D")
    design.add_argument("--kernel", choices=[*map(str, Kernel)], default=str(Kernel.TRIANGULAR))
    design.add_argument("--order", type=int, default=1, metavar="P", help="of the polynomial (default: 1)")
    design.add_argument(
        "--selector",
        choices=[*map(str, Selector)],
        default=str(Selector.MSERD),
        help="bandwidth: least squared error (mserd; msetwo: one a side), or least error of coverage (cerrd)",
    )
    design.add_argument(
        "--baseline",
        type=names,
        default=(),
        metavar="A,B",
        help="columns measured before: they should not jump",
    )
    add_adjustment(design)
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Discontinuity:
    """Estimate what was asked."""
    return rdd(relation, **_question(args), donut=args.donut, unit=args.unit)


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Tell whether units crowd on one side, and whether the jump stays where it should; a test not made says why."""
    again = threshold_sensitivity(relation, **_question(args), baseline=args.baseline)
    try:
        crowded = density(relation, running=args.running, cutoff=args.cutoff)
    except (DiscreteRunning, TooFewAtThreshold) as refusal:
        why: dict[str, str] = {language: refusal_sentence(refusal, language) for language in LANGUAGES}
        crowded = CheckResult("density", None, Table((), ()), why, {})
    return (crowded, again)


def _question(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "outcome": args.outcome,
        "running": args.running,
        "cutoff": args.cutoff,
        "treatment": args.treatment,
        "treated": TreatedSide(args.treated),
        "covariates": args.covariates,
        "cluster": args.cluster,
        "weights": args.weights,
        "kernel": Kernel(args.kernel),
        "order": args.order,
        "selector": Selector(args.selector),
        "bandwidth": args.bandwidth,
        "bias_bandwidth": args.bias_bandwidth,
        "level": args.level,
    }


def page(found: Discontinuity, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the jump, then what belongs to the threshold."""
    sign = "≥" if args.treated == TreatedSide.ABOVE else "≤"
    alike = found.bandwidth == found.bandwidth_other
    shown = [name for name in LABELS if not (alike and name == "bandwidth_other")]
    more = [
        (LABELS[name][args.language], format_number(getattr(found, name), args.language)) for name in shown
    ]
    if found.received is not None:
        more += _received_lines(found.received, args)
    return estimate_page(
        found.estimate,
        checks,
        args,
        treatment_label=args.treatment or f"{args.running} {sign} {args.cutoff:g}",
        more=more,
    )


def _received_lines(received: Received, args: argparse.Namespace) -> list[tuple[str, str]]:
    language: Language = args.language
    decimals = decimals_for(received.low, received.high)
    figures = {
        "jump": format_number(received.jump, language, decimals=decimals),
        "interval": format_interval(received.low, received.high, language, decimals=decimals),
        "robust": format_interval(received.effect_low, received.effect_high, language, args.unit),
    }
    return [(RECEIVED[name][language], figure) for name, figure in figures.items()]
