"""What assigning reviewers returns."""

from dataclasses import dataclass

from miqyas.results.table import Cell


@dataclass(frozen=True, slots=True)
class Reading:
    """One file given to one reviewer.

    Attributes
    ----------
    file, reviewer : str
        Their names.
    affinity : float
        From 0 to 1: how well they fit.
    is_bridge : bool
        Whether it links the file's panel to another, so that ranks may be compared.
    is_new : bool
        Whether it was not in the assignment before.
    """

    file: str
    reviewer: str
    affinity: float
    is_bridge: bool
    is_new: bool

    def tidy(self) -> dict[str, Cell]:
        """One row with the keys of every reading."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Load:
    """How much one reviewer reads, and the bounds that were asked."""

    reviewer: str
    n: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who reads what.

    Attributes
    ----------
    readings : tuple of Reading
        By file, then by reviewer.
    loads : tuple of Load
        By name.
    n_components : int
        Groups of files that no chain of reviewers links; 1 when every rank can be compared.
    affinity : float
        Mean over the readings.
    dropped : tuple of pairs of str
        Readings of the assignment before that are no more.
    rounds : int
        How often bridges had to be added after looking at what was linked.
    """

    readings: tuple[Reading, ...]
    loads: tuple[Load, ...]
    n_components: int
    affinity: float
    dropped: tuple[tuple[str, str], ...]
    rounds: int

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """File and reviewer of each reading."""
        return tuple((one.file, one.reviewer) for one in self.readings)


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a design will be able to say, simulated before anything is read.

    Attributes
    ----------
    n_files, top, draws : int
        Files, places, simulated calls.
    width : float
        Mean width of the rank intervals, in ranks.
    level : float
        Of these intervals.
    undecided : float
        Mean number of files that merit cannot part, to be drawn.
    group_level : float
        Of the intervals that decide it.
    chosen_well : float
        Mean share of the truly best ``top`` among the ``top`` best expected ranks.
    """

    n_files: int
    top: int
    draws: int
    width: float
    level: float
    undecided: float
    group_level: float
    chosen_well: float

    @property
    def undecided_share(self) -> float:
        """Of all files."""
        return self.undecided / self.n_files
