"""`miqyas estimate before-after FILE`: a change over time, told as no more than that."""

import argparse
from collections.abc import Sequence

from miqyas.cli.arguments import add_adjustment, add_answer, add_table
from miqyas.cli.page import estimate_page
from miqyas.data.relation import Relation
from miqyas.estimators.before_after import before_after
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "before-after"
HELP = "change between two periods among those who took part: an association, not an effect"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument("--time", required=True, metavar="T", help="column of the period, two values")
    design.add_argument("--unit", dest="unit_id", metavar="I", help="column that follows a unit over time")
    add_adjustment(design)
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return before_after(
        relation,
        outcome=args.outcome,
        time=args.time,
        unit_id=args.unit_id,
        cluster=args.cluster,
        covariates=args.covariates,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )


def page(estimate: Estimate, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the figure under the name of the period, as no column names the intervention."""
    return estimate_page(estimate, checks, args, treatment_label=args.time)
