"""`miqyas estimate interaction-weighted FILE`: a staggered roll-out as one event study."""

import argparse
from collections.abc import Sequence

import numpy as np

from miqyas.cli.arguments import add_answer, add_cohort, add_panel, add_seed, add_table, add_weights
from miqyas.cli.event_study_page import event_study_page
from miqyas.data.relation import Relation
from miqyas.estimators.interaction_weighted import interaction_weighted
from miqyas.results.check import CheckResult
from miqyas.results.event_study import EventStudy

NAME = "interaction-weighted"
HELP = "interaction-weighted event study: each cohort its own path, averaged by size"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_panel(design, time="column of equally spaced periods")
    add_cohort(design)
    design.add_argument(
        "--comparison",
        required=True,
        choices=("never_treated", "last_treated"),
        help="whom to compare with: those never treated, or the last cohort before its treatment",
    )
    add_weights(design)
    add_seed(design)
    add_answer(design, json="print one flat row by effect as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> EventStudy:
    """Estimate what was asked."""
    return interaction_weighted(
        relation,
        outcome=args.outcome,
        unit_id=args.unit_id,
        time=args.time,
        cohort=args.cohort,
        comparison=args.comparison,
        rng=np.random.default_rng(args.seed),
        weights=args.weights,
        cluster=args.cluster,
        level=args.level,
        unit=args.unit,
    )


def page(found: EventStudy, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the path of effects, and what it is worth."""
    return event_study_page(found, checks, args)
