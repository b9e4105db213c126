"""A draw with its record: made, listed, verified, and drawn again for inference."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from miqyas.design.assignment import Drawn, assign, redraws
from miqyas.design.frame import Frame, read_frame
from miqyas.design.procedure import Procedure
from miqyas.design.record import Record, Verdict, result_hash, sealed_record, verdict_of


def read_for(source: Any, procedure: Procedure) -> Frame:
    """Read the frame a procedure draws from; rows need no name of their own where clusters are drawn."""
    return read_frame(source, id=procedure.id, unique=procedure.cluster is None)


def record_of(drawn: Drawn, frame: Frame, *, seed_source: str = "", drawn_at: str = "") -> Record:
    """Write down what makes a draw verifiable.

    Examples
    --------
    >>> import pandas as pd
    >>> procedure = Procedure(id="village")
    >>> frame = read_for(pd.DataFrame({"village": list("abcd")}), procedure)
    >>> record_of(assign(frame, procedure, seed=1), frame).counts
    {'treated': 2, 'control': 2}
    """
    return sealed_record(
        kind="assignment",
        procedure=drawn.procedure.to_dict(),
        seed=drawn.seed,
        seed_source=seed_source,
        frame={
            "name": frame.name,
            "n_rows": frame.n,
            "n_units": drawn.units.n,
            "sha256": frame.sha256(drawn.procedure.columns),
        },
        counts=drawn.counts,
        result_sha256=result_hash(zip(drawn.units.names, drawn.arms, strict=True)),
        found={
            "attempts": drawn.attempts,
            "distance": drawn.distance,
            "threshold": drawn.threshold,
            "strata": len(drawn.units.strata),
            "misfits": "controlled rounding (Cox 1987)",
            "balance": [row.to_dict() for row in drawn.balance],
        },
        drawn_at=drawn_at,
    )


def verify_lots(record: Record, seal: str, source: Any) -> Verdict:
    """Draw again from a frame and compare.

    Raises
    ------
    MiqyasError
        The frame cannot be drawn from by this procedure at all.
    """
    procedure = Procedure.from_dict(record.procedure)
    frame = read_for(source, procedure)
    return verdict_of(record, seal, record_of(assign(frame, procedure, seed=record.seed), frame))


def listed(drawn: Drawn, frame: Frame) -> tuple[list[str], Iterator[list[str]]]:
    """Return the heading and the rows of the list: the frame with one more column, ``arm`` or ``wave``.

    Pairs are numbered in one more column, ``pair``, that the analysis takes as strata.
    """
    more = ["wave" if drawn.procedure.waves else "arm", *(["pair"] if drawn.procedure.pairs else [])]
    heading = [*frame.cells, *(_free(name, frame.cells) for name in more)]
    arms = drawn.arms

    def rows() -> Iterator[list[str]]:
        for row, unit in zip(frame.rows(), drawn.units.rows, strict=True):
            pair = [str(int(drawn.units.block[unit]) + 1)] if drawn.procedure.pairs else []
            yield [*(cell or "" for cell in row.values()), arms[unit], *pair]

    return heading, rows()


def write_permitted(path: Path, drawn: Drawn, *, draws: int, rng: np.random.Generator) -> None:
    """Write draws that the procedure permits, 0 and 1, the real one first: what `Permitted` reads.

    Of two arms, 1 is the first. The column of names bears the name of the frame's, so that data join it.
    """
    again = redraws(drawn.units, drawn.procedure, draws=draws - 1, rng=rng)
    table = np.column_stack([drawn.arm, again]) == 0
    named = drawn.procedure.cluster or drawn.procedure.id or "unit"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([named, *(f"draw_{place}" for place in range(table.shape[1]))])
        for name, row in zip(drawn.units.names, table.astype(int), strict=True):
            writer.writerow([name, *row])


def write_list(path: Path, heading: Sequence[str], rows: Iterator[list[str]]) -> None:
    """Write a list as CSV in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(rows)


def _free(name: str, taken: Any) -> str:
    while name in taken:
        name += "_drawn"
    return name
