"""`miqyas estimate imputation FILE`: a staggered roll-out against what rows not treated foretell."""

import argparse
from collections.abc import Sequence

import numpy as np

from miqyas.cli.arguments import add_answer, add_cohort, add_panel, add_seed, add_table, add_weights
from miqyas.cli.event_study_page import event_study_page
from miqyas.data.relation import Relation
from miqyas.estimators.imputation import imputation
from miqyas.results.check import CheckResult
from miqyas.results.event_study import EventStudy

NAME = "imputation"
HELP = "imputation: each treated outcome against what its unit and period foretell without treatment"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_panel(design, time="column of equally spaced periods")
    add_cohort(design)
    design.add_argument(
        "--leads",
        type=int,
        default=0,
        metavar="N",
        help="periods before treatment to test against all earlier ones (default: 0)",
    )
    add_weights(design)
    add_seed(design)
    add_answer(design, json="print one flat row by effect as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> EventStudy:
    """Estimate what was asked."""
    return imputation(
        relation,
        outcome=args.outcome,
        unit_id=args.unit_id,
        time=args.time,
        cohort=args.cohort,
        rng=np.random.default_rng(args.seed),
        leads=args.leads,
        weights=args.weights,
        cluster=args.cluster,
        level=args.level,
        unit=args.unit,
    )


def page(found: EventStudy, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the effects; those before are against earlier periods, so no path is read across treatment."""
    return event_study_page(found, checks, args, against=False)
