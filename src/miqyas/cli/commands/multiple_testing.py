"""`miqyas multiple-testing FILE`: several outcomes of one trial, counted together."""

import argparse
import json

import numpy as np

from miqyas.checks.joint_testing import COLUMNS, joint_testing
from miqyas.cli.arguments import add_adjustment, add_assignment, add_cluster, add_resampling, names
from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.estimators.family import Resampling
from miqyas.reporting.numbers import decimals_for, format_number, format_p
from miqyas.results.check import CheckResult
from miqyas.types import Language

NAME = "multiple-testing"
HELP = "test several outcomes of a trial together: Romano-Wolf, Westfall-Young, Holm, sharpened q"
HEADINGS: dict[Language, tuple[str, ...]] = {
    "fr": ("", "Effet", "Erreur type", "p", "Holm", "q affiné", "Romano-Wolf", "Westfall-Young"),
    "ar": ("", "الأثر", "الخطأ المعياري", "p", "هولم", "q المحسَّنة", "رومانو-وولف", "وستفال-يونغ"),
    "en": ("", "Effect", "Std. error", "p", "Holm", "Sharpened q", "Romano-Wolf", "Westfall-Young"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the outcomes, the roles of the columns and the draws."""
    parser.add_argument(
        "file", metavar="FILE", help="CSV, Parquet, Excel or Stata file; a folder or glob of the first two"
    )
    parser.add_argument(
        "--outcomes", required=True, type=names, metavar="A,B,C", help="every outcome that was looked at"
    )
    add_assignment(parser)
    add_adjustment(parser)
    add_cluster(parser)
    parser.add_argument(
        "--resampling",
        choices=[*Resampling],
        default=str(Resampling.WILD_BOOTSTRAP),
        help="what is drawn again (default: wild-bootstrap)",
    )
    add_resampling(parser)
    parser.add_argument("--significance", type=float, default=0.05, metavar="P", help="level (default: 0.05)")
    parser.add_argument("--json", action="store_true", help="print one row for each outcome as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Test and print, as JSON or for a person."""
    with relation_of(args.file) as relation:
        found = joint_testing(
            relation,
            outcomes=args.outcomes,
            treatment=args.treatment,
            strata=args.strata,
            cluster=args.cluster,
            covariates=args.covariates,
            weights=args.weights,
            resampling=args.resampling,
            bootstrap_weights=args.bootstrap_weights,
            draws=args.draws,
            rng=np.random.default_rng(args.seed),
            significance=args.significance,
        )
    if args.json:
        print(json.dumps(found.table.records(), ensure_ascii=False))
    else:
        print("\n".join(_page(found, args.language)))
    return 0


def _page(found: CheckResult, language: Language) -> list[str]:
    lines = [HEADINGS[language]]
    for row in found.table.records():
        value, std_error = (float(row[name] or 0) for name in ("value", "std_error"))
        decimals = decimals_for(value, std_error)
        figures = [format_number(figure, language, decimals=decimals) for figure in (value, std_error)]
        p_values = [format_p(float(row[name] or 0), language) for name in COLUMNS[3:]]
        lines.append((str(row["result"]), *figures, *p_values))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    laid = ["  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)) for line in lines]
    return [found.text[language], "", *(f"  {line.rstrip()}" for line in laid)]
