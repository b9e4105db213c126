"""`miqyas estimate quantiles FILE`: what a trial changed over the whole distribution."""

import argparse
from collections.abc import Sequence

import numpy as np

from miqyas.cli.arguments import add_answer, add_seed, add_table, add_weights
from miqyas.data.relation import Relation
from miqyas.estimators.quantile_effects import quantile_effects
from miqyas.reporting.group_lines import quantile_page
from miqyas.results.check import CheckResult
from miqyas.results.quantile_effects import QuantileEffects

NAME = "quantiles"
HELP = "what a trial changed at each quantile of the outcome"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was assigned")
    design.add_argument(
        "--at",
        type=_numbers,
        default=(0.1, 0.25, 0.5, 0.75, 0.9),
        metavar="Q,Q",
        help="quantiles between 0 and 1 (default: 0.1,0.25,0.5,0.75,0.9)",
    )
    add_weights(design)
    add_seed(design)
    add_answer(design, json="print one flat row by quantile as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> QuantileEffects:
    """Estimate what was asked."""
    return quantile_effects(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        rng=np.random.default_rng(args.seed),
        at=args.at,
        cluster=args.cluster,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )


def page(found: QuantileEffects, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the effects for a person."""
    del checks
    return quantile_page(found, args.language)


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(number) for number in text.split(","))
