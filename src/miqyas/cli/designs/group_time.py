"""`miqyas estimate group-time FILE`: a staggered roll-out, cohort by cohort."""

import argparse
from collections.abc import Sequence
from typing import get_args

import numpy as np

from miqyas.cli.arguments import add_adjustment, add_answer, add_cohort, add_panel, add_seed, add_table
from miqyas.cli.event_study_page import BEFORE, path_checks
from miqyas.data.relation import Relation
from miqyas.estimators.group_time import group_time
from miqyas.numerics.doubly_robust_did import Adjustment
from miqyas.reporting.notes import note_sentence
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_p, format_percent
from miqyas.results.check import CheckResult
from miqyas.results.group_time import KINDS, GroupTimeEffects, StaggeredEffect
from miqyas.types import Language

NAME = "group-time"
HELP = "group-time effects: a staggered roll-out, each cohort against units not treated"
TITLES: dict[str, dict[Language, str]] = {
    "group_time": {
        "fr": "Par cohorte et période",
        "ar": "حسب الفوج والفترة",
        "en": "By cohort and period",
    },
    "simple": {
        "fr": "Moyenne après traitement",
        "ar": "المتوسط بعد المعالجة",
        "en": "Average after treatment",
    },
    "dynamic": {
        "fr": "Par temps depuis le traitement",
        "ar": "حسب الزمن منذ المعالجة",
        "en": "By time since treatment",
    },
    "group": {"fr": "Par cohorte", "ar": "حسب الفوج", "en": "By cohort"},
    "calendar": {"fr": "Par période", "ar": "حسب الفترة", "en": "By period"},
}
ALL: dict[Language, str] = {"fr": "ensemble", "ar": "الإجمالي", "en": "overall"}
BANDS: dict[Language, str] = {
    "fr": "Intervalles de chaque partie valables ensemble à {level} ; celui de l'ensemble, seul.",
    "ar": "مجالات كل جزء صالحة معا عند {level}؛ ومجال الإجمالي وحده.",
    "en": "The intervals of each part hold together at {level}; the overall one by itself.",
}


def add_arguments(design: argparse.ArgumentParser) -> None:
    """Declare the roles of the columns."""
    add_table(design)
    add_panel(design, time="column of equally spaced periods")
    add_cohort(design)
    design.add_argument(
        "--comparison",
        required=True,
        choices=("never_treated", "not_yet_treated"),
        help="whom to compare with",
    )
    design.add_argument(
        "--base",
        required=True,
        choices=("varying", "universal"),
        help="before treatment: each period against the one before, or all against the last",
    )
    add_adjustment(design)
    design.add_argument(
        "--method",
        choices=get_args(Adjustment),
        default="doubly_robust",
        help="how covariates enter (default: doubly_robust, right when either model is)",
    )
    add_seed(design)
    add_answer(design, json="print one flat row by effect as JSON")


def answer(relation: Relation, args: argparse.Namespace) -> GroupTimeEffects:
    """Estimate what was asked."""
    return group_time(
        relation,
        outcome=args.outcome,
        unit_id=args.unit_id,
        time=args.time,
        cohort=args.cohort,
        comparison=args.comparison,
        base=args.base,
        rng=np.random.default_rng(args.seed),
        covariates=args.covariates,
        method=args.method,
        weights=args.weights,
        cluster=args.cluster,
        level=args.level,
        unit=args.unit,
    )


def page(effects: GroupTimeEffects, checks: Sequence[CheckResult], args: argparse.Namespace) -> str:
    """Write the effects for a person, each kind under its title."""
    language: Language = args.language
    lines: list[str] = []
    for kind in KINDS:
        if effects.of(kind):
            lines += [TITLES[kind][language]]
            lines += [_line(effect, effects.unit, language) for effect in effects.of(kind)]
            lines += [""]
    level = format_percent(effects.level, language, decimals=0 if (100 * effects.level) % 1 == 0 else 1)
    lines += ["· " + BANDS[language].format(level=level)]
    if effects.pretrend_p_value is not None:
        p = format_p(effects.pretrend_p_value, language)
        lines += ["· " + BEFORE[language].format(n=effects.n_before, p=p)]
    lines += ["· " + check.text[language] for check in (*checks, *path_checks(effects, args.seed))]
    lines += ["· " + note_sentence(note, language) for note in effects.notes]
    return "\n".join(lines)


def _line(effect: StaggeredEffect, unit: str, language: Language) -> str:
    decimals = decimals_for(effect.low, effect.high)
    if effect.kind == "group_time":
        label = f"{effect.cohort:g} · {effect.time:g}"
    else:
        known = next((x for x in (effect.cohort, effect.time, effect.event) if x is not None), None)
        label = ALL[language] if known is None else f"{known:g}"
    value = format_number(effect.value, language, unit, decimals=decimals)
    band = format_interval(effect.band_low, effect.band_high, language, unit, decimals=decimals)
    return f"  {label:<14} {value}   [{band}]"
