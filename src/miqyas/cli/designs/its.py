"""`miqyas estimate its FILE`: a series interrupted by an intervention."""

import argparse
from collections.abc import Sequence
from typing import Any

from miqyas.checks.residual_autocorrelation import residual_autocorrelation
from miqyas.cli.arguments import add_form, add_table
from miqyas.cli.page import estimate_page
from miqyas.data.relation import Relation
from miqyas.estimators.its import Season, its
from miqyas.numerics.autocorrelation import Errors
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_p
from miqyas.results.check import CheckResult
from miqyas.results.interrupted import Change, InterruptedSeries
from miqyas.types import Language

NAME = "its"
HELP = "interrupted time series: how a series changed level and slope when an intervention began"
LABELS: dict[str, dict[Language, str]] = {
    "trend_before": {"fr": "Pente avant", "ar": "الميل قبل التدخل", "en": "Slope before"},
    "level_change": {"fr": "Changement de niveau", "ar": "تغير المستوى", "en": "Change of level"},
    "slope_change": {"fr": "Changement de pente", "ar": "تغير الميل", "en": "Change of slope"},
    "n_before": {"fr": "Périodes avant", "ar": "الفترات قبله", "en": "Periods before"},
    "n_after": {"fr": "Périodes à partir du début", "ar": "الفترات منذ بدئه", "en": "Periods from the start on"},
    "persistence": {"fr": "Persistance", "ar": "الاستمرارية", "en": "Persistence"},
    "lags": {"fr": "Retard de Newey-West", "ar": "تأخر Newey-West", "en": "Newey-West lag"},
}  # fmt: skip


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns and the start."""
    add_table(design)
    design.add_argument("--time", required=True, metavar="T", help="column of equally spaced periods")
    design.add_argument(
        "--start", required=True, type=float, metavar="T0", help="first period under the intervention"
    )
    design.add_argument(
        "--treatment",
        metavar="D",
        help="column of 0 and 1: rows of the series concerned, rows of a comparison series",
    )
    design.add_argument(
        "--errors",
        choices=[*map(str, Errors)],
        default=str(Errors.REML),
        help="how errors that follow one another are allowed for (default: reml)",
    )
    design.add_argument("--lags", type=int, metavar="L", help="of Newey-West (default: 4 (T/100)^(2/9))")
    design.add_argument(
        "--season", type=int, metavar="S", help="periods in a season: 12 for months of a year"
    )
    design.add_argument(
        "--harmonics", type=int, default=0, metavar="K", help="waves of the season (default: a level each)"
    )
    design.add_argument(
        "--horizon", type=float, metavar="T", help="period in which to read the effect (default: mean)"
    )
    add_form(design, json="print one flat row by figure and period as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> InterruptedSeries:
    """Estimate what was asked."""
    return its(relation, **_roles(args), horizon=args.horizon, level=args.level, unit=args.unit)


def checks(relation: Relation, args: argparse.Namespace) -> tuple[CheckResult, ...]:
    """Tell whether the errors still follow one another."""
    return (residual_autocorrelation(relation, **_roles(args)),)


def _roles(args: argparse.Namespace) -> dict[str, Any]:
    return {
        "outcome": args.outcome,
        "time": args.time,
        "start": args.start,
        "treatment": args.treatment,
        "errors": Errors(args.errors),
        "lags": args.lags,
        "season": None if args.season is None else Season(args.season, args.harmonics),
    }


def page(found: InterruptedSeries, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the effect, then the figures of the broken line."""
    language: Language = args.language
    more = []
    for name, words in LABELS.items():
        figure = getattr(found, name)
        if isinstance(figure, Change):
            more.append((words[language], _change(figure, language)))
        elif figure is not None:
            more.append((words[language], format_number(figure, language)))
    return estimate_page(
        found.estimate, checks, args, treatment_label=f"{args.time} ≥ {args.start:g}", more=more
    )


def _change(change: Change, language: Language) -> str:
    decimals = decimals_for(change.low, change.high)
    value = format_number(change.value, language, decimals=decimals)
    bounds = format_interval(change.low, change.high, language, decimals=decimals)
    return f"{value}   [{bounds}]   {format_p(change.p_value, language)}"
