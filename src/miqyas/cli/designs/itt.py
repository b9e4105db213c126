"""`miqyas estimate itt FILE`: a randomised trial, everyone counted where the draw put them."""

import argparse

from miqyas.cli.arguments import (
    add_adjustment,
    add_assignment,
    add_form,
    add_interaction,
    add_table,
    add_variance,
)
from miqyas.data.relation import Relation
from miqyas.estimators.itt import itt
from miqyas.results.estimate import Estimate

NAME = "itt"
HELP = "intention to treat: what being assigned changed, in a randomised trial"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_assignment(design)
    add_adjustment(design)
    add_interaction(design)
    add_variance(design)
    add_form(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return itt(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        strata=args.strata,
        cluster=args.cluster,
        variance=args.variance,
        adjustment=args.adjustment,
        covariates=args.covariates,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )
