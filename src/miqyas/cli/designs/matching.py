"""`miqyas estimate matching FILE`: each treated unit beside those that resemble it most."""

import argparse
import math
from typing import Any

from miqyas.checks.covariate_balance import balance_after_matching
from miqyas.cli.arguments import add_answer, add_table, names
from miqyas.cli.designs.ipw import add_selection
from miqyas.data.relation import Relation
from miqyas.estimators.matching import Distance, Link, Matching, matching
from miqyas.numerics.weighting import Estimand
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "matching"
HELP = "nearest neighbours: each treated unit beside the comparison units most like it"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_selection(design)
    design.add_argument(
        "--estimand",
        type=Estimand,
        choices=(Estimand.ATT, Estimand.ATE),
        default=Estimand.ATT,
        help="whom the effect is on: ATT the treated, ATE everyone (default: ATT)",
    )
    design.add_argument(
        "--distance",
        type=Distance,
        choices=tuple(Distance),
        default=Distance.MAHALANOBIS,
        help="over all covariates, or in the propensity score (default: mahalanobis)",
    )
    design.add_argument(
        "--link",
        type=Link,
        choices=tuple(Link),
        default=Link.LOGIT,
        help="regression of the score (default: logit)",
    )
    design.add_argument("--neighbours", type=int, default=1, metavar="M", help="matches by unit (default: 1)")
    design.add_argument("--caliper", type=float, metavar="C", help="furthest match, in the distance's unit")
    design.add_argument(
        "--without-replacement", action="store_true", help="let each comparison unit serve once"
    )
    design.add_argument(
        "--no-bias-correction", action="store_true", help="leave what matches still differ by"
    )
    add_exact(design)
    add_answer(design)


def add_exact(design: argparse.ArgumentParser) -> None:
    """Declare what must be equal."""
    design.add_argument(
        "--exact", type=names, default=(), metavar="A,B", help="columns that matches must have equal"
    )


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return matching(relation, **_asked(args), cluster=args.cluster, level=args.level, unit=args.unit)


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Tell whether matching made the arms alike."""
    return (balance_after_matching(relation, **_asked(args)),)


def _asked(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "outcome": args.outcome,
        "treatment": args.treatment,
        "covariates": args.covariates,
        "estimand": args.estimand,
        "by": Matching(
            distance=args.distance,
            link=args.link,
            neighbours=args.neighbours,
            replacement=not args.without_replacement,
            caliper=math.inf if args.caliper is None else args.caliper,
            exact=args.exact,
            bias_correction=not args.no_bias_correction,
        ),
    }
