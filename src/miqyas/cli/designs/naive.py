"""`miqyas estimate naive FILE`: groups as found, told as no more than that."""

import argparse

from miqyas.cli.arguments import add_adjustment, add_answer, add_strata, add_table
from miqyas.data.relation import Relation
from miqyas.estimators.naive_comparison import naive_comparison
from miqyas.results.estimate import Estimate

NAME = "naive"
HELP = "those who took part against those who did not: an association, not an effect"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who took part")
    add_strata(design)
    add_adjustment(design)
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return naive_comparison(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        strata=args.strata,
        cluster=args.cluster,
        covariates=args.covariates,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )
