"""`miqyas estimate did FILE`: two groups, before and after."""

import argparse

from miqyas.cli.arguments import add_adjustment, add_form, add_table, add_variance
from miqyas.data.relation import Relation
from miqyas.estimators.did import did
from miqyas.results.estimate import Estimate

NAME = "did"
HELP = "difference-in-differences: how much more the treated group changed, in two periods"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument(
        "--treatment", required=True, metavar="D", help="column of 0 and 1: the treated group"
    )
    design.add_argument("--time", required=True, metavar="T", help="column of two numbers: before, after")
    design.add_argument(
        "--unit", dest="unit_id", metavar="I", help="column that follows a unit over time, in a panel"
    )
    add_adjustment(design)
    add_variance(design)
    add_form(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return did(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        time=args.time,
        unit_id=args.unit_id,
        cluster=args.cluster,
        variance=args.variance,
        covariates=args.covariates,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )
