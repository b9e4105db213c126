"""Files to be read and those who may read them, with how well they fit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np

from miqyas.errors import (
    AnchorUnknown,
    FileLacksReaders,
    NothingToAssign,
    PlacesTooFew,
    PlacesTooMany,
    ReaderTwice,
    ReadingInConflict,
    ReadingUnknown,
)
from miqyas.types import BoolVector, FloatMatrix, IntVector

Pair = tuple[str, str]
# Of an affinity: themes shared, the region known, a common language stated.
THEMES, REGION, LANGUAGE = 0.6, 0.2, 0.2
# Loads around their mean, when none is stated.
LEAST_SHARE, MOST_SHARE = 0.8, 1.1


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file, where it belongs and what it is about.

    Attributes
    ----------
    id : str
        Its name.
    panel : str
        Whose reviewers read it; empty when anybody may.
    themes, languages : frozenset of str
        What it is about; languages it is written in, empty when any reviewer reads them.
    region : str
        Where it acts.
    """

    id: str
    panel: str = ""
    themes: frozenset[str] = frozenset()
    region: str = ""
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """A reviewer, what they know, and how much they may read.

    Attributes
    ----------
    id, panel, themes, region, languages
        As of a file; ``languages`` empty when they read any.
    least, most : int or None
        Files they read; from 80 to 110 % of the mean when none is stated.
    """

    id: str
    panel: str = ""
    themes: frozenset[str] = frozenset()
    region: str = ""
    languages: frozenset[str] = frozenset()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """All of a call as arrays, files and reviewers in the order of their names.

    Attributes
    ----------
    files, readers : tuple
        Sorted by name.
    allowed, home, stays : BoolVector
        Shape (I, J): whether a reading may be (no conflict, a common language); within the file's panel; must be.
    affinity : FloatMatrix
        From 0 to 1, shape (I, J).
    needs, least, most : IntVector
        Reviewers of each file, shape (I,); loads, shape (J,).
    anchored : BoolVector
        Whether every reviewer who may reads the file, shape (I,).
    """

    files: tuple[FileToRead, ...]
    readers: tuple[Reader, ...]
    allowed: BoolVector
    home: BoolVector
    stays: BoolVector
    affinity: FloatMatrix
    needs: IntVector
    least: IntVector
    most: IntVector
    anchored: BoolVector

    @property
    def panels(self) -> tuple[str, ...]:
        """Panels that have files and reviewers of their own, by name."""
        return tuple(
            sorted({one.panel for one in self.files if one.panel} & {one.panel for one in self.readers})
        )


def affinity(file: FileToRead, reader: Reader) -> float:
    """How well a reviewer fits a file, from 0 to 1: the share of its themes they know, one region, a language of both."""
    shared = len(file.themes & reader.themes) / len(file.themes) if file.themes else 0.0
    near = bool(file.region) and file.region == reader.region
    spoken = bool(file.languages & reader.languages)
    return THEMES * shared + REGION * near + LANGUAGE * spoken


def hall(
    files: Sequence[FileToRead],
    readers: Sequence[Reader],
    *,
    each: int,
    conflicts: Collection[Pair],
    stays: Collection[Pair],
    affinities: Mapping[Pair, float] | None,
    anchors: Collection[str] = (),
) -> Hall:
    """Gather a call; refuse what no assignment could meet.

    Raises
    ------
    InvalidAssignment
        `NothingToAssign`, `ReaderTwice`, `ReadingUnknown`, `ReadingInConflict`, `FileLacksReaders`, `PlacesTooFew`,
        `PlacesTooMany`.
    AnchorUnknown
        An anchor that is no file.
    """
    files, readers = sorted(files, key=lambda one: one.id), sorted(readers, key=lambda one: one.id)
    of_file, of_reader = _places([one.id for one in files]), _places([one.id for one in readers])
    shape = (len(files), len(readers))
    kept, barred = (_marked(pairs, of_file, of_reader, shape) for pairs in (stays, conflicts))
    for i, j in np.argwhere(kept & barred):
        raise ReadingInConflict(file=files[i].id, reviewer=readers[j].id)
    apart = np.array(
        [[_strangers(file, reader) for reader in readers] for file in files], dtype=bool
    ).reshape(shape)
    home = np.array(
        [[not file.panel or not reader.panel or file.panel == reader.panel for reader in readers] for file in files],
        dtype=bool,
    ).reshape(shape)  # fmt: skip
    worth = np.array([[affinity(file, reader) for reader in readers] for file in files]).reshape(shape)
    for (file_id, reader_id), stated in (affinities or {}).items():
        if file_id in of_file and reader_id in of_reader:
            worth[of_file[file_id], of_reader[reader_id]] = stated
    allowed = ~barred & (~apart | kept)
    anchored = _anchored(anchors, of_file)
    kept |= allowed & anchored[:, None]
    needs = np.maximum(each, kept.sum(axis=1))
    none = np.zeros(len(readers), dtype=np.int64)
    made = Hall(tuple(files), tuple(readers), allowed, home, kept, worth, needs, none, none, anchored)
    least, most = _loads(made)
    made = replace(made, least=least, most=most)
    _check(made)
    return made


def _anchored(anchors: Collection[str], of_file: Mapping[str, int]) -> BoolVector:
    anchored = np.zeros(len(of_file), dtype=bool)
    for name in anchors:
        if name not in of_file:
            raise AnchorUnknown(name=name)
        anchored[of_file[name]] = True
    return anchored


def _places(names: list[str]) -> dict[str, int]:
    for name in names:
        if (n := names.count(name)) > 1:
            raise ReaderTwice(name=name, n=n)
    return {name: place for place, name in enumerate(names)}


def _marked(
    pairs: Collection[Pair], of_file: Mapping[str, int], of_reader: Mapping[str, int], shape: tuple[int, int]
) -> BoolVector:
    marked = np.zeros(shape, dtype=bool)
    for file, reader in pairs:
        if file not in of_file or reader not in of_reader:
            raise ReadingUnknown(name=file if file not in of_file else reader)
        marked[of_file[file], of_reader[reader]] = True
    return marked


def _strangers(file: FileToRead, reader: Reader) -> bool:
    return bool(file.languages and reader.languages and not file.languages & reader.languages)


def _loads(made: Hall) -> tuple[IntVector, IntVector]:
    """Bounds stated, or around the mean of the panel; one more where bridges bring readings from other panels.

    Anchors come on top of the mean: everybody reads them.
    """
    least, most = [], []
    whole = made.needs[~made.anchored].sum() / max(1, len(made.readers))
    several = len(made.panels) > 1
    means = {panel: _mean(made, panel) for panel in made.panels}
    shared = made.stays[made.anchored].sum(axis=0).tolist()
    for one, n in zip(made.readers, shared, strict=True):
        mean = means.get(one.panel, whole)
        least.append(floor(LEAST_SHARE * mean) + n if one.least is None else one.least)
        most.append(max(ceil(MOST_SHARE * mean), 1) + several + n if one.most is None else one.most)
    # What was read stays, beyond the largest load if need be; nobody's least is above their most.
    highest = np.maximum(np.array(most, dtype=np.int64), made.stays.sum(axis=0))
    return np.minimum(np.array(least, dtype=np.int64), highest), highest


def _mean(made: Hall, panel: str) -> float:
    rows = zip(made.files, made.needs, made.anchored, strict=True)
    needs = sum(int(n) for one, n, anchored in rows if one.panel == panel and not anchored)
    return needs / sum(one.panel == panel for one in made.readers)


def _check(made: Hall) -> None:
    if not made.files:
        raise NothingToAssign(n=len(made.readers))
    for file, row, needed in zip(made.files, made.allowed, made.needs, strict=True):
        if row.sum() < needed:
            raise FileLacksReaders(file=file.id, needed=int(needed), found=int(row.sum()))
    total = int(made.needs.sum())
    if made.most.sum() < total:
        raise PlacesTooFew(needed=total, found=int(made.most.sum()))
    if made.least.sum() > total:
        raise PlacesTooMany(needed=total, found=int(made.least.sum()))
