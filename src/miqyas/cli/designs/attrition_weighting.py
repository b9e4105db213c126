"""`miqyas estimate attrition-weighting FILE`: those who answered stand for those like them who did not."""

import argparse

from miqyas.cli.arguments import add_answer, add_table, names
from miqyas.data.relation import Relation
from miqyas.estimators.attrition_weighting import attrition_weighting
from miqyas.results.estimate import Estimate

NAME = "attrition-weighting"
HELP = "weighting for missing outcomes by the inverse of the chance of answering"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was assigned")
    design.add_argument(
        "--predictors",
        required=True,
        type=names,
        metavar="A,B",
        help="columns known before that tell who answers",
    )
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return attrition_weighting(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        predictors=args.predictors,
        cluster=args.cluster,
        level=args.level,
        unit=args.unit,
    )
