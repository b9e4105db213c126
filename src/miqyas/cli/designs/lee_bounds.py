"""`miqyas estimate lee-bounds FILE`: an effect when treatment changes who is observed."""

import argparse

from miqyas.cli.arguments import add_answer, add_table
from miqyas.cli.bounds_page import bounds_page as page
from miqyas.data.relation import Relation
from miqyas.estimators.lee_bounds import lee_bounds
from miqyas.results.bounds import Bounds

__all__ = ["HELP", "NAME", "add_arguments", "answer", "page"]
NAME = "lee-bounds"
HELP = "bounds on the effect when outcomes are missing, trimming the arm observed more often (Lee)"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was assigned")
    design.add_argument("--cells", metavar="X", help="column of groups known before, to tighten the bounds")
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Bounds:
    """Bound what was asked."""
    return lee_bounds(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        cells=args.cells,
        cluster=args.cluster,
        level=args.level,
        unit=args.unit,
    )
