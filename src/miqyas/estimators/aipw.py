"""Doubly robust effects: a model of the outcome and one of treatment, either of which may be wrong."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.selection import Selection, draw_selection
from miqyas.errors import InvalidFolds, InvalidLevel, NoResidualVariation, OverlapNotOffered, TooFewInFolds
from miqyas.estimators.propensity import check_trim, inside, separated
from miqyas.numerics.doubly_robust import Nuisances, RobustDifference, draw_folds, robust_difference
from miqyas.numerics.influence_variance import influence_error
from miqyas.numerics.interval import wald_figures
from miqyas.numerics.learners import Learner, LeastSquaresLearner, LogitLearner
from miqyas.numerics.logit import Separation, design_of
from miqyas.numerics.weighting import Estimand
from miqyas.results.estimate import Estimate, Note
from miqyas.types import BoolVector

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty


def aipw(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    rng: np.random.Generator,
    estimand: Estimand = Estimand.ATE,
    folds: int = 5,
    repeats: int = 1,
    outcome_learner: Learner | None = None,
    score_learner: Learner | None = None,
    trim: float = 0.0,
    cluster: str | None = None,
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect of a treatment that people chose or were chosen for, doubly robust, with cross-fitting.

    The outcome is predicted in each arm and the chance of treatment is too, for each unit by models that never
    saw it; the errors of one prediction are set right by the other. The figure is an effect under the conditions
    of `ipw`, and stays one when only one of the two models holds.

    Parameters
    ----------
    relation, outcome, treatment, covariates, cluster, weights, level, unit
        As in `ipw`.
    rng : numpy.random.Generator
        Draws the folds.
    estimand : Estimand
        ``ATE`` or ``ATT``.
    folds : int
        Parts the rows are cut into, clusters whole; 1 for no cross-fitting, which suits the default learners only.
    repeats : int
        Cuts; the median of their effects is taken, its variance counting how much they differ.
    outcome_learner, score_learner : Learner, optional
        Any object with ``fit(x, y, weights)`` that returns a function; least squares in each arm and a logistic
        regression by default.
    trim : float
        As in `ipw`, by the predicted score.

    Returns
    -------
    Estimate
        Effect in ``unit``; ``control_mean`` is the mean without treatment. Variance from the influence function,
        factor G/(G - 1), summed by cluster; t(G - 1) over clusters, normal without. With several cuts, ``n`` is
        that of the cut that kept fewest.

    Raises
    ------
    InvalidSample
        As in `ipw`, and `TooFewInFolds`.
    InvalidLevel, InvalidTrim, InvalidFolds, OverlapNotOffered
        An option that cannot be.

    References
    ----------
    Chernozhukov, V. and others (2018). Double/debiased machine learning for treatment and structural parameters.
    The Econometrics Journal 21(1), C1-C68.
    Chiang, H. D., Kato, K., Ma, Y. and Sasaki, Y. (2022). Multiway cluster robust double/debiased machine learning.
    Journal of Business & Economic Statistics 40(3), 1046-1056: folds of whole clusters.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"score": [5.0, 7.0, 9.0, 4.0, 2.0, 4.0, 6.0, 3.0], "age": [1, 2, 3, 2, 1, 2, 3, 3],
    ...                       "attended": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> print(aipw(table, outcome="score", treatment="attended", covariates=["age"], folds=1,
    ...            rng=np.random.default_rng(0)))
    ATE = 2.92 [1.167, 4.673] at 95% (n = 8, doubly robust)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    check_trim(trim)
    if folds < 1 or repeats < 1:
        raise InvalidFolds(folds=folds, repeats=repeats)
    if estimand is Estimand.OVERLAP:
        raise OverlapNotOffered(estimand=estimand.value)
    roles = Roles(outcome, treatment, None, cluster, tuple(covariates), weights)
    selection = draw_selection(open_relation(relation), roles)
    learners = (outcome_learner or LeastSquaresLearner(), score_learner or LogitLearner())
    cuts = [
        _one_cut(selection, learners, folds=folds, trim=trim, estimand=estimand, rng=rng)
        for _ in range(repeats if folds > 1 else 1)
    ]
    values = np.array([found.value for found, _ in cuts])
    value = float(np.median(values))
    variances = [influence_error(selection.groups, found.influence) ** 2 for found, _ in cuts]
    std_error = float(np.sqrt(np.median(np.array(variances) + (values - value) ** 2)))
    if not std_error > ROUNDING * selection.spread:
        raise NoResidualVariation(column=outcome)
    df = float(selection.n_clusters - 1) if cluster else None
    n = min(int(kept.sum()) for _, kept in cuts)
    return Estimate(
        estimand=estimand.value,
        **wald_figures(value, std_error, df=df, level=level),
        n=n,
        n_clusters=selection.n_clusters if cluster else n,
        n_dropped=selection.n_dropped,
        control_mean=float(np.median([found.control_mean for found, _ in cuts])),
        unit=unit,
        method=_method(roles, folds=folds, repeats=len(cuts)),
        dropped_covariates=_left_out(selection) if outcome_learner is None and score_learner is None else (),
        notes=_notes(selection, selection.n - n),
    )


def _one_cut(
    selection: Selection, learners: tuple[Learner, Learner], *, folds: int, trim: float, estimand: Estimand,
    rng: np.random.Generator,
) -> tuple[RobustDifference, BoolVector]:  # fmt: skip
    nuisances = _predict(selection, learners, folds=folds, rng=rng)
    kept = inside(selection, nuisances.score, trim, above_only=estimand is Estimand.ATT)
    found = robust_difference(
        selection.y, selection.d, selection.w, at=nuisances, inside=kept, estimand=estimand
    )
    return found, kept


def _predict(
    selection: Selection, learners: tuple[Learner, Learner], *, folds: int, rng: np.random.Generator
) -> Nuisances:
    """Predict each row by models that did not see its fold; with one fold, by models that saw all."""
    y, d, w, x = selection.y, selection.d, selection.w, selection.x
    fold = draw_folds(d, selection.groups, folds=folds, rng=rng)
    without, treated, score = (np.zeros(y.size) for _ in range(3))
    for held in range(folds):
        there = fold == held
        if not there.any():
            continue
        seen = ~there if folds > 1 else there
        for arm, place in ((0, without), (1, treated)):
            rows = seen & (d == arm)
            if rows.sum() < 2:
                raise TooFewInFolds(
                    column=selection.roles.treatment, arm=arm, folds=folds, found=int(rows.sum())
                )
            predict = learners[0].fit(x[rows], y[rows], w[rows])
            if isinstance(predict, Separation):
                raise separated(selection, predict)
            place[there] = predict(x[there])
        chance = learners[1].fit(x[seen], d[seen], w[seen])
        if isinstance(chance, Separation):
            raise separated(selection, chance)
        score[there] = chance(x[there])
    return Nuisances(without, treated, score)


def _left_out(selection: Selection) -> tuple[str, ...]:
    """List the covariates that earlier ones already contain, which the learners of the house leave out."""
    names = zip(selection.roles.covariates, design_of(selection.x, selection.w).kept, strict=True)
    return tuple(name for name, kept in names if not kept)


def _method(roles: Roles, *, folds: int, repeats: int) -> str:
    parts = ["doubly robust"]
    if folds > 1:
        parts.append(
            f"cross-fitted in {folds} folds" + (f", median of {repeats} cuts" if repeats > 1 else "")
        )
    if roles.weights:
        parts.append("weights")
    return ", ".join([*parts, *(["variance by cluster"] if roles.cluster else [])])


def _notes(selection: Selection, n_trimmed: int) -> tuple[Note, ...]:
    found = (
        Note("single_unit_clusters", selection.n_single_unit_clusters),
        Note("score_trimmed", n_trimmed),
        Note("unmeasured_selection", len(selection.roles.covariates)),
    )
    return tuple(note for note in found if note.count > 0)
