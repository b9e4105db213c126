"""`miqyas estimate manski-bounds FILE`: an effect whatever the missing outcomes are."""

import argparse

from miqyas.cli.arguments import add_answer, add_table
from miqyas.cli.bounds_page import bounds_page as page
from miqyas.data.relation import Relation
from miqyas.estimators.manski_bounds import manski_bounds
from miqyas.results.bounds import Bounds

__all__ = ["HELP", "NAME", "add_arguments", "answer", "page"]
NAME = "manski-bounds"
HELP = "worst-case bounds on the effect when outcomes are missing, from the range they can take (Manski)"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns and the range of the outcome."""
    add_table(design)
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was assigned")
    design.add_argument("--lowest", required=True, type=float, metavar="A", help="least the outcome could be")
    design.add_argument("--highest", required=True, type=float, metavar="B", help="most the outcome could be")
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Bounds:
    """Bound what was asked."""
    return manski_bounds(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        lowest=args.lowest,
        highest=args.highest,
        cluster=args.cluster,
        level=args.level,
        unit=args.unit,
    )
