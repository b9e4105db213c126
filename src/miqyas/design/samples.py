"""A sample with its record: drawn, listed, verified."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from miqyas.design.frame import Frame, read_frame
from miqyas.design.record import Record, Verdict, result_hash, sealed_record, verdict_of
from miqyas.design.sampling import Sample, sample
from miqyas.design.selection import Selection


def record_of_sample(drawn: Sample, frame: Frame, *, seed_source: str = "", drawn_at: str = "") -> Record:
    """Write down what makes a sample verifiable.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = read_frame(pd.DataFrame({"id": range(50)}), id="id")
    >>> record = record_of_sample(sample(frame, Selection(n=5, id="id"), seed=1), frame)
    >>> record.found["n"], record.found["weights"]
    (5, [10.0, 10.0])
    """
    weights = drawn.weights
    return sealed_record(
        kind="sample",
        procedure=drawn.selection.to_dict(),
        seed=drawn.seed,
        seed_source=seed_source,
        frame={
            "name": frame.name,
            "n_rows": frame.n,
            "n_units": frame.n,
            "sha256": frame.sha256(drawn.selection.columns),
        },
        counts=drawn.counts,
        result_sha256=result_hash(
            (frame.names[row], repr(float(drawn.chance[row]))) for row in drawn.rows.tolist()
        ),
        found={
            "n": len(drawn.rows),
            "n_clusters": _n_clusters(drawn, frame),
            "n_sure": int((drawn.chance[drawn.rows] >= 1).sum()),
            "weights": [float(weights.min()), float(weights.max())],
            "design_effect": drawn.design_effect,
        },
        drawn_at=drawn_at,
    )


def verify_sample(record: Record, seal: str, source: Any) -> Verdict:
    """Draw again from a frame and compare.

    Raises
    ------
    MiqyasError
        The frame cannot be drawn from in this way at all.
    """
    selection = Selection.from_dict(record.procedure)
    frame = read_frame(source, id=selection.id)
    return verdict_of(record, seal, record_of_sample(sample(frame, selection, seed=record.seed), frame))


def listed_sample(drawn: Sample, frame: Frame) -> tuple[list[str], Iterator[list[str]]]:
    """Return the heading and the rows of the list: the rows drawn, with their chance and their weight."""
    heading = [*frame.cells]
    for name in ("inclusion_probability", "weight"):
        while name in heading:
            name += "_drawn"  # noqa: PLW2901 -- a name that the frame does not bear
        heading.append(name)

    def rows() -> Iterator[list[str]]:
        for row, weight in zip(drawn.rows.tolist(), drawn.weights.tolist(), strict=True):
            cells = [column[row] or "" for column in frame.cells.values()]
            yield [*cells, repr(float(drawn.chance[row])), repr(weight)]

    return heading, rows()


def _n_clusters(drawn: Sample, frame: Frame) -> int | None:
    if drawn.selection.cluster is None:
        return None
    codes, _ = frame.codes((*drawn.selection.strata, drawn.selection.cluster))
    return int(np.unique(codes[drawn.rows]).size)
