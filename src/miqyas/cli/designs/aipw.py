"""`miqyas estimate aipw FILE`: doubly robust effects, cross-fitted."""

import argparse
from typing import Any

import numpy as np

from miqyas.checks.overlap import overlap
from miqyas.cli.arguments import add_answer, add_seed, add_table, add_weights
from miqyas.cli.designs.ipw import add_selection, add_trim
from miqyas.data.relation import Relation
from miqyas.estimators.aipw import aipw
from miqyas.numerics.weighting import Estimand
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "aipw"
HELP = "doubly robust: a model of the outcome and one of treatment, cross-fitted"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_selection(design)
    design.add_argument(
        "--estimand",
        type=Estimand,
        choices=(Estimand.ATE, Estimand.ATT),
        default=Estimand.ATE,
        help="whom the effect is on: ATE everyone, ATT the treated (default: ATE)",
    )
    design.add_argument(
        "--folds", type=int, default=5, metavar="K", help="parts for cross-fitting; 1 for none (default: 5)"
    )
    design.add_argument(
        "--repeats", type=int, default=1, metavar="R", help="cuts whose median is taken (default: 1)"
    )
    add_trim(design)
    add_weights(design)
    add_seed(design)
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return aipw(
        relation, **_roles(args), rng=np.random.default_rng(args.seed), folds=args.folds, repeats=args.repeats,
        level=args.level, unit=args.unit,
    )  # fmt: skip


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Tell whether the arms overlap."""
    return (overlap(relation, **_roles(args)),)


def _roles(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "outcome": args.outcome,
        "treatment": args.treatment,
        "covariates": args.covariates,
        "estimand": args.estimand,
        "trim": args.trim,
        "cluster": args.cluster,
        "weights": args.weights,
    }
