"""`miqyas estimate event-study FILE`: one coefficient for each time since treatment."""

import argparse
from collections.abc import Sequence

import numpy as np

from miqyas.cli.arguments import add_adjustment, add_answer, add_cohort, add_panel, add_seed, add_table
from miqyas.cli.event_study_page import BEFORE, path_checks
from miqyas.data.relation import Relation
from miqyas.estimators.event_study import event_study
from miqyas.reporting.notes import LEFT_OUT, note_sentence
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_p, format_percent
from miqyas.results.check import CheckResult
from miqyas.results.event_study import EventEffect, EventStudy
from miqyas.types import Language

NAME = "event-study"
HELP = "event study: two-way fixed effects with one coefficient for each time since treatment"
TITLE: dict[Language, str] = {
    "fr": "Effet par temps depuis le traitement (référence : {reference})",
    "ar": "الأثر حسب الزمن منذ المعالجة (المرجع: {reference})",
    "en": "Effect by time since treatment (reference: {reference})",
}
ALL: dict[Language, str] = {
    "fr": "après, en moyenne",
    "ar": "المتوسط بعد المعالجة",
    "en": "after, on average",
}
BANDS: dict[Language, str] = {
    "fr": "Les intervalles par période sont valables ensemble à {level} ; celui de la moyenne, seul.",
    "ar": "مجالات الفترات صالحة معا عند {level}؛ ومجال المتوسط وحده.",
    "en": "The intervals by period hold together at {level}; that of the average by itself.",
}


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_panel(design, time="column of equally spaced periods")
    add_cohort(design)
    design.add_argument(
        "--leads", type=int, metavar="N", help="put together what is N periods before treatment or earlier"
    )
    design.add_argument(
        "--lags", type=int, metavar="N", help="put together what is N periods after treatment or later"
    )
    design.add_argument(
        "--reference", type=int, default=-1, metavar="E", help="time all are compared with (default: -1)"
    )
    add_adjustment(design)
    add_seed(design)
    add_answer(design, json="print one flat row by effect as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> EventStudy:
    """Estimate what was asked."""
    return event_study(
        relation,
        outcome=args.outcome,
        unit_id=args.unit_id,
        time=args.time,
        cohort=args.cohort,
        rng=np.random.default_rng(args.seed),
        leads=args.leads,
        lags=args.lags,
        reference=args.reference,
        cluster=args.cluster,
        covariates=args.covariates,
        weights=args.weights,
        level=args.level,
        unit=args.unit,
    )


def page(study: EventStudy, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the effects for a person, in the order of time."""
    language: Language = args.language
    lines = [TITLE[language].format(reference=f"{study.reference:g}")]
    lines += [_line(f"{effect.event:+g}", effect, study.unit, language) for effect in study.effects]
    if study.overall:
        lines += [_line(ALL[language], study.overall, study.unit, language)]
    level = format_percent(study.level, language, decimals=0 if (100 * study.level) % 1 == 0 else 1)
    lines += ["", "· " + BANDS[language].format(level=level)]
    if study.pretrend_p_value is not None:
        p = format_p(study.pretrend_p_value, language)
        lines += ["· " + BEFORE[language].format(n=int((study.events < 0).sum()), p=p)]
    if study.dropped_covariates:
        lines += ["· " + LEFT_OUT[language].format(names=", ".join(study.dropped_covariates))]
    lines += ["· " + check.text[language] for check in (*checks, *_path_checks(study, args.seed))]
    lines += ["· " + note_sentence(note, language) for note in study.notes]
    return "\n".join(lines)


def _path_checks(study: EventStudy, seed: int) -> tuple[CheckResult, ...]:
    """Look at the path over time, where it runs up to the period just before treatment."""
    path = np.sort([*study.events, study.reference])
    if study.reference != -1 or path[0] > -2 or path[-1] < 0 or (np.diff(path) != 1).any():
        return ()
    return path_checks(study, seed)


def _line(label: str, effect: EventEffect, unit: str, language: Language) -> str:
    decimals = decimals_for(effect.low, effect.high)
    value = format_number(effect.value, language, unit, decimals=decimals)
    band = format_interval(effect.band_low, effect.band_high, language, unit, decimals=decimals)
    return f"  {label:<20} {value}   [{band}]"
