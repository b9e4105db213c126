"""Treated units against their mixes of donors, and the same where no treatment took place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.followed import Followed, Predictor, predictor_means
from miqyas.data.relation import Relation
from miqyas.errors import (
    BackdateNotBefore,
    ConstantPredictor,
    InvalidImportance,
    PredictorAfterTreatment,
    TooFewDonors,
    TreatedAtDifferentTimes,
)
from miqyas.numerics.subsets import subsets
from miqyas.numerics.synthetic_control import Panel, fit_mix, rmspe
from miqyas.results.synthetic import Placebo
from miqyas.types import FloatMatrix, FloatVector, IntVector

MOST_GROUPS = 2000  # groups of donors taken for treated are listed up to this number, then drawn
CARRIES = 1e-6  # a share below it is not worth leaving out
NEEDED_BEFORE = 2
TIE = 1 - 1e-12


@dataclass(frozen=True, slots=True)
class Matching:
    """What donors are matched on: shape (N, k), V if given, and values missing inside."""

    predictors: FloatMatrix
    importance: FloatVector | None
    n_missing: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """The mean gap of the treated units, shape (T,), with the mean weights of their mixes, shape (J,)."""

    panel: Followed
    arithmetic: Panel
    gaps: FloatVector
    weights: FloatVector
    importance: FloatVector
    is_unique: bool
    n_missing: int

    @property
    def n_before(self) -> int:
        """Periods before treatment."""
        return self.arithmetic.n_before

    @property
    def n_after(self) -> int:
        """Periods from treatment on."""
        return self.panel.periods.size - self.n_before

    @property
    def treated(self) -> FloatMatrix:
        """Outcomes of the treated units."""
        return self.panel.outcomes[self.panel.treated]

    @property
    def donated(self) -> FloatMatrix:
        """Outcomes of the donors."""
        return self.panel.outcomes[self.panel.donors]

    @property
    def observed(self) -> FloatVector:
        """Mean outcome of the treated units by period."""
        mean: FloatVector = self.treated.mean(axis=0)
        return mean

    @property
    def value(self) -> float:
        """Mean gap after treatment."""
        return float(self.gaps[self.n_before :].mean())


@dataclass(frozen=True, slots=True)
class Placebos:
    """The spread of effects where there is none."""

    by_donor: tuple[Placebo, ...]
    p_value: float
    std_error: float
    n: int
    n_left_out: int
    were_drawn: bool


def match_on(
    relation: Relation,
    panel: Followed,
    predictors: Sequence[Predictor],
    importance: Sequence[float] | None,
    *,
    unit_id: str,
    time: str,
) -> Matching:
    """Compute the predictors of each unit, divided by their spread over all units."""
    start = panel.periods[int(panel.starts.min())]
    for predictor in predictors:
        if predictor.last >= start:
            raise PredictorAfterTreatment(column=predictor.column, periods=str(predictor), start=f"{start:g}")
    means, n_missing = predictor_means(relation, panel, predictors=predictors, unit_id=unit_id, time=time)
    spread = means.std(axis=0, ddof=1)
    for predictor, size, column in zip(predictors, spread, means.T, strict=True):
        if not size > 1e-12 * np.abs(column).max():
            raise ConstantPredictor(periods=str(predictor))
    shares = None if importance is None else np.array(importance, dtype=np.float64)
    if shares is not None:
        fits = shares.size == len(predictors) and shares.size > 0
        if not (fits and np.isfinite(shares).all() and (shares >= 0).all() and shares.sum() > 0):
            raise InvalidImportance(found=", ".join(f"{share:g}" for share in shares), needed=len(predictors))
        shares = shares / shares.sum()
    return Matching(means / spread, shares, n_missing)


def fit_treated(panel: Followed, matching: Matching, *, time: str) -> Fitted:
    """Fit the mix of each treated unit and average the gaps."""
    starts = np.unique(panel.starts[panel.treated])
    if starts.size > 1:
        found = ", ".join(f"{panel.periods[start]:g}" for start in starts)
        raise TreatedAtDifferentTimes(column=time, found=found)
    arithmetic = Panel(panel.outcomes, int(starts[0]), matching.predictors, matching.importance)
    return _averaged(panel, arithmetic, panel.donors, n_missing=matching.n_missing)


def _averaged(panel: Followed, arithmetic: Panel, donors: IntVector, *, n_missing: int) -> Fitted:
    mixes = [fit_mix(arithmetic, int(unit), donors) for unit in panel.treated]
    return Fitted(
        panel=panel,
        arithmetic=arithmetic,
        gaps=np.mean([mix.gaps for mix in mixes], axis=0),
        weights=np.mean([mix.weights for mix in mixes], axis=0),
        importance=np.mean([mix.importance for mix in mixes], axis=0),
        is_unique=all(mix.is_unique for mix in mixes),
        n_missing=n_missing,
    )


def placebos_in_space(
    fitted: Fitted, *, rng: np.random.Generator, max_pre_fit: float | None = None
) -> Placebos:
    """Take each donor for treated, with the other donors as its mix; the treated units stay out."""
    donors, n_treated, n_before = fitted.panel.donors, fitted.panel.treated.size, fitted.n_before
    needed = max(3, n_treated + 1)
    if donors.size < needed:
        raise TooFewDonors(found=donors.size, treated=n_treated, needed=needed)
    gaps = np.array([fit_mix(fitted.arithmetic, int(u), donors[donors != u]).gaps for u in donors])
    groups = subsets(donors.size, n_treated, most=MOST_GROUPS, rng=rng)
    paths: FloatMatrix = gaps[groups].mean(axis=1)
    before, after = (np.sqrt((part**2).mean(axis=1)) for part in np.split(paths, [n_before], axis=1))
    own_before, own_after = rmspe(fitted.gaps[:n_before]), rmspe(fitted.gaps[n_before:])
    kept = np.ones(before.size, dtype=np.bool_)
    if max_pre_fit is not None:
        kept = before**2 <= max_pre_fit * own_before**2
        if kept.sum() < 2:
            raise TooFewDonors(found=int(kept.sum()), treated=n_treated, needed=2)
    # Products, not ratios: a unit that donors reproduce exactly has no gap before treatment.
    as_extreme = (after * own_before >= own_after * before * TIE)[kept]
    return Placebos(
        by_donor=tuple(
            placebo(fitted.panel.units[unit], row, n_before) for unit, row in zip(donors, gaps, strict=True)
        ),
        p_value=float((1 + as_extreme.sum()) / (1 + kept.sum())),
        std_error=float(paths[kept, n_before:].mean(axis=1).std()),
        n=int(kept.sum()),
        n_left_out=int((~kept).sum()),
        were_drawn=groups.shape[0] == MOST_GROUPS,
    )


def left_out_donors(fitted: Fitted) -> tuple[Placebo, ...]:
    """Estimate again without each donor that carries weight; none when a single donor is there."""
    donors = fitted.panel.donors
    found = []
    for place in np.argsort(-fitted.weights, kind="stable"):
        if fitted.weights[place] > CARRIES and donors.size > 1:
            again = _averaged(fitted.panel, fitted.arithmetic, np.delete(donors, place), n_missing=0)
            found.append(placebo(fitted.panel.units[donors[place]], again.gaps, fitted.n_before))
    return tuple(found)


def backdated_placebo(fitted: Fitted, panel: Followed, backdate: float, *, time: str) -> Placebo:
    """Pretend an earlier treatment, matching every outcome before it, on the periods before the real one."""
    place = panel.place_of(backdate, time)
    if place < NEEDED_BEFORE or place >= fitted.n_before:
        raise BackdateNotBefore(
            asked=f"{backdate:g}", before=place, after=max(fitted.n_before - place, 0),
            start=f"{panel.periods[fitted.n_before]:g}", needed=NEEDED_BEFORE,
        )  # fmt: skip
    seen = panel.outcomes[:, : fitted.n_before]
    again = _averaged(panel, Panel(seen, place, np.empty((seen.shape[0], 0))), panel.donors, n_missing=0)
    return placebo(f"{backdate:g}", again.gaps, place)


def placebo(name: str, gaps: FloatVector, n_before: int) -> Placebo:
    """Sum up one path of gaps."""
    return Placebo(
        name=name,
        value=float(gaps[n_before:].mean()),
        pre_rmspe=rmspe(gaps[:n_before]),
        post_rmspe=rmspe(gaps[n_before:]),
        gaps=tuple(map(float, gaps)),
    )
