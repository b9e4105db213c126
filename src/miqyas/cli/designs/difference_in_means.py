"""`miqyas estimate difference-in-means FILE`: the plainest estimate of a randomised trial."""

import argparse

from miqyas.cli.designs.arguments import add_answer, add_table
from miqyas.data.relation import Relation
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.results.estimate import Estimate

NAME = "difference-in-means"
HELP = "difference between the arms' means, stratum by stratum, in a randomised trial"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was assigned")
    design.add_argument("--strata", metavar="S", help="column: groups inside which the draw was made")
    design.add_argument("--weights", metavar="W", help="column of sampling weights, above zero")
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return difference_in_means(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        strata=args.strata,
        cluster=args.cluster,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )
