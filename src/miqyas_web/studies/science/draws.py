"""Lots and samples: from what a person asks to a sealed record, and back to its list."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miqyas.data.relation import open_relation
from miqyas.design.assignment import assign
from miqyas.design.frame import Frame, read_frame
from miqyas.design.lots import listed, record_of
from miqyas.design.procedure import Procedure, arms_of
from miqyas.design.record import Record
from miqyas.design.samples import listed_sample, record_of_sample
from miqyas.design.sampling import sample
from miqyas.design.selection import Selection
from miqyas.design.units import units_of
from miqyas.reporting.draw_page import balance_lines, draw_lines, sample_lines
from miqyas_web.foundation import clock
from miqyas_web.studies.science.words import page_language, said_plainly

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class FrameSource:
    """Where units are listed: a frozen file, or rows."""

    name: str
    path: Path | None = None
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a draw would do, before chance is used."""

    n_rows: int
    n_units: int
    n_strata: int
    frame_sha256: str


@dataclass(frozen=True, slots=True)
class Told:
    """A draw as the page shows it."""

    sentence: str
    lines: list[tuple[str, str]]
    arms: list[str]
    balance: list[tuple[str, list[str]]]


def procedure_from(said: Mapping[str, Any]) -> dict[str, Any]:
    """The way of drawing lots that a form says, checked. Raises ``Unfit``."""
    arms = said.get("arms") or "treated=1,control=1"
    rest = {name: value for name, value in said.items() if name != "arms"}
    return said_plainly(lambda: Procedure(arms=arms_of(arms), **rest)).to_dict()


def selection_from(said: Mapping[str, Any]) -> dict[str, Any]:
    """The way of drawing a sample that a form says, checked. Raises ``Unfit``."""
    return said_plainly(lambda: Selection(**said)).to_dict()


def foresee(kind: str, declared: Mapping[str, Any], source: FrameSource) -> Foreseen:
    """Read the frame and gather its units; nothing is drawn. Raises ``Unfit``."""
    return said_plainly(lambda: _foresee(kind, declared, source))


def _foresee(kind: str, declared: Mapping[str, Any], source: FrameSource) -> Foreseen:
    if kind == "assignment":
        procedure = Procedure.from_dict(declared)
        frame = _frame(source, procedure.id, unique=procedure.cluster is None)
        units = units_of(frame, procedure)
        return Foreseen(frame.n, units.n, len(units.strata), frame.sha256(procedure.columns))
    selection = Selection.from_dict(declared)
    frame = _frame(source, selection.id)
    # A sample is drawn to see that it can be; its result is thrown away.
    drawn = sample(frame, selection, seed=0)
    return Foreseen(frame.n, len(drawn.rows), len(drawn.strata), frame.sha256(selection.columns))


def draw_record(
    kind: str, declared: Mapping[str, Any], source: FrameSource, *, seed: int, seed_source: str
) -> dict[str, Any]:
    """Draw, and answer with the sealed record. Raises ``Unfit``."""
    at = clock.now().isoformat()
    return said_plainly(
        lambda: _drawn(kind, declared, source, seed, more={"seed_source": seed_source, "drawn_at": at})[0]
    ).to_dict()


def list_lines(kind: str, record: Mapping[str, Any], source: FrameSource) -> Iterator[str]:
    """The list of a draw, as lines of CSV: drawn again from its frame by its record."""
    found, heading, rows = said_plainly(
        lambda: _drawn(kind, record["procedure"], source, int(record["seed"]), more={})
    )
    if found.result_sha256 != record["result_sha256"]:
        raise LookupError(f"The list of {record['sha256']} does not come out of its frame again.")
    yield _line(heading)
    for row in rows:
        yield _line(row)


def told(record: Mapping[str, Any]) -> Told:
    """A record in the language of the page."""
    kept, _seal = Record.from_dict(dict(record))
    language = page_language()
    if kept.kind == "sample":
        sentence, lines = sample_lines(kept, language)
        return Told(sentence, lines, [], [])
    sentence, lines = draw_lines(kept, language)
    compared = [
        (name, [cell.strip("()") for cell in cells.split("  ")])
        for name, cells in balance_lines(kept, language)
    ]
    return Told(sentence, lines, list(kept.counts), compared)


def record_holds(record: Mapping[str, Any]) -> bool:
    """Whether a stored record still has the seal it was kept under."""
    kept, seal = Record.from_dict(dict(record))
    return kept.sha256() == seal


def _drawn(
    kind: str, declared: Mapping[str, Any], source: FrameSource, seed: int, *, more: Mapping[str, str]
) -> tuple[Record, list[str], Iterator[list[str]]]:
    if kind == "assignment":
        procedure = Procedure.from_dict(declared)
        frame = _frame(source, procedure.id, unique=procedure.cluster is None)
        lots = assign(frame, procedure, seed=seed)
        return (record_of(lots, frame, **more), *listed(lots, frame))
    selection = Selection.from_dict(declared)
    frame = _frame(source, selection.id)
    drawn = sample(frame, selection, seed=seed)
    return (record_of_sample(drawn, frame, **more), *listed_sample(drawn, frame))


def _frame(source: FrameSource, named: str | None, *, unique: bool = True) -> Frame:
    with _opened(source) as path:
        relation = open_relation(str(path))
        return read_frame(relation, id=named, unique=unique)


@contextmanager
def _opened(source: FrameSource) -> Iterator[Path]:
    if source.path is not None:
        yield source.path
        return
    with tempfile.TemporaryDirectory(prefix="miqyas-") as folder:
        path = Path(folder) / "frame.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(source.rows[0]) if source.rows else ["code"])
            writer.writeheader()
            writer.writerows(source.rows)
        yield path


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
