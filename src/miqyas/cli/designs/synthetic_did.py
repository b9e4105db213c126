"""`miqyas estimate synthetic-did FILE`: donors and periods weighted to move alike before treatment."""

import argparse
from collections.abc import Sequence

import numpy as np

from miqyas.cli.arguments import add_covariates, add_form, add_panel, add_seed, add_table
from miqyas.cli.page import aligned, estimate_page
from miqyas.data.relation import Relation
from miqyas.estimators.sdid_blocks import Variance
from miqyas.estimators.synthetic_did import DRAWS, synthetic_did
from miqyas.numerics.synthetic_did import Weighting
from miqyas.reporting.numbers import format_number, format_percent
from miqyas.results.check import CheckResult
from miqyas.results.synthetic import Weight
from miqyas.results.synthetic_did import SyntheticDid
from miqyas.types import Language

NAME = "synthetic-did"
HELP = "synthetic difference-in-differences: donors and periods weighted to move alike before treatment"
SHOWN = 10
WORDS: dict[str, dict[Language, str]] = {
    "cohort": {
        "fr": "Début en {time} : effet {value}, unités traitées : {n}",
        "ar": "البداية في {time}: الأثر {value}، الوحدات المعالَجة: {n}",
        "en": "Start in {time}: effect {value}, treated units: {n}",
    },
    "donors": {"fr": "Donneurs", "ar": "الوحدات المانحة", "en": "Donors"},
    "periods": {"fr": "Périodes avant", "ar": "الفترات السابقة", "en": "Periods before"},
}


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    design.add_argument(
        "--treatment", required=True, metavar="D", help="column of 0 and 1: who is treated in that period"
    )
    add_panel(design)
    add_covariates(design)
    design.add_argument(
        "--weighting",
        choices=[*map(str, Weighting)],
        default=str(Weighting.SYNTHETIC_DID),
        help="in the same frame, also the synthetic control and the plain difference (default: synthetic-did)",
    )
    design.add_argument(
        "--variance",
        choices=[*map(str, Variance)],
        default=str(Variance.PLACEBO),
        help="where the standard error comes from (default: placebo)",
    )
    design.add_argument(
        "--draws", type=int, default=DRAWS, metavar="B", help=f"where there is a draw (default: {DRAWS})"
    )
    add_seed(design)
    add_form(design, json="print one flat row by effect, donor and period as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> SyntheticDid:
    """Estimate what was asked."""
    return synthetic_did(
        relation,
        outcome=args.outcome,
        treatment=args.treatment,
        unit_id=args.unit_id,
        time=args.time,
        covariates=args.covariates,
        rng=np.random.default_rng(args.seed),
        variance=Variance(args.variance),
        draws=args.draws,
        weighting=Weighting(args.weighting),
        level=args.level,
        unit=args.unit,
    )


def page(found: SyntheticDid, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the average effect, then each start with the donors and periods that count."""
    language: Language = args.language
    lines = [estimate_page(found.estimate, checks, args)]
    for cohort in found.cohorts:
        value = format_number(cohort.value, language)
        told = WORDS["cohort"][language].format(time=f"{cohort.time:g}", value=value, n=cohort.n_treated)
        lines += ["", told]
        for name, weights in (("donors", cohort.donors), ("periods", cohort.periods)):
            if shown := _largest(weights):
                lines += [f" {WORDS[name][language]}", *aligned([_share(one, language) for one in shown])]
    return "\n".join(lines)


def _largest(weights: Sequence[Weight]) -> list[Weight]:
    return sorted((one for one in weights if one.share >= 0.0005), key=lambda one: -one.share)[:SHOWN]


def _share(one: Weight, language: Language) -> tuple[str, str]:
    return one.name, format_percent(one.share, language, decimals=1)
