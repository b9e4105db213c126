"""From the text of an answer to its value, as SQL over the table ``raw``: what it is, why it is none, whether it fits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from miqyas.data.intake.columns import ColumnType
from miqyas.data.intake.engine import listed, quote_text
from miqyas.interchange.answers.layout import POINT_PARTS, AnswerColumn, Asked
from miqyas.interchange.answers.spooling import raw_name
from miqyas.interchange.answers.states import ABSENT, CARRIAGE_RETURN, NEW_LINE, NOT_THERE, AnswerState

WHOLE = "[+-]?[0-9]+"
NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# A code keeps its zeros: 07 is no number among calculations.
PLAIN_WHOLE = "-?(?:0|[1-9][0-9]{0,17})"
PLAIN_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[TZ+-].*)?"
INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
OFFSET = r"T.*([+-])([0-9]{2}):?([0-9]{2})?$"
POINT = rf"{NUMBER}(?: {NUMBER}){{1,3}}"
EXPECTED: Mapping[str, str] = {
    "integer": "whole number",
    "number": "number",
    "date": "date",
    "instant": "date and time",
    "point": "position",
}


@dataclass(frozen=True, slots=True)
class Built:
    """One column to make: what it is, the SQL of its value, and the question behind it."""

    column: AnswerColumn
    value: str
    asked: Asked | None
    place: int


def built_of(asked: Asked, *, name: str, place: int, calculated: ColumnType) -> Iterator[Built]:
    """The columns one question gives; ``calculated`` is what a calculation turned out to hold."""
    raw = raw_name(place)
    for part, kind, value in _parts(asked, raw, calculated):
        column = AnswerColumn(
            name=f"{name}/{part}" if part else name,
            type=kind,
            question=name,
            path=asked.path,
            kind=asked.kind,
            part=part,
            labels=asked.labels,
            choices=asked.choices,
            versions=asked.versions,
        )
        yield Built(column, value, asked, place)


def _parts(asked: Asked, raw: str, calculated: ColumnType) -> Iterator[tuple[str, ColumnType, str]]:
    if asked.shape == "point":
        for position, part in enumerate(POINT_PARTS, start=1):
            cell = f"TRY_CAST(string_split({raw}, ' ')[{position}] AS DOUBLE)"
            yield part, "number", f"CASE WHEN {is_present(raw)} AND {_is_point(raw)} THEN {cell} END"
    elif asked.shape == "instant":
        yield "", "datetime", _value("instant", raw)
        yield "offset", "integer", f"CASE WHEN {_value('instant', raw)} IS NOT NULL THEN {_offset(raw)} END"
    elif asked.shape == "options":
        yield "", "text", whole_text(raw)
        for choice in asked.choices:
            holds = f"contains(' ' || {raw} || ' ', {quote_text(f' {choice.name} ')})"
            yield choice.name, "boolean", f"CASE WHEN {is_present(raw)} THEN {holds} END"
    elif asked.shape == "calculation":
        yield "", calculated, _value({"integer": "integer", "number": "number"}.get(calculated, "text"), raw)
    else:
        kinds: dict[str, ColumnType] = {"integer": "integer", "number": "number", "date": "date"}
        yield "", kinds.get(asked.shape, "text"), _value(asked.shape, raw)


def present(raw: str) -> str:
    """The text of an answer; NULL where there is none."""
    return f"CASE WHEN {is_present(raw)} THEN {raw} END"


def is_present(raw: str) -> str:
    """The condition under which there is an answer: marks and the empty text come before all others."""
    return f"{raw} >= {quote_text(NEW_LINE)}"


def whole_text(raw: str) -> str:
    """The text of an answer as it was written, line ends too; NULL where there is none."""
    whole = f"replace(replace({raw}, '{NEW_LINE}', chr(10)), '{CARRIAGE_RETURN}', chr(13))"
    is_broken = f"contains({raw}, '{NEW_LINE}') OR contains({raw}, '{CARRIAGE_RETURN}')"
    return f"CASE WHEN {is_present(raw)} THEN CASE WHEN {is_broken} THEN {whole} ELSE {raw} END END"


def _value(shape: str, raw: str) -> str:
    if shape == "integer":
        return f"CASE WHEN {_fits(raw, WHOLE)} THEN TRY_CAST({raw} AS BIGINT) END"
    if shape == "number":
        number = f"TRY_CAST({raw} AS DOUBLE)"
        return f"CASE WHEN {_fits(raw, NUMBER)} AND isfinite({number}) THEN {number} END"
    if shape == "date":
        return f"CASE WHEN {_fits(raw, DAY)} THEN TRY_CAST(left({raw}, 10) AS DATE) END"
    if shape == "instant":
        moment = f"TRY_CAST({raw} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"
        return f"CASE WHEN {_fits(raw, INSTANT)} THEN {moment} END"
    return present(raw) if shape == "choice" else whole_text(raw)


def _offset(text: str) -> str:
    """Minutes east of universal time; NULL where the phone did not say."""
    parts = [f"regexp_extract({text}, {quote_text(OFFSET)}, {group})" for group in (1, 2, 3)]
    minutes = (
        f"60 * TRY_CAST({parts[1]} AS INTEGER) + coalesce(TRY_CAST(nullif({parts[2]}, '') AS INTEGER), 0)"
    )
    return (
        f"CASE WHEN ends_with({text}, 'Z') THEN 0 WHEN {parts[0]} = '-' THEN -({minutes}) "
        f"WHEN {parts[0]} = '+' THEN {minutes} END"
    )


def _is_point(text: str) -> str:
    """A place on earth: a latitude, a longitude, and what else the phone knew."""
    latitude, longitude = (
        f"TRY_CAST(string_split({text}, ' ')[{position}] AS DOUBLE)" for position in (1, 2)
    )
    return f"{_fits(text, POINT)} AND abs({latitude}) <= 90 AND abs({longitude}) <= 180"


def _fits(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {quote_text(pattern)})"


def unfit(asked: Asked, place: int) -> str | None:
    """The condition under which a text is no value of its question; None where any text is."""
    raw = raw_name(place)
    if asked.shape == "point":
        return f"({is_present(raw)} AND NOT ({_is_point(raw)}))"
    if asked.shape in EXPECTED:
        return f"({is_present(raw)} AND {_value(asked.shape, raw)} IS NULL)"
    return None


def unknown_choice(asked: Asked, place: int) -> str | None:
    """The condition under which a choice is none of the form's; None where any may come."""
    if not asked.is_closed or asked.shape not in {"choice", "options"}:
        return None
    raw = raw_name(place)
    names = [choice.name for choice in asked.choices]
    if asked.shape == "choice":
        return f"({is_present(raw)} AND {raw} NOT IN ({listed(map(quote_text, names))}))"
    one = f"(?:{'|'.join(map(re.escape, names))})"
    return f"({is_present(raw)} AND NOT {_fits(raw, f'{one}(?: +{one})*')})"


def state(built: Built) -> str:
    """Why the cell holds a value or none, as the number of an `AnswerState`."""
    raw = raw_name(built.place)
    misfit = unfit(built.asked, built.place) if built.asked else None
    cases = [
        (f"{raw} = {quote_text(ABSENT)}", AnswerState.NOT_ASKED),
        (f"{raw} = {quote_text(NOT_THERE)}", AnswerState.NOT_IN_VERSION),
        (f"{raw} = ''", AnswerState.EMPTY),
        *([(misfit, AnswerState.UNFIT)] if misfit else []),
    ]
    told = " ".join(f"WHEN {condition} THEN {int(why)}" for condition, why in cases)
    return f"CAST(CASE {told} ELSE {int(AnswerState.ANSWERED)} END AS UTINYINT)"
