"""Effects side by side, one column an estimate, and effects by time, one row a period."""

from collections.abc import Mapping

from miqyas.reporting.notes import estimate_notes
from miqyas.reporting.numbers import (
    decimals_for,
    format_interval,
    format_number,
    format_percent,
    unit_name,
)
from miqyas.reporting.tables.laid import Laid, LaidRow, RowKind
from miqyas.reporting.tables.words import WORDS, p_cell
from miqyas.results.estimate import Estimate
from miqyas.results.event_study import EventEffect, EventStudy
from miqyas.types import Language


def regression_table(
    columns: Mapping[str, Estimate], *, language: Language, effect_label: str = "", title: str = ""
) -> Laid:
    """Lay estimates side by side: effect, standard error, interval and p-value, then what they rest on.

    Parameters
    ----------
    columns : mapping of str to Estimate
        Each estimate under the name a reader gives its column: an outcome, a model.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    effect_label : str
        What the effect is of; by default the estimand.
    title : str
        By default "Estimated effects".

    Returns
    -------
    Laid
        Without stars: an interval says more. Notes of the estimates stand below, each under its column's name.

    Raises
    ------
    EmptyTable
        No estimate.

    Examples
    --------
    >>> estimate = Estimate("ITT", 1122.0, 253.4, 161.0, 1e-5, 621.0, 1622.0, 0.95, 5513, 162, 0, 2360.0, "MAD", "OLS")
    >>> table = regression_table({"Loans": estimate}, language="en")
    >>> [(row.label, *row.cells) for row in table.rows][:3]
    [('ITT', '1,122'), ('Standard error', '(253)'), ('95% interval', '621 to 1,622')]
    """
    words = WORDS[language]
    estimates = tuple(columns.values())
    rows = [row for row in _figures(estimates, effect_label, language) if any(row.cells)]
    notes = [words["no_stars"], *_notes(columns, language)]
    return Laid(title or words["effects"], "", tuple(columns), tuple(rows), tuple(notes), language)


def _notes(columns: Mapping[str, Estimate], language: Language) -> list[str]:
    """Say each note once, under the names of the columns it is about; of all of them, without names."""
    about: dict[str, list[str]] = {}
    for name, estimate in columns.items():
        method = WORDS[language]["method"].format(method=estimate.method)
        for sentence in (method, *estimate_notes(estimate, language)):
            about.setdefault(sentence, []).append(name)
    return [
        sentence if len(names) == len(columns) else f"{', '.join(names)} — {sentence}"
        for sentence, names in about.items()
    ]


def _figures(estimates: tuple[Estimate, ...], label: str, language: Language) -> list[LaidRow]:
    words = WORDS[language]
    levels = {_level(one.level, language) for one in estimates}
    names = {one.estimand for one in estimates}

    def row(name: str, cells: list[str], kind: RowKind) -> LaidRow:
        return LaidRow(name, tuple(cells), kind)

    def number(value: float, one: Estimate) -> str:
        return format_number(value, language, decimals=decimals_for(one.low, one.high))

    def interval(one: Estimate) -> str:
        return format_interval(one.low, one.high, language, decimals=decimals_for(one.low, one.high))

    counts = [
        row(words[name], [format_number(getattr(one, name), language) for one in estimates], RowKind.COUNT)
        for name in ("n", "n_clusters", "n_dropped")
    ]
    return [
        row(
            label or " / ".join(sorted(names)), [number(one.value, one) for one in estimates], RowKind.FIGURE
        ),
        row(words["std_error"], [f"({number(one.std_error, one)})" for one in estimates], RowKind.DETAIL),
        row(
            words["interval"].format(level=" / ".join(sorted(levels))),
            [interval(one) for one in estimates],
            RowKind.DETAIL,
        ),
        row(words["p_value"], [p_cell(one.p_value, language) for one in estimates], RowKind.DETAIL),
        row(words["control_mean"], [number(one.control_mean, one) for one in estimates], RowKind.COUNT),
        row(words["unit"], [unit_name(one.unit, language) for one in estimates], RowKind.COUNT),
        *counts,
    ]


def events_table(study: EventStudy, *, language: Language, title: str = "") -> Laid:
    """Lay the effects of an event study, a row for each period, the overall effect last."""
    words = WORDS[language]
    level = _level(study.level, language)
    decimals = decimals_for(*(bound for effect in study.effects for bound in (effect.low, effect.high)))
    named = [(format_number(effect.event, language), effect) for effect in study.effects]
    named += [(words["overall"], study.overall)] if study.overall is not None else []
    rows = [_event_row(effect, label, decimals, language) for label, effect in named]
    head = (words["effect"], words["std_error"], words["interval"].format(level=level),
            words["band"].format(level=level), words["p_value"])  # fmt: skip
    notes = [words["reference"].format(event=format_number(study.reference, language))]
    if study.unit:
        notes.insert(0, f"{words['unit']} · {unit_name(study.unit, language)}")
    return Laid(title or words["events"], words["event"], head, tuple(rows), tuple(notes), language)


def _event_row(effect: EventEffect, label: str, decimals: int, language: Language) -> LaidRow:
    cells = (
        format_number(effect.value, language, decimals=decimals),
        f"({format_number(effect.std_error, language, decimals=decimals)})",
        format_interval(effect.low, effect.high, language, decimals=decimals),
        format_interval(effect.band_low, effect.band_high, language, decimals=decimals),
        p_cell(effect.p_value, language),
    )
    return LaidRow(label, cells)


def _level(level: float, language: Language) -> str:
    return format_percent(level, language, decimals=0 if (100 * level) % 1 == 0 else 1)
