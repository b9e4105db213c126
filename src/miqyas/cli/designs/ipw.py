"""`miqyas estimate ipw FILE`: arms made alike by weights."""

import argparse
from typing import Any

from miqyas.checks.covariate_balance import balance_after_weighting
from miqyas.checks.overlap import overlap
from miqyas.cli.arguments import add_answer, add_covariates, add_table, add_weights
from miqyas.data.relation import Relation
from miqyas.estimators.ipw import Balancing, ipw, score_balance
from miqyas.numerics.weighting import Estimand
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "ipw"
HELP = "inverse probability weighting: arms made alike on covariates by weights"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_selection(design)
    design.add_argument(
        "--estimand",
        type=Estimand,
        choices=tuple(Estimand),
        default=Estimand.ATE,
        help="whom the effect is on: ATE everyone, ATT the treated, ATO the overlap (default: ATE)",
    )
    design.add_argument(
        "--balancing",
        type=Balancing,
        choices=tuple(Balancing),
        default=Balancing.SCORE,
        help="where weights come from: a propensity score, or the balance itself (default: score)",
    )
    add_trim(design)
    add_weights(design)
    add_answer(design)


def add_selection(design: argparse.ArgumentParser) -> None:
    """Declare who was treated, and what was measured before."""
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was treated")
    add_covariates(design, required=True)


def add_trim(design: argparse.ArgumentParser) -> None:
    """Declare how near to 0 and 1 a score may be."""
    design.add_argument(
        "--trim",
        type=float,
        default=0.0,
        metavar="A",
        help="leave out scores below A or above 1 - A (default: 0)",
    )


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return ipw(
        relation, **_roles(args), estimand=args.estimand, balancing=args.balancing, trim=args.trim,
        level=args.level, unit=args.unit,
    )  # fmt: skip


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Tell whether the arms overlap, and whether the weights made them alike."""
    new_weights = score_balance(args.estimand, balancing=args.balancing, trim=args.trim)
    alike = balance_after_weighting(relation, **_roles(args), new_weights=new_weights)
    if args.balancing is Balancing.ENTROPY:
        return (alike,)
    return (overlap(relation, **_roles(args), estimand=args.estimand, trim=args.trim), alike)


def _roles(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "outcome": args.outcome,
        "treatment": args.treatment,
        "covariates": args.covariates,
        "cluster": args.cluster,
        "weights": args.weights,
    }
