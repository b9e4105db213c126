"""`miqyas estimate honest-splitting FILE`: groups found on one half, measured on the other."""

import argparse
from collections.abc import Sequence

import numpy as np

from miqyas.cli.arguments import add_answer, add_covariates, add_seed, add_table
from miqyas.data.relation import Relation
from miqyas.estimators.honest_splitting import honest_splitting
from miqyas.reporting.group_lines import group_page
from miqyas.results.check import CheckResult
from miqyas.results.group_effects import GroupEffects

NAME = "honest-splitting"
HELP = "groups in which a trial's effect differs, found on one half of the units and measured on the other"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was assigned")
    add_covariates(design, required=True)
    design.add_argument(
        "--smallest",
        type=int,
        default=25,
        metavar="N",
        help="units of each arm in a group, by half (default: 25)",
    )
    design.add_argument("--most", type=int, default=6, metavar="K", help="groups at most (default: 6)")
    add_seed(design)
    add_answer(design, json="print one flat row by group as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> GroupEffects:
    """Estimate what was asked."""
    return honest_splitting(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        covariates=args.covariates,
        rng=np.random.default_rng(args.seed),
        smallest=args.smallest,
        most=args.most,
        cluster=args.cluster,
        level=args.level,
        unit=args.unit,
    )


def page(found: GroupEffects, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the effects for a person."""
    del checks
    return group_page(found, args.language)
