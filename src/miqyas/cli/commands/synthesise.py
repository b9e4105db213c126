"""`miqyas synthesise FILE`: the effects of several studies, put together."""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from miqyas.cli.language import add_language
from miqyas.cli.table import relation_of
from miqyas.data.relation import Relation
from miqyas.errors import EqualPrecision, TooFewForAsymmetry, TooFewStudies
from miqyas.evidence.synthesis import (
    BetweenVariance,
    Effects,
    PooledInterval,
    TauPrior,
    asymmetry,
    cumulative,
    fixed_effect,
    leave_one_out,
    moderation,
    random_effects,
    read_beside,
    read_effects,
    shrinkage,
)
from miqyas.reporting.charts import forest_chart, funnel_chart
from miqyas.reporting.charts.frame import Spec
from miqyas.reporting.notes import note_sentence
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_percent
from miqyas.reporting.refusals import refusal_sentence
from miqyas.reporting.shrinkage_page import shrinkage_page
from miqyas.reporting.synthesis_sentence import synthesis_lines, synthesis_sentence
from miqyas.results.synthesis import Synthesis
from miqyas.results.table import Cell
from miqyas.types import Language

NAME = "synthesise"
HELP = "put the effects of several studies together (meta-analysis)"
FIXED = "fixed"
CHARTS: dict[str, Callable[[Synthesis, Effects, Language], Spec]] = {
    "forest": lambda synthesis, _, language: forest_chart(synthesis, language),
    "funnel": lambda synthesis, effects, language: funnel_chart(
        effects, synthesis.value, language, unit=synthesis.unit
    ),
}
CUMULATIVE: dict[Language, str] = {
    "fr": "Ce que l'on savait après chaque étude",
    "ar": "ما كان معروفا بعد كل دراسة",
    "en": "What was known after each study",
}
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
    parser.add_argument(
        "--shrinkage",
        choices=[*map(str, TauPrior)],
        help="each study borrows from the others, by this prior of τ",
    )
    parser.add_argument(
        "--scale", type=float, metavar="S", help="scale of that prior, in the unit of the effects"
    )
    parser.add_argument("--moderator", metavar="X", help="column of numbers: do effects move with it?")
    parser.add_argument(
        "--cumulative", metavar="T", help="column of numbers, such as the year: what was known when"
    )
    parser.add_argument(
        "--chart", choices=sorted(CHARTS), help="print a chart as a Vega-Lite specification instead"
    )
    parser.add_argument("--json", action="store_true", help="print one flat row as JSON")
    add_language(parser)


def run(args: argparse.Namespace) -> int:
    """Pool and print, as JSON or for a person."""
    pool = _model(args)
    with relation_of(args.file) as relation:
        effects = read_effects(relation, value=args.value, std_error=args.std_error, label=args.label)
        synthesis, more = pool(effects), _more(relation, effects, pool, args)
    if args.chart:
        print(json.dumps(CHARTS[args.chart](synthesis, effects, args.language), ensure_ascii=False))
    elif args.json:
        parts = {name: part.as_json for name, part in more.items()}
        print(json.dumps({**synthesis.tidy(), **parts}, ensure_ascii=False))
    else:
        lines = _page(synthesis, effects, pool, args.language)
        print("\n".join([*lines, *(line for part in more.values() for line in ("", *part.lines))]))
    return 0


@dataclass(frozen=True, slots=True)
class Part:
    """What was asked beside the synthesis, for a program and for a person."""

    as_json: Any
    lines: list[str]


def _more(
    relation: Relation, effects: Effects, pool: Callable[[Effects], Synthesis], args: argparse.Namespace
) -> dict[str, Part]:
    language, columns = args.language, {"value": args.value, "std_error": args.std_error, "label": args.label}
    parts = {}
    if args.shrinkage:
        found = shrinkage(
            effects, prior=TauPrior(args.shrinkage), scale=args.scale, level=args.level, unit=args.unit
        )
        parts["shrinkage"] = Part(found.tidy(), shrinkage_page(found, language))
    if args.moderator:
        kept, moderator = read_beside(relation, column=args.moderator, **columns)
        check = moderation(kept, moderator, name=args.moderator, level=args.level, unit=args.unit)
        parts["moderation"] = Part(check.facts, [check.text[language]])
    if args.cumulative:
        kept, order = read_beside(relation, column=args.cumulative, **columns)
        records = cumulative(kept, order, pool).records()
        lines = [
            f"  {row['order']:g}  {row['n']:>3}  {row['label']}  {_row(row, language)}" for row in records
        ]
        parts["cumulative"] = Part(records, [CUMULATIVE[language], *lines])
    return parts


def _row(row: Mapping[str, Cell], language: Language) -> str:
    value, low, high = (float(row[name] or 0) for name in ("value", "low", "high"))
    return _figures(value, low, high, language)


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
