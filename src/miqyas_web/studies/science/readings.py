"""An estimation as a person reads it: figures written out, charts drawn, checks as sentences."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from miqyas.reporting.charts import attrition_chart, balance_chart, estimate_chart
from miqyas.reporting.notes import estimate_notes
from miqyas.reporting.numbers import decimals_for, format_number, format_p, format_percent, unit_name
from miqyas.reporting.pictures import to_svg
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES, Language
from miqyas_web.studies.models import Estimation
from miqyas_web.studies.science.runs import check_from_dict
from miqyas_web.studies.science.words import page_language

Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture with the same figures as a table."""

    title: str
    svg: str
    table: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CheckReading:
    """One check: what it says, what it looked at."""

    name: str
    title: str
    tone: str
    word: str
    sentence: str
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page of an estimation shows."""

    value: str
    low: str
    high: str
    level_pct: str
    unit: str
    control_mean: str
    figures: list[tuple[str, str]]
    notes: tuple[str, ...]
    effect: Chart
    checks: list[CheckReading]


def reading_of(estimation: Estimation) -> Reading:
    """Write an estimation out in the language of the page."""
    language = page_language()
    estimate = Estimate.from_dict(estimation.estimate)
    unit = estimation.study.unit
    decimals = decimals_for(estimate.low, estimate.high)

    def shown(value: float) -> str:
        return format_number(value, language, decimals=decimals)

    return Reading(
        value=shown(estimate.value),
        low=shown(estimate.low),
        high=shown(estimate.high),
        level_pct=format_number(100 * estimate.level, language),
        unit=unit_name(unit, language),
        control_mean=shown(estimate.control_mean),
        figures=_figures(estimate, language, decimals),
        notes=estimate_notes(estimate, language),
        effect=_effect_chart(estimation, estimate, language),
        checks=[_read_check(estimation, check_from_dict(stored), language) for stored in estimation.checks],
    )


def _figures(estimate: Estimate, language: Language, decimals: int) -> list[tuple[str, str]]:
    counts = (
        (_("Units in the analysis"), estimate.n),
        (_("Clusters"), estimate.n_clusters),
        (_("Rows left out: a value was missing"), estimate.n_dropped),
    )
    return [
        (_("Standard error"), format_number(estimate.std_error, language, decimals=decimals)),
        (_("Two-sided test against no effect"), format_p(estimate.p_value, language)),
        *(
            [(_("Degrees of freedom"), format_number(estimate.df, language))]
            if estimate.df is not None
            else []
        ),
        *((label, format_number(count, language)) for label, count in counts),
        (_("Method"), method_in_words(estimate.method)),
    ]


def method_in_words(method: str) -> str:
    """The method of an estimate, as the science names it, in the language of the page."""
    words = {
        "least squares": _("least squares"),
        "strata fixed effects": _("strata fixed effects"),
        "covariates": _("covariates"),
        "weights": _("weights"),
        "CR1 by cluster": _("CR1 standard errors, by cluster"),
        "HC1": _("HC1 standard errors"),
    }
    return " · ".join(words.get(part, part) for part in method.split(", "))


def _effect_chart(estimation: Estimation, estimate: Estimate, language: Language) -> Chart:
    spec = effect_spec(estimation, estimate, language)
    heads = {
        "arm": _("Group"),
        "mean": _("Mean"),
        "low": pgettext("interval", "Low"),
        "high": pgettext("interval", "High"),
        "n": _("n"),
    }
    arms = {"control": _("Comparison"), "treated": _("Treatment")}
    rows: list[dict[str, Cell]] = [{**row, "arm": arms[str(row["arm"])]} for row in estimation.arms]
    effect: dict[str, Cell] = {
        "arm": _("Effect"),
        "mean": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
    }
    return Chart(_title(spec), picture(spec, language), _table(heads, [*rows, effect], language))


def effect_spec(estimation: Estimation, estimate: Estimate, language: Language) -> dict[str, Any]:
    study = estimation.study
    arms = None
    if estimation.arms:
        arms = Table(tuple(estimation.arms[0]), tuple(tuple(row.values()) for row in estimation.arms))
    label = study.outcome_label or study.outcome
    return estimate_chart(estimate, language, outcome_label=label, unit=study.unit, arms=arms)


def _read_check(estimation: Estimation, check: CheckResult, language: Language) -> CheckReading:
    titles = {
        "balance": _("Were the groups alike before?"),
        "attrition": _("Who is missing at the end?"),
        "weak_instruments": _("Did the instrument move people enough?"),
        "density": _("Did people choose their side of the threshold?"),
        "negative_weights": _("Do some effects count backwards?"),
        "pretrends": _("Did the groups move alike before?"),
        "overlap": _("Is there someone to compare with?"),
    }
    verdicts = {
        True: ("supported", _("holds")),
        False: ("contradicted", _("does not hold")),
        None: ("none", _("cannot be told")),
    }
    tone, word = verdicts[check.passed]
    return CheckReading(
        name=check.name,
        title=titles.get(check.name, check.name),
        tone=tone,
        word=word,
        sentence=check.text[language],
        chart=_check_chart(estimation, check, language),
    )


def _check_chart(estimation: Estimation, check: CheckResult, language: Language) -> Chart | None:
    spec = check_spec(estimation, check, language)
    if spec is None:
        return None
    heads: dict[str, str] = {
        "covariate": _("Covariate"), "control_mean": _("Comparison"), "treated_mean": _("Treatment"),
        "difference": _("Difference"), "p_value": _("p"), "normalised_difference": _("Normalised difference"),
        "arm": _("Group"), "n": _("n"), "n_missing": _("Missing"), "share_missing": _("Share missing"),
    }  # fmt: skip
    kept = {name: heads[name] for name in check.table.columns if name in heads}
    return Chart(_title(spec), picture(spec, language), _table(kept, check.table.records(), language))


def check_spec(estimation: Estimation, check: CheckResult, language: Language) -> dict[str, Any] | None:
    """The chart of a check; None when there is nothing to draw."""
    if not check.table.rows:
        return None
    if check.name == "balance":
        labels = dict(estimation.study.dataset.columns.exclude(label="").values_list("name", "label"))
        return balance_chart(check, language, labels=labels)
    return attrition_chart(check, language) if check.name == "attrition" else None


def _table(heads: Columns, rows: list[dict[str, Cell]], language: Language) -> dict[str, Any]:
    return {
        "caption": "",
        "head": list(heads.values()),
        "rows": [
            [(head, _cell(row.get(name), name, language)) for name, head in heads.items()] for row in rows
        ],
    }


def _cell(value: Cell, name: str, language: Language) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if name == "share_missing":
        return format_percent(float(value), language, decimals=1)
    return format_number(value, language)


def _title(spec: Mapping[str, Any]) -> str:
    return str(spec["title"]["text"])


def fonts() -> Path | None:
    """Our fonts, once the front end is built; the machine's until then."""
    built = Path(settings.FONTS)
    return built if built.is_dir() else None


def picture(spec: dict[str, Any], language: Language) -> str:
    """The SVG of a specification, drawn once and kept under the specification's hash."""
    written = json.dumps([spec, language], sort_keys=True, ensure_ascii=False).encode()
    kept = Path(settings.MEDIA_ROOT) / "charts" / f"{hashlib.sha256(written).hexdigest()}.svg"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    drawn = to_svg(spec, language=language, fonts=fonts())
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}.part")
    part.write_text(drawn, encoding="utf-8")
    part.replace(kept)
    return drawn


def draw_charts(estimation: Estimation) -> int:
    """Draw every chart of an estimation beforehand, in every language: the page then only reads them.

    Returns how many pictures there are.
    """
    estimate = Estimate.from_dict(estimation.estimate)
    checks = [check_from_dict(stored) for stored in estimation.checks]
    drawn = [
        picture(spec, language)
        for language in LANGUAGES
        for spec in (
            effect_spec(estimation, estimate, language),
            *(check_spec(estimation, check, language) for check in checks),
        )
        if spec is not None
    ]
    return len(drawn)
