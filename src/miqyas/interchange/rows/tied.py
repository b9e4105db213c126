"""A row and the rows of repeats that stand under it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from miqyas.interchange.form import Form


@dataclass(frozen=True, slots=True)
class TiedRow:
    """A row of a table: where it stands, its cells, and the rows of its repeats by the path of the repeat."""

    row: int
    cells: Mapping[str, Any]
    under: Mapping[str, Sequence["TiedRow"]] = field(default_factory=dict)
    sheet: str = ""


def repeat_above(form: Form, path: str) -> str:
    """Return the innermost repeat around a path, itself left out; empty when there is none."""
    around = [repeat for repeat in form.repeats if path.startswith(f"{repeat}/")]
    return max(around, key=len, default="")


def inner_repeat(form: Form, level: str, repeat: str) -> str:
    """Return the repeat just inside ``level`` that is, or holds, ``repeat``; empty when there is none."""
    while repeat and repeat != level:
        above = repeat_above(form, repeat)
        if above == level:
            return repeat
        repeat = above
    return ""


def rows_of(row: TiedRow, form: Form, repeat: str) -> Iterator[TiedRow]:
    """Yield the rows of a repeat under a row, at any depth, in the order of its XML."""
    if not repeat:
        yield row
        return
    for holder in rows_of(row, form, repeat_above(form, repeat)):
        yield from holder.under.get(repeat, ())
