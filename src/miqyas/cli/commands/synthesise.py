"""`miqyas synthesise FILE`: the effects of several studies, put together."""

import argparse
import json
from collections.abc import Callable
from functools import partial

from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.errors import EqualPrecision, TooFewForAsymmetry, TooFewStudies
from miqyas.evidence.synthesis import (
    BetweenVariance,
    Effects,
    PooledInterval,
    asymmetry,
    fixed_effect,
    leave_one_out,
    random_effects,
    read_effects,
)
from miqyas.reporting.notes import note_sentence
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_percent
from miqyas.reporting.refusals import refusal_sentence
from miqyas.reporting.synthesis_sentence import synthesis_lines, synthesis_sentence
from miqyas.results.synthesis import Synthesis
from miqyas.types import Language

NAME = "synthesise"
HELP = "put the effects of several studies together (meta-analysis)"
FIXED = "fixed"
WITHOUT: dict[Language, str] = {"fr": "Sans", "ar": "دون", "en": "Without"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the table of effects and the model."""
    parser.add_argument(
        "file", metavar="FILE", help="table with one row a study: effect, standard error, name"
    )
    parser.add_argument("--value", default="value", metavar="Y", help="column of effects (default: value)")
    parser.add_argument(
        "--std-error", default="std_error", metavar="S", help="column of standard errors (default: std_error)"
    )
    parser.add_argument("--label", default="label", metavar="L", help="column of names (default: label)")
    parser.add_argument(
        "--model",
        choices=[*map(str, BetweenVariance), FIXED],
        default=str(BetweenVariance.REML),
        help="variance between studies, or none of it (default: reml)",
    )
    parser.add_argument(
        "--interval",
        choices=[*map(str, PooledInterval)],
        default=str(PooledInterval.KNAPP_HARTUNG),
        help="interval of the mean effect (default: knapp-hartung); fixed is always normal",
    )
    parser.add_argument("--level", type=float, default=0.95, metavar="P", help="coverage (default: 0.95)")
    parser.add_argument(
        "--measure", dest="unit", default="", metavar="UNIT", help="unit of the effects, such as MAD"
    )
    parser.add_argument("--json", action="store_true", help="print one flat row as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Pool and print, as JSON or for a person."""
    with relation_of(args.file) as relation:
        effects = read_effects(relation, value=args.value, std_error=args.std_error, label=args.label)
    pool = _model(args)
    synthesis = pool(effects)
    if args.json:
        print(json.dumps(synthesis.tidy(), ensure_ascii=False))
    else:
        print("\n".join(_page(synthesis, effects, pool, args.language)))
    return 0


def _model(args: argparse.Namespace) -> Callable[[Effects], Synthesis]:
    if args.model == FIXED:
        return partial(fixed_effect, level=args.level, unit=args.unit)
    return partial(
        random_effects,
        between=BetweenVariance(args.model),
        interval=PooledInterval(args.interval),
        level=args.level,
        unit=args.unit,
    )


def _page(
    synthesis: Synthesis, effects: Effects, pool: Callable[[Effects], Synthesis], language: Language
) -> list[str]:
    studies = [
        (
            study.label,
            _figures(study.value, study.low, study.high, language),
            format_percent(study.weight, language, decimals=1),
        )
        for study in synthesis.studies
    ]
    lines = synthesis_lines(synthesis, language)
    width = max(len(label) for label in [*effects.labels, *(label for label, _ in lines)])
    page = [synthesis_sentence(synthesis, language), ""]
    page += [f"  {label:<{width}}  {figures}  {weight}" for label, figures, weight in studies]
    page += ["", *(f"  {label:<{width}}  {figure}" for label, figure in lines)]
    page += ["", *_without(effects, pool, width, language)]
    notes = [*(note_sentence(note, language) for note in synthesis.notes), _asymmetry(effects, language)]
    return [*page, *(f"· {note}" for note in notes)]


def _without(
    effects: Effects, pool: Callable[[Effects], Synthesis], width: int, language: Language
) -> list[str]:
    try:
        rows = leave_one_out(effects, pool).rows
    except TooFewStudies:  # two studies: there is nothing to leave out
        return []
    lines = []
    for label, value, _, low, high, *_ in rows:
        figures = _figures(float(value or 0), float(low or 0), float(high or 0), language)
        lines.append(f"  {label:<{width}}  {figures}")
    return [f"{WITHOUT[language]}", *lines, ""]


def _asymmetry(effects: Effects, language: Language) -> str:
    try:
        return asymmetry(effects).text[language]
    except (TooFewForAsymmetry, EqualPrecision) as refusal:
        return refusal_sentence(refusal, language)


def _figures(value: float, low: float, high: float, language: Language) -> str:
    decimals = decimals_for(low, high)
    shown = format_number(value, language, decimals=decimals)
    return f"{shown} ({format_interval(low, high, language, decimals=decimals)})"
