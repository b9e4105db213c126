"""Synthetic control: a treated unit against the mix of donors that followed it before treatment."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.followed import Predictor, follow
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, NoResidualVariation
from miqyas.estimators.donors import (
    Fitted,
    Placebos,
    backdated_placebo,
    fit_treated,
    left_out_donors,
    match_on,
    placebos_in_space,
)
from miqyas.numerics.conformal import Range, conformal_p, conformal_range
from miqyas.numerics.distributions import normal_quantile
from miqyas.numerics.synthetic_control import rmspe
from miqyas.results.estimate import Estimate, Note
from miqyas.results.synthetic import PathPoint, SyntheticControl, Weight

NEEDED_BEFORE = 2
ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty
FEW_PLACEBOS = 20  # below, no p-value can be under 0.05


def synthetic_control(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    unit_id: str,
    time: str,
    rng: np.random.Generator,
    predictors: Sequence[Predictor] = (),
    importance: Sequence[float] | None = None,
    max_pre_fit: float | None = None,
    backdate: float | None = None,
    level: float = 0.95,
    unit: str = "",
) -> SyntheticControl:
    """Estimate the effect on one or a few treated units, period by period, against a mix of donors.

    The mix has weights that are not negative and add up to one, found before treatment. The gap after it is the effect
    when a mix that follows the treated unit before would have followed it after; when nobody anticipates; when donors
    are not touched by the treatment. Treatment lasts once begun, and begins for all treated units at once; several
    treated units have each their mix, and their gaps are averaged.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by unit and period, every unit in every period.
    outcome, treatment, unit_id, time : str
        Column of numbers; of 0 and 1, who is treated in that period; of the unit; of numbers.
    rng : numpy.random.Generator
        Draws the groups of donors taken for treated, when there are too many to list (several treated units).
    predictors : sequence of Predictor
        What donors are matched on; by default every outcome before treatment.
    importance : sequence of float, optional
        V, one number by predictor; by default chosen by the fit of the outcomes before treatment.
    max_pre_fit : float, optional
        Leave out placebos whose mean squared gap before treatment exceeds that of the treated so many times.
    backdate : float, optional
        Period in which to pretend an earlier treatment, on the periods before the real one.
    level : float
        Coverage, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    SyntheticControl
        In ``unit``. ``estimate`` has the p-value of the ratio of gaps after to gaps before among placebos in space,
        and the standard deviation of the placebos' effects as standard error, normal; placebos are fitted without the
        treated units. Conformal p-values and bounds, for each period and for a constant effect, always fit the
        outcomes of all periods.

    Raises
    ------
    InvalidSample
        A class for each reason: `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`, `EmptySample`,
        `TreatmentNotBinary`, `EmptyArm` (nobody treated), `NoDonor`, `TooFewDonors`, `OnePeriod`,
        `DuplicatedUnitTime`, `UnbalancedPanel`, `TreatmentStops`, `TreatedAtDifferentTimes`, `TooFewPeriodsBefore`,
        `UnknownPeriod`, `PredictorAfterTreatment`, `PredictorWithoutValue`, `ConstantPredictor`,
        `InvalidImportance`, `BackdateNotBefore`, `NoResidualVariation`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Abadie, A., Diamond, A. and Hainmueller, J. (2010). Synthetic control methods for comparative case studies.
    Journal of the American Statistical Association 105(490), 493-505.
    Chernozhukov, V., Wüthrich, K. and Zhu, Y. (2021). An exact and robust conformal inference method for
    counterfactual and synthetic controls. Journal of the American Statistical Association 116(536), 1849-1864.
    Arkhangelsky, D. et al. (2021). Synthetic difference-in-differences. American Economic Review 111(12), 4088-4118:
    algorithm 4, the standard error by placebos.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(u, t, float(y), int(u == "a" and t == 4)) for u, series in
    ...         {"a": [1, 2, 3, 9], "b": [0, 2, 2, 4], "c": [2, 2, 4, 5], "d": [5, 1, 4, 2]}.items()
    ...         for t, y in enumerate(series, start=1)]
    >>> panel = pd.DataFrame(rows, columns=["u", "t", "y", "d"])
    >>> found = synthetic_control(panel, outcome="y", treatment="d", unit_id="u", time="t",
    ...                           rng=np.random.default_rng(0))
    >>> round(found.estimate.value, 6), [(donor.name, round(donor.share, 6)) for donor in found.donors]
    (4.5, [('b', 0.5), ('c', 0.5), ('d', 0.0)])
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    relation = open_relation(relation)
    panel = follow(
        relation, outcome=outcome, treatment=treatment, unit_id=unit_id, time=time, needed_before=NEEDED_BEFORE
    )  # fmt: skip
    fitted = fit_treated(
        panel, match_on(relation, panel, predictors, importance, unit_id=unit_id, time=time), time=time
    )
    placebos = placebos_in_space(fitted, rng=rng, max_pre_fit=max_pre_fit)
    if not placebos.std_error > ROUNDING * float(np.ptp(panel.outcomes)):
        raise NoResidualVariation(column=outcome)
    average = _average(fitted, level)
    return SyntheticControl(
        estimate=_estimate(fitted, placebos, level=level, unit=unit),
        path=_path(fitted, level),
        donors=_donors(fitted),
        predictors=tuple(
            Weight(str(predictor), float(share))
            for predictor, share in zip(predictors, fitted.importance, strict=False)
        ),
        placebos=placebos.by_donor,
        left_out=left_out_donors(fitted),
        backdated=None if backdate is None else backdated_placebo(fitted, panel, backdate, time=time),
        pre_rmspe=rmspe(fitted.gaps[: fitted.n_before]),
        post_rmspe=rmspe(fitted.gaps[fitted.n_before :]),
        n_before=fitted.n_before,
        n_after=fitted.n_after,
        average_p_value=conformal_p(fitted.treated, fitted.donated, fitted.n_after, 0.0),
        average_low=average[0],
        average_high=average[1],
    )


def _estimate(fitted: Fitted, placebos: Placebos, *, level: float, unit: str) -> Estimate:
    value = fitted.value
    margin = normal_quantile(0.5 + level / 2) * placebos.std_error
    matched = "predictors" if fitted.importance.size else "outcomes before"
    return Estimate(
        estimand="ATT",
        value=value,
        std_error=placebos.std_error,
        df=None,
        p_value=placebos.p_value,
        low=value - margin,
        high=value + margin,
        level=level,
        n=len(fitted.panel.units),
        n_clusters=len(fitted.panel.units),
        n_dropped=fitted.panel.n_dropped,
        control_mean=float((fitted.observed - fitted.gaps)[fitted.n_before :].mean()),
        unit=unit,
        method=f"synthetic control on {matched}, placebos in space",
        notes=_notes(fitted, placebos),
    )


def _notes(fitted: Fitted, placebos: Placebos) -> tuple[Note, ...]:
    before = fitted.observed[: fitted.n_before]
    spread = float(before.std())
    percent = round(100 * rmspe(fitted.gaps[: fitted.n_before]) / spread) if spread > 0 else 0
    drawn = placebos.n if placebos.were_drawn else 0
    found = (
        Note("mix_does_not_reach", percent),
        Note("weights_not_unique", int(not fitted.is_unique)),
        Note("missing_inside_predictors", fitted.n_missing),
        Note("poor_pre_fit_placebos", placebos.n_left_out),
        Note("placebo_draws", drawn),
        Note("few_placebos", placebos.n if placebos.n + 1 < FEW_PLACEBOS else 0),
    )
    return tuple(note for note in found if note.count > 0)


def _donors(fitted: Fitted) -> tuple[Weight, ...]:
    names = [fitted.panel.units[place] for place in fitted.panel.donors]
    largest_first = np.argsort(-fitted.weights, kind="stable")
    return tuple(Weight(names[place], float(fitted.weights[place])) for place in largest_first)


def _average(fitted: Fitted, level: float) -> Range:
    return conformal_range(
        fitted.treated, fitted.donated, fitted.n_after, start=fitted.value,
        spread=float(np.ptp(fitted.gaps)), level=level,
    )  # fmt: skip


def _path(fitted: Fitted, level: float) -> tuple[PathPoint, ...]:
    spread, points = float(np.ptp(fitted.gaps)), []
    for place, time in enumerate(fitted.panel.periods):
        observed, gap = float(fitted.observed[place]), float(fitted.gaps[place])
        p_value, low, high = None, None, None
        if place >= fitted.n_before:
            kept = [*range(fitted.n_before), place]
            treated, donated = fitted.treated[:, kept], fitted.donated[:, kept]
            p_value = conformal_p(treated, donated, 1, 0.0)
            low, high = conformal_range(treated, donated, 1, start=gap, spread=spread, level=level)
        points.append(
            PathPoint(
                float(time), observed, observed - gap, gap, place >= fitted.n_before, p_value, low, high
            )
        )
    return tuple(points)
