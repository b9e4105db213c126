"""The designs named as in `miqyas estimate`, with the figures that each needs: from a declaration to its power."""

from dataclasses import dataclass, fields, replace

from miqyas.errors import (
    DesignWithoutPower,
    FigureUnused,
    IccUnknown,
    InvalidPowerFigure,
    PowerByCohorts,
    PowerNeedsOverlap,
    PowerOfAssociation,
    PowerOfBounds,
    PowerOfOneUnit,
    PowerOfPrecision,
    PowerOfShape,
    UnknownDesign,
)
from miqyas.power.series import Interrupted
from miqyas.power.sized import Sized
from miqyas.power.threshold import Reading, Score, threshold_inflation
from miqyas.power.trial import PanelEstimator, Trial
from miqyas.power.wedge import SteppedWedge, WedgeAnalysis
from miqyas.power.words import UNIT_OPEN

UNITS = ("std_dev", "control_share", "share_treated", "attrition", "takeup")
CLUSTERS = ("cluster_size", "icc", "size_cv")
HELD = ("r2", "r2_clusters", "n_strata")
ROUNDS = ("n_before", "n_after", "autocorrelation", "cluster_autocorrelation")
WEDGE = (
    "std_dev", "control_share", "attrition", "takeup", "cluster_size", "icc", "autocorrelation",
    "cluster_autocorrelation", "steps", "n_before", "rounds_by_step",
)  # fmt: skip
ACCEPTED: dict[str, tuple[str, ...]] = {
    "difference-in-means": (
        *UNITS,
        *CLUSTERS,
        "n_strata",
        "n_after",
        "autocorrelation",
        "cluster_autocorrelation",
    ),
    "itt": (*UNITS, *CLUSTERS, *HELD, "n_after", "autocorrelation", "cluster_autocorrelation"),
    "ancova": (*UNITS, *CLUSTERS, *HELD, *ROUNDS),
    "iv": (*UNITS, *CLUSTERS, *HELD),
    "did": (*UNITS, *CLUSTERS, *HELD, *ROUNDS),
    "twfe": (*UNITS, *CLUSTERS, *HELD, *ROUNDS, "steps", "rounds_by_step"),
    "stepped-wedge": WEDGE,
    "rdd": (*UNITS, *CLUSTERS, "r2", "r2_clusters", "score", "reading", "within"),
    "its": ("std_dev", "share_treated", "autocorrelation", "takeup"),
    "subgroups": (*UNITS, *CLUSTERS, *HELD, "group_share"),
}
# Why a design has no formula, and the design whose power comes nearest.
WITHOUT: dict[str, tuple[type[DesignWithoutPower], str]] = {
    "naive": (PowerOfAssociation, "itt"),
    "before-after": (PowerOfAssociation, "its"),
    "matching": (PowerNeedsOverlap, "itt"),
    "coarsened-matching": (PowerNeedsOverlap, "itt"),
    "ipw": (PowerNeedsOverlap, "itt"),
    "aipw": (PowerNeedsOverlap, "itt"),
    "lee-bounds": (PowerOfBounds, "itt"),
    "manski-bounds": (PowerOfBounds, "itt"),
    "attrition-weighting": (PowerOfBounds, "itt"),
    "event-study": (PowerByCohorts, "twfe"),
    "group-time": (PowerByCohorts, "twfe"),
    "imputation": (PowerByCohorts, "twfe"),
    "interaction-weighted": (PowerByCohorts, "twfe"),
    "synthetic-control": (PowerOfOneUnit, "its"),
    "synthetic-did": (PowerOfOneUnit, "did"),
    "quantiles": (PowerOfShape, "itt"),
    "honest-splitting": (PowerOfShape, "subgroups"),
    "survey": (PowerOfPrecision, "difference-in-means"),
}
SINGLE_START = 1  # a two-way panel in which all treated units start at once is a difference-in-differences


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a design; None where nothing was said, and the design takes what does not flatter it.

    Attributes
    ----------
    std_dev, control_share, share_treated, cluster_size, icc, size_cv, r2, r2_clusters, n_strata, attrition, takeup
        As in `Trial`: by default one standard deviation, half treated, units one by one, nothing explained, nobody
        lost, all take part.
    n_before, n_after, autocorrelation, cluster_autocorrelation
        As in `Trial`: by default one round before where the design has one, one after, and no correlation between
        them, which is the most cautious and that of other persons at each round.
    steps, rounds_by_step
        As in `SteppedWedge`: by default four start dates for a stepped wedge.
    score, reading, within
        As in `threshold_inflation`: by default a uniform score, a line on each side, all units.
    group_share : float or None
        Of two subgroups, the share of the first; by default one half.
    """

    std_dev: float | None = None
    control_share: float | None = None
    share_treated: float | None = None
    cluster_size: float | None = None
    icc: float | None = None
    size_cv: float | None = None
    r2: float | None = None
    r2_clusters: float | None = None
    n_strata: int | None = None
    attrition: float | None = None
    takeup: float | None = None
    n_before: int | None = None
    n_after: int | None = None
    autocorrelation: float | None = None
    cluster_autocorrelation: float | None = None
    steps: int | None = None
    rounds_by_step: int | None = None
    score: Score | None = None
    reading: Reading | None = None
    within: float | None = None
    group_share: float | None = None

    def given(self) -> dict[str, float | int | str]:
        """Return what was said, by name."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: found for name, found in said.items() if found is not None}


def declare(design: str, figures: Figures) -> Sized:
    """Return the design of that name with these figures.

    Parameters
    ----------
    design : str
        As in `miqyas estimate`: a key of ``ACCEPTED``. ``"stepped-wedge"`` is ``"twfe"`` over steps, by the mixed
        model of Hussey and Hughes.
    figures : Figures
        What is known.

    Returns
    -------
    Trial, SteppedWedge or Interrupted
        What `power_of`, `sample_size` and `detectable_effect` take.

    Raises
    ------
    DesignWithoutPower
        A class for each reason: `PowerOfAssociation`, `PowerNeedsOverlap`, `PowerOfBounds`, `PowerByCohorts`,
        `PowerOfOneUnit`, `PowerOfShape`, `PowerOfPrecision`.
    UnknownDesign, FigureUnused, IccUnknown, InvalidPowerFigure
        No such design; a figure that it does not use; clusters of several units without an intra-cluster correlation;
        a figure that cannot be.

    Examples
    --------
    >>> declare("itt", Figures(cluster_size=20, icc=0.05)).df(30)
    28
    """
    if design in WITHOUT:
        reason, nearest = WITHOUT[design]
        raise reason(design=design, nearest=nearest)
    if design not in ACCEPTED:
        raise UnknownDesign(found=design, expected=", ".join(ACCEPTED))
    given = figures.given()
    for name in given:
        if name not in ACCEPTED[design]:
            users = [other for other, accepted in ACCEPTED.items() if name in accepted]
            raise FigureUnused(name=name, design=design, users=", ".join(users))
    if (figures.cluster_size or 1) > 1 and figures.icc is None:
        raise IccUnknown(cluster_size=f"{figures.cluster_size:g}")
    if design == "stepped-wedge" or (design == "twfe" and (figures.steps or 1) > SINGLE_START):
        return _wedge(design, figures)
    if design == "its":
        return _series(figures)
    return _trial(design, figures)


def _trial(design: str, figures: Figures) -> Trial:
    known = {name: found for name, found in figures.given().items() if name in Trial.__dataclass_fields__}
    trial = Trial(**known, **_rounds(design, figures))  # type: ignore[arg-type]  # figures that Trial checks
    if design == "rdd":
        asked = {
            name: found
            for name in ("score", "reading", "within")
            if (found := getattr(figures, name)) is not None
        }
        return replace(trial, inflation=threshold_inflation(share_treated=trial.share_treated, **asked))
    if design == "subgroups":
        share = 0.5 if figures.group_share is None else figures.group_share
        if not 0 < share < 1:
            raise InvalidPowerFigure(name="group_share", found=share, expected=UNIT_OPEN)
        return replace(trial, inflation=(1 / (share * (1 - share)),) * 2)
    return trial


def _rounds(design: str, figures: Figures) -> dict[str, object]:
    used = {
        "ancova": PanelEstimator.ANCOVA,
        "did": PanelEstimator.DIFFERENCES,
        "twfe": PanelEstimator.DIFFERENCES,
    }
    panel = used.get(design, PanelEstimator.POST)
    if panel is PanelEstimator.POST or figures.n_before is not None:
        return {"panel": panel}
    return {"panel": panel, "n_before": 1}


def _wedge(design: str, figures: Figures) -> SteppedWedge:
    """Persons are others at each round; units without clusters are followed, each its own cluster."""
    for name in ("share_treated", "size_cv", "r2", "r2_clusters", "n_strata", "n_after"):
        if getattr(figures, name) is not None:
            raise FigureUnused(name=name, design="stepped-wedge", users="itt, ancova, did")
    given = figures.given()
    renamed = {"n_before": "rounds_before"}
    known = {renamed.get(name, name): found for name, found in given.items() if name != "autocorrelation"}
    if figures.cluster_size is None:
        if figures.icc is not None:
            raise InvalidPowerFigure(name="cluster_size", found="—", expected="≥ 1")
        known["icc"] = given.get("autocorrelation", 0.0)
    elif figures.autocorrelation is not None:
        raise FigureUnused(name="autocorrelation", design="stepped-wedge", users="ancova, did")
    analysis = WedgeAnalysis.WITHIN if design == "twfe" else WedgeAnalysis.MIXED
    return SteppedWedge(**known, analysis=analysis)  # type: ignore[arg-type]  # figures that it checks


def _series(figures: Figures) -> Interrupted:
    given = figures.given()
    known = {("share_after" if name == "share_treated" else name): found for name, found in given.items()}
    return Interrupted(**known)  # type: ignore[arg-type]  # figures that it checks
