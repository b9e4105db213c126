"""`miqyas estimate iv FILE`: a treatment that people took up or not, and what moved them."""

import argparse
from typing import Any

from miqyas.checks.overidentification import overidentification
from miqyas.checks.weak_instruments import weak_instruments
from miqyas.cli.arguments import add_adjustment, add_answer, add_strata, add_table, names
from miqyas.data.relation import Relation
from miqyas.estimators.iv import iv
from miqyas.estimators.robust_iv import DEFINED
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NAME = "iv"
HELP = "instrumental variables: what treatment changed for those whom an instrument moved"


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument(
        "--treatment", required=True, metavar="D", help="column of numbers: who was treated, or how much"
    )
    design.add_argument(
        "--instrument",
        required=True,
        type=names,
        metavar="Z",
        help="columns that move the treatment and touch the outcome through it alone (Z or Z1,Z2)",
    )
    add_strata(design)
    add_adjustment(design)
    add_answer(design)
    design.add_argument(
        "--variance",
        type=str.upper,
        choices=[*DEFINED],
        metavar="KIND",
        help="HC1, or over clusters CR1 or CR3, the jackknife (default: HC1, or CR1 with clusters)",
    )


def answer(relation: Relation, args: argparse.Namespace) -> Estimate:
    """Estimate what was asked."""
    return iv(relation, **_roles(args), variance=args.variance, unit=args.unit)


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Tell whether the instruments are strong enough for the figure to be read, and whether they agree."""
    roles = _roles(args)
    weak = weak_instruments(relation, **roles)
    if int(weak.facts["n_instruments"]) < 2:
        return (weak,)
    level = roles.pop("level")
    return weak, overidentification(relation, **roles, significance=1 - level)


def _roles(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "outcome": args.outcome,
        "treatment": args.treatment,
        "instruments": args.instrument,
        "strata": args.strata,
        "cluster": args.cluster,
        "covariates": args.covariates,
        "weights": args.weights,
        "level": args.level,
    }
