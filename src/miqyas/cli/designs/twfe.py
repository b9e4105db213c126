"""`miqyas estimate twfe FILE`: two-way fixed effects."""

import argparse
from dataclasses import replace

from miqyas.checks.goodman_bacon import goodman_bacon
from miqyas.checks.negative_weights import negative_weights_of
from miqyas.cli.arguments import add_adjustment, add_answer, add_panel, add_table
from miqyas.data.relation import Relation
from miqyas.errors import PanelNotBalanced, TreatmentNotLasting
from miqyas.estimators.twfe import check_level, twfe_of
from miqyas.estimators.two_way import fit_two_way
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate, Note

NAME = "twfe"
HELP = "two-way fixed effects: treatment against each unit's own level and each period's shock"

# Rows up to which the command also decomposes the figure: that goes by unit, thirty times as long as the figure
# itself on ten million rows. Beyond, ask `goodman_bacon`.
DECOMPOSED = 200_000


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument(
        "--treatment", required=True, metavar="D", help="column of 0 and 1: who is treated in that period"
    )
    add_panel(design)
    add_adjustment(design)
    add_answer(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked; the fit is kept, so that its check does not read the table again."""
    check_level(args.level)
    args.fitted = fit_two_way(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        unit_id=args.unit_id,
        time=args.time,
        cluster=args.cluster,
        covariates=args.covariates,
        weights=args.weights,
    )
    found = twfe_of(args.fitted, level=args.level, unit=args.unit)
    if args.fitted.n <= DECOMPOSED:
        return found
    return replace(found, notes=(*found.notes, Note("not_decomposed", DECOMPOSED)))


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Show the effects this figure counts backwards, and what it compares."""
    counted = negative_weights_of(args.fitted)
    if args.covariates or args.weights or args.fitted.n > DECOMPOSED:
        return (counted,)
    try:
        compared = goodman_bacon(
            relation, outcome=args.outcome, treatment=args.treatment, unit_id=args.unit_id, time=args.time
        )
    except (PanelNotBalanced, TreatmentNotLasting):  # the figure stands without its decomposition
        return (counted,)
    return (counted, compared)
