"""`miqyas estimate subgroups FILE`: the effect in each group declared before looking."""

import argparse
from collections.abc import Sequence

from miqyas.cli.arguments import add_adjustment, add_answer, add_assignment, add_table
from miqyas.data.relation import Relation
from miqyas.estimators.subgroups import subgroups
from miqyas.reporting.group_lines import group_page
from miqyas.results.check import CheckResult
from miqyas.results.group_effects import GroupEffects

NAME = "subgroups"
HELP = "the effect in each group declared before looking, and whether they differ"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_assignment(design)
    design.add_argument("--group", required=True, metavar="G", help="column of the groups, at most thirty")
    add_adjustment(design)
    add_answer(design, json="print one flat row by group as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> GroupEffects:
    """Estimate what was asked."""
    return subgroups(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        group=args.group,
        strata=args.strata,
        cluster=args.cluster,
        covariates=args.covariates,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )


def page(found: GroupEffects, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the effects for a person."""
    del checks
    return group_page(found, args.language)
