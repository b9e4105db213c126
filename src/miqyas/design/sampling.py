"""Drawing a sample: who is asked, with a chance that is known for every unit of the frame."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.names import nearest_names
from miqyas.design.allocation import Allocation, allocate
from miqyas.design.frame import Frame
from miqyas.design.selection import Selection
from miqyas.errors import MissingColumn, RejectiveTooLong, SampleTooLarge, SizeNotPositive
from miqyas.numerics.selection import MOST_TRIES, inclusion, sampford, systematic
from miqyas.numerics.tickets import stream, tickets
from miqyas.types import FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Sample:
    """What came out of a draw.

    Attributes
    ----------
    rows : array, shape (n,)
        Rows of the frame drawn, in the order of names.
    chance : array, shape (N,)
        Chance of each row of the frame of being drawn: exact.
    stratum : array, shape (N,)
        Number of the stratum of each row; what each reads in ``strata``.
    selection : Selection
        How.
    seed : int
        Where chance started from.
    """

    rows: IntVector
    chance: FloatVector
    stratum: IntVector
    strata: tuple[str, ...]
    selection: Selection
    seed: int

    @property
    def weights(self) -> FloatVector:
        """Weight of each row drawn: one over its chance, how many of the frame it stands for."""
        found: FloatVector = 1 / self.chance[self.rows]
        return found

    @property
    def counts(self) -> dict[str, int]:
        """Rows drawn in each stratum."""
        found = np.bincount(self.stratum[self.rows], minlength=len(self.strata))
        return {name: int(found[place]) for place, name in enumerate(self.strata)}

    @property
    def design_effect(self) -> dict[str, float | None]:
        """What unequal weights (Kish) and clusters (from the ICC declared) do to the variance; None when not told.

        ``weighting`` is n Σw² / (Σw)²; ``clustering`` is 1 + (take - 1) ICC; ``effective_n`` divides n by both.
        """
        weights = self.weights
        n = len(weights)
        weighting = float(n * (weights @ weights) / weights.sum() ** 2)
        asked = self.selection
        clustering = None
        if asked.take is not None and asked.icc is not None:
            clustering = 1 + (asked.take - 1) * asked.icc
        known = asked.take is None or clustering is not None
        return {
            "weighting": weighting,
            "clustering": clustering,
            "effective_n": n / (weighting * (clustering or 1.0)) if known else None,
        }


def sample(frame: Frame, selection: Selection, *, seed: int) -> Sample:
    """Draw a sample from a frame.

    Simple and stratified: the lowest tickets of each stratum (`miqyas.numerics.tickets`). Systematic: every N/n-th
    along the order asked, from one start. In proportion to size: systematic along the order of the tickets, or
    Sampford's procedure; a unit larger than N/n-th of all is taken for sure. Two stages: clusters by their number of
    rows (or ``size``, summed), then ``take`` rows in each by lowest ticket, so that chances are alike unless a
    cluster is taken for sure or holds fewer rows.

    Parameters
    ----------
    frame : Frame
        From `read_frame`.
    selection : Selection
        How many, and how.
    seed : int
        Where chance starts; the same seed and frame give the same sample, whatever the order of the rows.

    Returns
    -------
    Sample
        Rows drawn, and the chance of every row.

    Raises
    ------
    InvalidDraw
        `SampleTooLarge`, `StratumUnknown`, `SizeNotPositive`, `RejectiveTooLong`...
    InvalidSample
        `MissingColumn`, `NotNumeric`.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd edition, chapters 5, 8, 9A and 11.
    Kish, L. (1965). Survey Sampling, section 11.7 (weights), section 5.4 (clusters).
    Sampford (1967), see `miqyas.numerics.selection.sampford`.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.design.frame import read_frame
    >>> households = read_frame(pd.DataFrame({"id": range(100), "zone": [i // 80 for i in range(100)]}), id="id")
    >>> drawn = sample(households, Selection(n=10, id="id", strata=("zone",)), seed=2)
    >>> drawn.counts, float(drawn.weights.sum())
    ({'0': 8, '1': 2}, 100.0)
    """
    for column in selection.columns:
        if column not in frame.cells:
            raise MissingColumn(column=column, nearest=nearest_names(column, frame.cells))
    stratum, strata = frame.codes(selection.strata)
    if selection.cluster is not None:
        rows, chance = _two_stages(frame, selection, stratum, strata, seed)
    else:
        rows, chance = _one_stage(frame, selection, stratum, strata, seed)
    return Sample(np.sort(rows), chance, stratum, strata, selection, seed)


def _one_stage(
    frame: Frame, asked: Selection, stratum: IntVector, strata: tuple[str, ...], seed: int
) -> tuple[IntVector, FloatVector]:
    shares = _allocated(frame, asked, stratum, strata, asked.n)
    sizes = _sizes(frame, asked.size) if asked.size else np.ones(frame.n)
    chance = np.empty(frame.n)
    rows: list[IntVector] = []
    for place, name in enumerate(strata):
        here = np.flatnonzero(stratum == place)
        chance[here] = inclusion(sizes[here], int(shares[place])) if asked.size else shares[place] / here.size
        rows.append(here[_drawn(frame, asked, here, chance[here], seed=seed, name=name)])
    return np.concatenate(rows), chance


def _drawn(
    frame: Frame, asked: Selection, here: IntVector, chance: FloatVector, *, seed: int, name: str
) -> IntVector:
    """Draw among some rows, each with its chance; places in ``here``."""
    lots = tickets([frame.names[row] for row in here], seed=seed, purpose="sample")
    if asked.size is None and not asked.systematic:
        order: IntVector = np.argsort(lots, kind="stable")[: round(float(chance.sum()))]
        return order
    sure = chance >= 1
    rest = np.flatnonzero(~sure)
    if rest.size == 0:
        return np.flatnonzero(sure)
    draw = stream(seed=seed, purpose=f"start {name}")
    if asked.size is not None and asked.unequal == "sampford":
        picked = sampford(chance[rest], draw)
        if picked is None:
            raise RejectiveTooLong(attempts=MOST_TRIES, n=round(float(chance[rest].sum())))
    else:
        walk = _walk(frame, asked, here[rest], lots[rest])
        picked = systematic(chance[rest], walk, next(draw))
    return np.concatenate([np.flatnonzero(sure), rest[picked]])


def _walk(frame: Frame, asked: Selection, rows: IntVector, lots: FloatVector) -> IntVector:
    """Order in which a systematic draw walks: the columns asked, then tickets (with sizes) or names (without)."""
    if not asked.order_by:
        return np.argsort(lots, kind="stable") if asked.size is not None else np.arange(rows.size)
    keys = []
    for column in reversed(asked.order_by):
        if column in frame.numeric:
            keys.append(frame.numbers(column)[rows])
        else:
            keys.append(np.unique(np.array(frame.texts(column)), return_inverse=True)[1][rows].astype(float))
    return np.lexsort((lots, *keys))


def _two_stages(
    frame: Frame, asked: Selection, stratum: IntVector, strata: tuple[str, ...], seed: int
) -> tuple[IntVector, FloatVector]:
    take = asked.take or 1
    cluster, names = frame.codes((*asked.strata, str(asked.cluster)))
    there = np.bincount(cluster)
    sizes: FloatVector = there.astype(np.float64)
    if asked.size:
        sizes = np.bincount(cluster, weights=_sizes(frame, asked.size)).astype(np.float64)
    home = np.empty(len(names), dtype=np.int64)
    home[cluster] = stratum
    clusters = _clusters_of_strata(asked, home, strata, sizes)
    first = np.empty(len(names))
    picked: list[IntVector] = []
    for place, name in enumerate(strata):
        here = np.flatnonzero(home == place)
        first[here] = inclusion(sizes[here], int(clusters[place]))
        walk = np.argsort(tickets([names[one] for one in here], seed=seed, purpose="clusters"), kind="stable")
        start = next(stream(seed=seed, purpose=f"start {name}"))
        picked.append(here[systematic(first[here], walk, start)])
    chance = first[cluster] * np.minimum(take, there[cluster]) / there[cluster]
    lots = tickets(frame.names, seed=seed, purpose="sample")
    rows = [_lowest(np.flatnonzero(cluster == one), lots, take) for one in np.concatenate(picked)]
    return np.concatenate(rows), chance


def _clusters_of_strata(
    asked: Selection, home: IntVector, strata: tuple[str, ...], sizes: FloatVector
) -> IntVector:
    """How many clusters each stratum gives: in proportion to size, the same, or as given."""
    there = np.bincount(home)
    take = asked.take or 1
    given = None
    if asked.given is not None:
        given = {name: count // take for name, count in asked.given.items()}
    # Neyman's formula with the mean size of clusters for spread is proportion to size.
    by_size = np.bincount(home, weights=sizes) / there
    return allocate(
        asked.n // take,
        strata=strata,
        sizes=there,
        allocation=Allocation.EQUAL if asked.allocation is Allocation.EQUAL else Allocation.NEYMAN,
        spreads=by_size,
        given=given,
    )


def _allocated(
    frame: Frame, asked: Selection, stratum: IntVector, strata: tuple[str, ...], n: int
) -> IntVector:
    sizes = np.bincount(stratum)
    if n > frame.n:
        raise SampleTooLarge(n=n, where=frame.name, there=frame.n)
    spreads = None
    if asked.sd_column is not None:
        values = frame.numbers(asked.sd_column)
        spreads = np.array(
            [
                values[stratum == place].std(ddof=1) if sizes[place] > 1 else 0.0
                for place in range(len(strata))
            ]
        )
    return allocate(
        n, strata=strata, sizes=sizes, allocation=asked.allocation, spreads=spreads, given=asked.given
    )


def _sizes(frame: Frame, column: str) -> FloatVector:
    found = frame.numbers(column)
    n = int((found <= 0).sum())
    if n:
        raise SizeNotPositive(column=column, n=n)
    return found


def _lowest(rows: IntVector, lots: FloatVector, take: int) -> IntVector:
    return rows[np.argsort(lots[rows], kind="stable")[:take]]
