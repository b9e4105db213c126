"""`miqyas estimate difference-in-means FILE`: the plainest estimate of a randomised trial."""

import argparse

from miqyas.cli.arguments import add_answer, add_assignment, add_table, add_weights
from miqyas.data.relation import Relation
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.results.estimate import Estimate

NAME = "difference-in-means"
HELP = "difference between the arms' means, stratum by stratum, in a randomised trial"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_assignment(design)
    add_weights(design)
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
