"""What calibrating reviews returns."""

from dataclasses import dataclass

from miqyas.results.table import Cell


@dataclass(frozen=True, slots=True)
class RankedFile:
    """A file among the others.

    Attributes
    ----------
    id : str
        As in the table.
    n_reviews : int
        Scores received.
    mean : float
        Plain mean of its scores.
    quality, quality_low, quality_high : float
        Calibrated, on the scale of the scores, with its interval.
    expected_rank, low, high : float
        Mean of its rank over the draws, 1 being best, and the ends of its rank interval.
    p_top : float or None
        Probability of standing among the best ``top``; None when no number of places was given.
    group : str
        ``accept``, ``draw`` or ``reject`` by the line of the last place; empty without places.
    sucra, pcer : float
        Surface under the cumulative ranking, (n - ER)/(n - 1); percentile of the expected rank, 100 (ER - ½)/n.
    panel : str
        Its panel, where there are several.
    rank_in_panel, low_in_panel, high_in_panel : float or None
        Expected rank among the files of its panel, with its interval: to be read when panels are weakly linked.
    """

    id: str
    n_reviews: int
    mean: float
    quality: float
    quality_low: float
    quality_high: float
    expected_rank: float
    low: float
    high: float
    p_top: float | None
    group: str
    sucra: float
    pcer: float
    panel: str = ""
    rank_in_panel: float | None = None
    low_in_panel: float | None = None
    high_in_panel: float | None = None

    def tidy(self) -> dict[str, Cell]:
        """One row with the keys of every ranking."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Leniency:
    """How far above (or below) the others a reviewer scores, panel included; for the reviewer and the secretariat."""

    id: str
    n_reviews: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Reviews calibrated together.

    Attributes
    ----------
    files : tuple of RankedFile
        Best expected rank first.
    reviewers : tuple of Leniency
        In the order of their names; personal data.
    variances : dict of str to float
        Of files, reviewers, residual, and of panels where there are several, in squared units of the scores.
    icc, icc_mean : float
        Reliability of one review, and of the mean of as many as a file has on average.
    top : int or None
        Places.
    level : float
        Of the rank intervals.
    n_reviews, n_files, n_reviewers, n_panels, n_dropped : int
        Counts; rows left out for a missing value.
    n_unranked : int
        Anchors read and left out of the ranking.
    warnings : tuple of str
        ``weak_links``: panels are linked too weakly for ranks across them; ``no_file_variance``, ``no_reviewer_variance``:
        a variance the data cannot tell from zero.
    weakest : tuple of str or None
        The two panels least linked: a file of one read by a reviewer of the other is the cheapest bridge.
    contrast, correlation : float or None
        Error of the leniency of one less the other's, in residual standard deviations; correlation of what a panel's files
        are worth and how lenient it is. Beyond 0.5, or below -0.6, links are weak.
    """

    files: tuple[RankedFile, ...]
    reviewers: tuple[Leniency, ...]
    variances: dict[str, float]
    icc: float
    icc_mean: float
    top: int | None
    level: float
    n_reviews: int
    n_files: int
    n_reviewers: int
    n_panels: int
    n_dropped: int
    warnings: tuple[str, ...]
    weakest: tuple[str, str] | None = None
    contrast: float | None = None
    correlation: float | None = None
    n_unranked: int = 0
