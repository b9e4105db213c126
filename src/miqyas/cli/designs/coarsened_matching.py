"""`miqyas estimate coarsened-matching FILE`: units of both arms in the same class of every covariate."""

import argparse
from typing import Any

from miqyas.checks.covariate_balance import balance_after_coarsening
from miqyas.cli.arguments import add_answer, add_table
from miqyas.cli.designs.ipw import add_selection
from miqyas.cli.designs.matching import add_exact
from miqyas.data.coarsened import Bins
from miqyas.data.relation import Relation
from miqyas.estimators.coarsened_matching import coarsened_matching
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "coarsened-matching"
HELP = "coarsened exact matching: units of both arms in the same class of every covariate"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_selection(design)
    design.add_argument(
        "--bins",
        type=_bins,
        action="append",
        default=[],
        metavar="A=5",
        help="classes of a covariate: how many (A=5), or where to cut (A=18:30:65); may be repeated",
    )
    add_exact(design)
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return coarsened_matching(relation, **_asked(args), level=args.level, unit=args.unit)


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Tell whether classes made the arms alike."""
    return (balance_after_coarsening(relation, **_asked(args)),)


def _bins(text: str) -> tuple[str, Bins]:
    name, _, cuts = text.rpartition("=")
    points = [float(cut) for cut in cuts.split(":")]
    return name, int(points[0]) if len(points) == 1 else points


def _asked(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "outcome": args.outcome,
        "treatment": args.treatment,
        "covariates": args.covariates,
        "bins": dict(args.bins),
        "exact": args.exact,
        "cluster": args.cluster,
    }
