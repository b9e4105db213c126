"""The first line of a table: one name above each column, each name once."""

from collections import defaultdict
from collections.abc import Sequence

from miqyas.data.intake.grammar import runs_as_formula
from miqyas.data.intake.source import Source, excerpt
from miqyas.errors import DuplicatedHeader, EmptyHeader, FormulaText, TooManyColumns


def check_width(n_columns: int, source: Source) -> None:
    """Refuse a table wider than the limit."""
    if n_columns > source.limits.columns:
        raise TooManyColumns(file=source.name, found=n_columns, maximum=source.limits.columns)


def check_heading(cells: Sequence[str], source: Source, *, line: int | None = None) -> list[str]:
    """Return the column names, refused when one is empty or stands twice.

    Two names that differ by capitals only are one name: the engine of analysis takes them so, and readers
    too.
    """
    check_width(len(cells), source)
    names = [cell.strip().lstrip("\ufeff") for cell in cells]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names, start=1):
        if not name:
            raise EmptyHeader(position=position)
        if line is not None and runs_as_formula(name):
            raise FormulaText(line=line, column=position, found=excerpt(name))
        places[name.casefold()].append(position)
    for positions in places.values():
        if len(positions) > 1:
            raise DuplicatedHeader(
                name=excerpt(names[positions[0] - 1]),
                found=len(positions),
                positions=", ".join(map(str, positions[:10])),
            )
    return names
