"""`miqyas estimate itt FILE`: a randomised trial, everyone counted where the draw put them."""

import argparse
from typing import Any

import numpy as np

from miqyas.cli.arguments import (
    add_adjustment,
    add_assignment,
    add_form,
    add_interaction,
    add_margin,
    add_resampling,
    add_table,
    add_variance,
    margin_checks,
)
from miqyas.data.relation import Relation
from miqyas.errors import InferenceNeeds
from miqyas.estimators.assignment import Assignment, Permitted, declared_assignment
from miqyas.estimators.itt import Adjustment, itt
from miqyas.estimators.randomisation_inference import Statistic, randomisation_inference
from miqyas.estimators.wild_bootstrap import wild_bootstrap
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "itt"
HELP = "intention to treat: what being assigned changed, in a randomised trial"
ASYMPTOTIC, BOOTSTRAP, RANDOMISATION = "asymptotic", "wild-bootstrap", "randomisation"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_assignment(design)
    add_adjustment(design)
    add_interaction(design)
    add_variance(design)
    design.add_argument(
        "--inference",
        choices=[ASYMPTOTIC, BOOTSTRAP, RANDOMISATION],
        default=ASYMPTOTIC,
        help="where the p-value and the interval come from (default: asymptotic, the t distribution); randomisation "
        "draws again as --strata and --cluster say",
    )
    design.add_argument(
        "--permitted",
        metavar="TABLE",
        help="randomisation: table of the permitted assignments, a column each",
    )
    design.add_argument(
        "--statistic", choices=[*Statistic], default=str(Statistic.T), help="randomisation: what is compared"
    )
    add_resampling(design)
    add_margin(design)
    add_form(design)


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    roles = _roles(args)
    rng = np.random.default_rng(args.seed)
    if args.inference == BOOTSTRAP:
        _check_resampled(args)
        return wild_bootstrap(
            relation, **roles, draws=args.draws, bootstrap_weights=args.bootstrap_weights, rng=rng
        )
    if args.inference == RANDOMISATION:
        return randomisation_inference(
            relation,
            **{name: role for name, role in roles.items() if name not in {"strata", "cluster"}},
            assignment=_assignment(args),
            statistic=args.statistic,
            draws=args.draws,
            rng=rng,
        )
    return itt(relation, **roles, variance=args.variance, adjustment=args.adjustment)


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Test the margin, where one is declared."""
    if args.margin is None:
        return ()
    if args.inference != ASYMPTOTIC:
        raise InferenceNeeds(inference="--margin", needed=f"--inference {ASYMPTOTIC}")
    return margin_checks(answer(relation, args), args)


def _assignment(args: argparse.Namespace) -> Assignment:
    """Tell how treatment was drawn from the strata, the clusters, or the table of what was permitted."""
    _check_resampled(args, needs_cluster=args.permitted is not None)
    if args.permitted is not None:
        return Permitted(args.permitted, by=args.cluster, strata=args.strata)
    return declared_assignment(strata=args.strata, cluster=args.cluster)


def _check_resampled(args: argparse.Namespace, *, needs_cluster: bool = True) -> None:
    """Refuse what resampling does not go with."""
    if isinstance(args.cluster, tuple) or (needs_cluster and args.cluster is None):
        raise InferenceNeeds(inference=args.inference, needed="--cluster")
    if args.variance is not None:
        raise InferenceNeeds(inference=args.inference, needed="no --variance")
    if args.adjustment != Adjustment.ADDITIVE:
        raise InferenceNeeds(inference=args.inference, needed="--adjustment additive")


def _roles(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "outcome": args.outcome,
        "treatment": args.treatment,
        "strata": args.strata,
        "cluster": args.cluster,
        "covariates": args.covariates,
        "weights": args.weights,
        "level": args.level,
        "unit": args.unit,
    }
