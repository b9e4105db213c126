"""How the rows of an extract are weighed: said as lines a person writes or pastes, kept as plain data.

``{"start": {"column", "is_probability"}, "totals": [{"columns", "values", "total"}],
"leaves_out_empty"}``; what is not said is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from miqyas_web.ui.fields import plain_number

Weighting = dict[str, Any]

CROSSING = re.compile(r"\s+[×x*]\s+|\s*×\s*")
PASTED = re.compile(r"\s*[\t;]\s*")
SAID = re.compile(r"(?P<columns>[^:=]+?)\s*:\s*(?P<values>.+?)\s*=\s*(?P<total>[^=]+)")


def parsed_totals(written: str) -> list[dict[str, Any]]:
    """Totals line by line; raise ``ValueError`` with the line that says none."""
    return list(_lines(written))


def _lines(written: str) -> Iterator[dict[str, Any]]:
    for line in filter(str.strip, written.splitlines()):
        parts = PASTED.split(line.strip())
        if len(parts) == 1 and (said := SAID.fullmatch(line.strip())):
            parts = [said["columns"], said["values"], said["total"]]
        if len(parts) != 3:
            raise ValueError(line)
        columns, values = CROSSING.split(parts[0].strip()), CROSSING.split(parts[1].strip())
        try:
            total = float(plain_number(parts[2]))
        except ValueError:
            raise ValueError(line) from None
        if len(columns) != len(values) or not all(columns) or not total > 0 or total == float("inf"):
            raise ValueError(line)
        yield {"columns": columns, "values": values, "total": total}


def written_totals(totals: Sequence[Mapping[str, Any]]) -> str:
    """The same as a person writes it."""
    return "\n".join(
        f"{' × '.join(each['columns'])}: {' × '.join(each['values'])} = {each['total']:.15g}"
        for each in totals
    )


def said_weighting(
    *, start: str, is_probability: bool, totals: Sequence[Mapping[str, Any]], leaves_out_empty: bool
) -> Weighting:
    """What is kept; empty when rows are not weighed."""
    found: Weighting = {}
    if start:
        found["start"] = {"column": start, "is_probability": is_probability}
    if totals:
        found["totals"] = [dict(each) for each in totals]
    if found and leaves_out_empty:
        found["leaves_out_empty"] = True
    return found


def columns_named(weighting: Weighting) -> set[str]:
    """Every column the weights are made of."""
    named = {column for each in weighting.get("totals", []) for column in each["columns"]}
    return named | ({weighting["start"]["column"]} if "start" in weighting else set())
