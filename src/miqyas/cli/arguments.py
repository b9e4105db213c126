"""Arguments that several designs share."""

import argparse
import csv

from miqyas.checks.equivalence import equivalence
from miqyas.cli.language import add_language
from miqyas.estimators.itt import Adjustment
from miqyas.estimators.variance import ClusterKind, UnitKind
from miqyas.numerics.wild import BootstrapWeights
from miqyas.results.check import CheckResult
from miqyas.results.claim import Claim
from miqyas.results.estimate import Estimate
from miqyas.types import ENGINES


def add_table(design: argparse.ArgumentParser) -> None:
    """Declare the file and its outcome."""
    design.add_argument(
        "file", metavar="FILE", help="CSV, Parquet, Excel or Stata file; a folder or glob of the first two"
    )
    design.add_argument("--outcome", required=True, metavar="Y", help="column of numbers: what may change")


def add_assignment(design: argparse.ArgumentParser) -> None:
    """Declare who was assigned, and the groups inside which the draw was made."""
    design.add_argument("--treatment", required=True, metavar="D", help="column of 0 and 1: who was assigned")
    add_strata(design)


def add_strata(design: argparse.ArgumentParser) -> None:
    """Declare the groups that enter as fixed effects."""
    design.add_argument(
        "--strata",
        "--fixed-effects",
        metavar="S",
        help="column: groups inside which the draw was made; each has its constant",
    )


def add_panel(design: argparse.ArgumentParser, *, time: str = "column of the period") -> None:
    """Declare who is followed, and when."""
    design.add_argument(
        "--unit", dest="unit_id", required=True, metavar="I", help="column that follows a unit over time"
    )
    design.add_argument("--time", required=True, metavar="T", help=time)


def add_cohort(design: argparse.ArgumentParser) -> None:
    """Declare when each unit's treatment began."""
    design.add_argument(
        "--cohort", required=True, metavar="G", help="column of the first treated period; empty or 0: never"
    )


def add_adjustment(design: argparse.ArgumentParser) -> None:
    """Declare what is held fixed and how rows weigh."""
    add_covariates(design)
    add_weights(design)


def add_covariates(design: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Declare the columns held fixed."""
    design.add_argument(
        "--covariates",
        type=names,
        required=required,
        default=(),
        metavar="A,B",
        help="columns that treatment cannot have changed, held fixed; quote a name that holds a comma",
    )


def add_weights(design: argparse.ArgumentParser) -> None:
    """Declare how rows weigh."""
    design.add_argument("--weights", metavar="W", help="column of sampling weights, above zero")


def add_cluster(design: argparse.ArgumentParser) -> None:
    """Declare the groups the variance is computed over."""
    design.add_argument("--cluster", metavar="C", help="column: groups treated as a whole (village, school)")


def add_interaction(design: argparse.ArgumentParser) -> None:
    """Declare whether covariates and strata have a slope for each arm."""
    design.add_argument(
        "--adjustment",
        choices=[*Adjustment],
        default=str(Adjustment.ADDITIVE),
        help="lin: covariates and strata also times the treatment (default: additive)",
    )


def add_resampling(design: argparse.ArgumentParser, *, draws: int = 9999) -> None:
    """Declare how many draws, from where chance starts, and what multiplies residuals."""
    design.add_argument("--draws", type=int, default=draws, metavar="B", help=f"draws (default: {draws})")
    design.add_argument(
        "--bootstrap-weights",
        choices=[*BootstrapWeights],
        default=str(BootstrapWeights.RADEMACHER),
        help="what multiplies a cluster's residuals (default: rademacher; webb under ten clusters)",
    )
    add_seed(design)


def add_margin(design: argparse.ArgumentParser) -> None:
    """Declare the largest effect that does not matter, and what is to be shown of it."""
    design.add_argument(
        "--margin",
        type=float,
        metavar="M",
        help="largest effect that does not matter: test that it is smaller",
    )
    design.add_argument(
        "--claim",
        choices=[*Claim],
        default=str(Claim.EQUIVALENCE),
        help="with --margin: within it (default), not below minus it, or not above it",
    )


def margin_checks(estimate: Estimate, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Test what ``--margin`` asks, at the level of the interval."""
    return (equivalence(estimate, margin=args.margin, claim=args.claim, significance=(1 - args.level) / 2),)


def add_variance(design: argparse.ArgumentParser) -> None:
    """Declare the groups the variance is computed over, one column or two, and its kind."""
    design.add_argument(
        "--cluster",
        type=clusters,
        metavar="C",
        help="column: groups treated as a whole (village, school); two for two-way clusters (village,month)",
    )
    design.add_argument(
        "--variance",
        type=str.upper,
        choices=[*UnitKind, *ClusterKind],
        metavar="KIND",
        help="HC1, HC2 or HC3 over units; CR1, CR2 or CR3 over clusters (default: HC1, or CR1 with clusters)",
    )


def add_answer(design: argparse.ArgumentParser, *, json: str = "print one flat row as JSON") -> None:
    """Declare the variance and the form of the answer."""
    add_cluster(design)
    add_form(design, json=json)


def add_form(design: argparse.ArgumentParser, *, json: str = "print one flat row as JSON") -> None:
    """Declare the form of the answer."""
    design.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    design.add_argument(
        "--measure", dest="unit", default="", metavar="UNIT", help="unit of the outcome, such as MAD"
    )
    add_engine(design)
    design.add_argument("--json", action="store_true", help=json)
    add_language(design)


def add_engine(design: argparse.ArgumentParser) -> None:
    """Declare who reads the table."""
    design.add_argument(
        "--engine",
        choices=ENGINES,
        help="who reads the file and adds up: duckdb, here (default), or spark, on its cluster or here",
    )


def add_seed(design: argparse.ArgumentParser) -> None:
    """Declare where chance starts from."""
    design.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the draws (default: 0)")


def clusters(text: str) -> str | tuple[str, ...]:
    """Read one column of clusters, or two."""
    found = names(text)
    return found[0] if len(found) == 1 else found


def names(text: str) -> tuple[str, ...]:
    """Read a list of columns, commas between, quotes around a name that holds one."""
    return tuple(name.strip() for name in next(csv.reader([text], skipinitialspace=True), []) if name.strip())
