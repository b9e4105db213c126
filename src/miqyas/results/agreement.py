"""What reading the agreement of reviewers returns."""

from dataclasses import dataclass

from miqyas.results.table import Cell


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """How far reviewers agree on one criterion.

    Attributes
    ----------
    criterion : str
        Its column.
    icc, icc_low, icc_high : float or None
        Reliability of one review, one way, with its bootstrap interval; None when nothing varies.
    icc_mean : float or None
        Of the mean of as many reviews as a file has.
    alpha, alpha_low, alpha_high : float or None
        Krippendorff's, with its bootstrap interval; 1 is agreement, 0 what chance gives.
    scale : str
        Of alpha: nominal, ordinal, interval or ratio.
    n_files, n_scores : int
        Read by two or more, and their scores.
    n_alone : int
        Files read once, left out.
    level : float
        Of the intervals.
    """

    criterion: str
    icc: float | None
    icc_low: float | None
    icc_high: float | None
    icc_mean: float | None
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    scale: str
    n_files: int
    n_scores: int
    n_alone: int
    level: float

    def tidy(self) -> dict[str, Cell]:
        """One row with the keys of every criterion."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far apart the reviews of one file stand, leniency taken out.

    Attributes
    ----------
    id : str
        The file.
    n_reviews : int
        Its reviews.
    spread : float
        Largest less smallest score, each less its reviewer's leniency.
    limit : float
        What the model expects not to be passed, at ``level``.
    asks_one_more : bool
        Whether the spread passes the limit: one more reader.
    level : float
        Of the limit.
    """

    id: str
    n_reviews: int
    spread: float
    limit: float
    asks_one_more: bool
    level: float
