"""`miqyas estimate twfe FILE`: two-way fixed effects."""

import argparse

from miqyas.cli.designs.arguments import add_adjustment, add_answer, add_table
from miqyas.data.relation import Relation
from miqyas.estimators.twfe import twfe
from miqyas.results.estimate import Estimate

NAME = "twfe"
HELP = "two-way fixed effects: treatment against each unit's own level and each period's shock"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument(
        "--treatment", required=True, metavar="D", help="column of 0 and 1: who is treated in that period"
    )
    design.add_argument("--unit-id", required=True, metavar="I", help="column that follows a unit over time")
    design.add_argument("--time", required=True, metavar="T", help="column of the period")
    add_adjustment(design)
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return twfe(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        unit_id=args.unit_id,
        time=args.time,
        cluster=args.cluster,
        covariates=args.covariates,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )
