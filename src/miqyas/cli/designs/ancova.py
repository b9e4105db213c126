"""`miqyas estimate ancova FILE`: a randomised trial, the outcome before it held fixed."""

import argparse

from miqyas.cli.arguments import (
    add_adjustment,
    add_assignment,
    add_form,
    add_interaction,
    add_margin,
    add_table,
    add_variance,
    margin_checks,
    names,
)
from miqyas.data.relation import Relation
from miqyas.estimators.ancova import ancova
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "ancova"
HELP = "randomised trial whose outcome was also measured before: what being assigned changed"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument(
        "--baseline",
        required=True,
        type=names,
        metavar="Y0",
        help="column of the outcome before (or several: A,B)",
    )
    add_assignment(design)
    add_adjustment(design)
    add_interaction(design)
    add_variance(design)
    add_margin(design)
    add_form(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return ancova(
        relation,
        outcome=args.outcome,
        baseline=args.baseline,
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


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Test the margin, where one is declared."""
    if args.margin is None:
        return ()
    return margin_checks(answer(relation, args), args)
