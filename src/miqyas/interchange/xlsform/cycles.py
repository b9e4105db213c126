"""Questions that wait for each other: circles among the references of a questionnaire.

What the engine of phones refuses: a circle of ``relevant``, ``calculation``, ``required`` and ``read_only``, a group's
``relevant`` holding for all that stands inside it, a question that waits for itself included. A ``constraint`` is looked
at when the answer is given: two that name each other are no circle. A circle that closes only through a filter of
choices or a number of repeats is carried out, and told as a warning.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.questions import Entry
from miqyas.interchange.xlsform.sheets import Sheet

# A value of the last answer sent (``last-saved#``) is there already: nobody waits for it.
WAITED = re.compile(r"\$\{\s*([^{}\s$#]+)\s*\}")
WAITING = ("relevant", "calculation", "required", "read_only")
LISTED = ("choice_filter", "repeat_count")


@dataclass(slots=True)
class Waits:
    """For each name, the names it waits for, with the row and heading that say so."""

    of: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)

    def add(self, name: str, other: str, place: tuple[int, str]) -> None:
        """Write down that a name waits for another; what it is already known to wait for stays as it is."""
        self.of.setdefault(name, {}).setdefault(other, place)


def check_cycles(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Tell each circle once, at the row of its first question."""
    refused = _waits(sheet, entries, WAITING)
    told: set[frozenset[str]] = set()
    for code, waits in (("cycle", refused), ("cycle_of_lists", _waits(sheet, entries, (*WAITING, *LISTED)))):
        for circle in circles(waits.of):
            if any(set(circle) >= known for known in told):
                continue
            told.add(frozenset(circle))
            number, heading = waits.of[circle[0]][circle[1 % len(circle)]]
            path = " → ".join(f"${{{name}}}" for name in (*circle, circle[0]))
            yield Finding(code, sheet.name, number, heading, {"path": path})


def circles(waits: Mapping[str, Mapping[str, object]]) -> list[tuple[str, ...]]:
    """Return one circle for each set of names that wait for each other, in the order of ``waits``."""
    places = {name: place for place, name in enumerate(waits)}
    found = []
    for knot in _knots(waits):
        start = min(knot, key=places.__getitem__)
        if len(knot) > 1 or start in waits[start]:
            found.append(_circle(waits, start, knot))
    return sorted(found, key=lambda circle: places[circle[0]])


def _waits(sheet: Sheet, entries: Sequence[Entry], columns: Sequence[str]) -> Waits:
    waits = Waits()
    groups: list[Entry] = []
    for entry in entries:
        if entry.role == "end":
            groups = groups[:-1]
            continue
        if not entry.name:
            continue
        for group in groups:  # what stands in a group waits for what the group waits for
            _add(waits, sheet, group, ("relevant",), entry.name)
        _add(waits, sheet, entry, columns, entry.name)
        if entry.role == "begin":
            groups = [*groups, entry]
    return waits


def _add(waits: Waits, sheet: Sheet, entry: Entry, columns: Sequence[str], name: str) -> None:
    for column in columns:
        heading = sheet.plain.get(column)
        text = entry.row.get(heading, "") if heading else ""
        if "${" in text:
            for other in WAITED.findall(text):
                waits.add(name, other, (entry.number, str(heading)))


def _knots(waits: Mapping[str, Mapping[str, object]]) -> list[set[str]]:
    """Return the strongly connected sets, by Tarjan's algorithm without recursion (SIAM J. Comput. 1972)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    held: dict[str, None] = {}
    knots: list[set[str]] = []
    for start in waits:
        if start in order:
            continue
        work = [(start, iter(waits[start]))]
        order[start] = low[start] = len(order)
        held[start] = None
        while work:
            name, others = work[-1]
            other = next(
                (each for each in others if each in waits and (each not in order or each in held)), None
            )
            if other is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == order[name]:
                    knots.append(_released(held, name))
            elif other in order:
                low[name] = min(low[name], order[other])
            else:
                order[other] = low[other] = len(order)
                held[other] = None
                work.append((other, iter(waits[other])))
    return knots


def _released(held: dict[str, None], name: str) -> set[str]:
    knot: set[str] = set()
    while name not in knot:
        knot.add(held.popitem()[0])
    return knot


def _circle(waits: Mapping[str, Mapping[str, object]], start: str, knot: set[str]) -> tuple[str, ...]:
    """Return the shortest circle through ``start`` inside its knot."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for path in paths:
        for other in waits[path[-1]]:
            if other == start:
                return path
            if other in knot and other not in seen:
                seen.add(other)
                paths.append((*path, other))
    return (start,)
