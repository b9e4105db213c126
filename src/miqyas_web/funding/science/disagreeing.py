"""Which files are read so differently that one more reader should be asked, and who (`miqyas.judgement`)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from miqyas.judgement.agreement import disagreements
from miqyas.judgement.another_reader import another_reader
from miqyas.judgement.calibration import calibrate
from miqyas.results.agreement import Disagreement
from miqyas_web.funding.science.grids import grid_of
from miqyas_web.funding.science.judging import FileToRead, Pair, Read, Reader, said_plainly, table_of

DRAWS = 1000
SEED = 20141


def disagreements_in(reviews: Sequence[Read], content: Mapping[str, Any]) -> dict[str, Disagreement]:
    """The spread of each file's totals, leniency taken out, against its limit."""
    panels = {one.panel for one in reviews}
    with table_of(grid_of(content), reviews) as relation:
        found = said_plainly(
            lambda: calibrate(
                relation,
                file="file",
                reviewer="reviewer",
                score="total",
                panel="panel" if len(panels) > 1 and "" not in panels else None,
                draws=DRAWS,
                rng=np.random.default_rng(SEED),
            )
        )
        rows = said_plainly(
            lambda: disagreements(relation, found, file="file", reviewer="reviewer", score="total")
        )
    return {one.id: one for one in rows}


def reader_proposed(
    file: FileToRead,
    readers: Sequence[Reader],
    *,
    reading: Collection[str],
    loads: Mapping[str, int],
    conflicts: Collection[Pair],
) -> str:
    """Who fits best and has room, by the assignment's own function."""
    return said_plainly(
        lambda: another_reader(file, readers, reading=reading, loads=loads, conflicts=conflicts)
    ).reviewer
