"""The values as statistics packages hold them: numbers, texts, days and moments; codes with words as numbers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from miqyas.data.intake.engine import listed, quote_name, quote_text
from miqyas.interchange.statistics_files.labelled import Labelled, Variable
from miqyas.interchange.statistics_files.losses import Loss
from miqyas.interchange.statistics_files.names import legal_names

# Beyond it two whole numbers may be one double, which is all that Stata, SPSS and R have.
LARGEST_WHOLE = 2**53
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
MOMENTS = frozenset({"date", "datetime"})


@dataclass(frozen=True, slots=True)
class Coded:
    """A frame of pandas under legal names, the words of its numbers, and what changed on the way."""

    frame: Any
    names: Mapping[str, str]
    labels: Mapping[str, str]
    value_labels: Mapping[str, Mapping[int, str]]
    losses: tuple[Loss, ...]


def coded(table: Labelled, *, yes_no: tuple[str, str], first_year: int = 1) -> Coded:
    """Bring a table into memory as a package holds it; ``first_year`` is the first its dates can tell."""
    names = dict(
        zip(
            (each.name for each in table.variables),
            legal_names([each.name for each in table.variables]),
            strict=True,
        )
    )
    connection = duckdb.connect(config={"threads": 1})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        origin = f"read_parquet({quote_text(table.path)})"
        losses: list[Loss] = []
        cells, value_labels = [], {}
        for variable in table.variables:
            cell, words, lost = _cell(variable, _asked(connection, origin), yes_no, first_year)
            cells.append(f"{cell} AS {quote_name(names[variable.name])}")
            losses += lost
            if words:
                value_labels[names[variable.name]] = words
        frame = connection.execute(f"SELECT {listed(cells)} FROM {origin}").df()
    finally:
        connection.close()
    labels = {names[each.name]: each.label or each.name for each in table.variables}
    return Coded(frame, names, labels, value_labels, tuple(losses))


def _asked(connection: duckdb.DuckDBPyConnection, origin: str) -> Callable[[str], list[tuple[Any, ...]]]:
    return lambda chosen: connection.execute(f"SELECT {chosen} FROM {origin}").fetchall()


def _cell(
    variable: Variable,
    ask: Callable[[str], list[tuple[Any, ...]]],
    yes_no: tuple[str, str],
    first_year: int,
) -> tuple[str, Mapping[int, str], list[Loss]]:
    """The SQL of a column, the words of its numbers, what is lost."""
    name = quote_name(variable.name)
    if variable.type == "boolean":
        return f"CAST(CAST({name} AS TINYINT) AS DOUBLE)", {1: yes_no[0], 0: yes_no[1]}, []
    if variable.type in {"integer", "number"}:
        return _number(variable, name, ask)
    if variable.type in MOMENTS:
        ((first,),) = ask(f"min(year({name}))")
        if first is not None and first < first_year:
            return f"CAST({name} AS VARCHAR)", {}, [Loss("date_as_text", variable.name)]
        return f"CAST({name} AS TIMESTAMP)", {}, []
    if variable.value_labels:
        found = [code for (code,) in ask(f"DISTINCT CAST({name} AS VARCHAR)") if code is not None]
        return _codes(variable, sorted(found))
    return f"CAST({name} AS VARCHAR)", {}, []


def _number(
    variable: Variable, name: str, ask: Callable[[str], list[tuple[Any, ...]]]
) -> tuple[str, Mapping[int, str], list[Loss]]:
    """A number is a double everywhere; a whole number that no double tells apart stays a text."""
    ((largest,),) = ask(f"max(abs({name}))")
    if variable.type == "integer" and largest is not None and largest > LARGEST_WHOLE:
        return f"CAST({name} AS VARCHAR)", {}, [Loss("number_as_text", variable.name)]
    words = {int(code): word for code, word in variable.value_labels.items() if WHOLE.fullmatch(code)}
    return f"CAST({name} AS DOUBLE)", words, []


def _codes(variable: Variable, found: list[str]) -> tuple[str, Mapping[int, str], list[Loss]]:
    """Text codes as numbers: themselves when they all are, else their rank; what has no word is its own word."""
    name = quote_name(variable.name)
    words = {**variable.value_labels, **{code: code for code in found if code not in variable.value_labels}}
    are_whole = all(WHOLE.fullmatch(code) for code in words)
    numbers = {code: int(code) if are_whole else rank for rank, code in enumerate(words, start=1)}
    cases = " ".join(f"WHEN {quote_text(code)} THEN {number}" for code, number in numbers.items())
    told = (
        []
        if are_whole
        else [
            Loss(
                "coded",
                variable.name,
                {"codes": ", ".join(f"{code} = {number}" for code, number in numbers.items())},
            )
        ]
    )
    return (
        f"CAST(CASE {name} {cases} END AS DOUBLE)",
        {numbers[code]: word for code, word in words.items()},
        told,
    )
