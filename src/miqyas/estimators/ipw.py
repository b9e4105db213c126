"""Inverse probability weighting: arms made alike by weights before they are compared."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.selection import Selection, draw_selection
from miqyas.errors import EntropyHasNoScore, InvalidLevel, NoBalancingWeights, NoResidualVariation
from miqyas.estimators.propensity import check_trim, fit_score, inside, left_out
from miqyas.numerics.influence_variance import influence_error
from miqyas.numerics.interval import wald_figures
from miqyas.numerics.logit import design_of
from miqyas.numerics.weighting import Estimand, WeightedDifference, weighted_by_balance, weighted_by_score
from miqyas.results.estimate import Estimate, Note
from miqyas.types import FloatVector

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty


class Balancing(StrEnum):
    """What the weights come from: a modelled chance of treatment, or the balance itself."""

    SCORE = "score"
    ENTROPY = "entropy"


def ipw(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    estimand: Estimand = Estimand.ATE,
    balancing: Balancing = Balancing.SCORE,
    trim: float = 0.0,
    cluster: str | None = None,
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect of a treatment that people chose or were chosen for, by weighting.

    Each unit weighs so that both arms resemble the same people on the covariates. The figure is an effect when
    the covariates hold all that moves both treatment and outcome, when at each of their values both arms are
    possible (see `overlap`), and without spill-over. The table cannot show the first.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; rows with a missing value are left out and counted.
    outcome, treatment : str
        Column of numbers; column of 0 and 1.
    covariates : sequence of str
        Columns of numbers measured before treatment; those that add nothing are left out and named.
    estimand : Estimand
        ``ATE`` everyone, ``ATT`` the treated, ``ATO`` the overlap: those who might have been in either arm.
    balancing : Balancing
        ``score``: weights from a logistic propensity score. ``entropy``: the weights closest to even under which
        the means of the covariates agree exactly (ATE, ATT).
    trim : float
        Units whose score is below this, or above one less this, are left out and counted; the effect is then on
        those who stay. Zero leaves nobody out. For the treated, only the upper bound.
    cluster, weights, level, unit
        As in `itt`.

    Returns
    -------
    Estimate
        Difference of weighted means, weights adding to one in each arm (Hájek), in ``unit``; ``control_mean`` is
        the weighted comparison mean. The variance stacks the equations of the score, or of the balance, with
        those of the means, with factor G/(G - 1); t(G - 1) over clusters, normal without.

    Raises
    ------
    InvalidSample
        As in `itt`, and `NoCovariates`, `TreatmentSeparated`, `NobodyLeft`, `NoBalancingWeights`.
    InvalidLevel, InvalidTrim, EntropyHasNoScore
        An option that cannot be.

    References
    ----------
    Lunceford, J. K. and Davidian, M. (2004). Statistics in Medicine 23(19), 2937-2960: estimator and variance.
    Li, F., Morgan, K. L. and Zaslavsky, A. M. (2018). Journal of the American Statistical Association 113(521),
    390-400: overlap weights.
    Hainmueller, J. (2012). Political Analysis 20(1), 25-46: entropy balancing.
    Crump, R. K., Hotz, V. J., Imbens, G. W. and Mitnik, O. A. (2009). Biometrika 96(1), 187-199: trimming.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"score": [5.0, 7.0, 9.0, 4.0, 2.0, 4.0, 6.0, 3.0], "age": [1, 2, 3, 2, 1, 2, 3, 3],
    ...                       "attended": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> print(ipw(table, outcome="score", treatment="attended", covariates=["age"]))
    ATE = 2.905 [1.136, 4.675] at 95% (n = 8, inverse probability weighting)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    check_trim(trim)
    roles = Roles(outcome, treatment, None, cluster, tuple(covariates), weights)
    selection = draw_selection(open_relation(relation), roles)
    found, n_trimmed, names = weigh(selection, estimand=estimand, balancing=balancing, trim=trim)
    std_error = influence_error(selection.groups, found.influence)
    if not std_error > ROUNDING * selection.spread:
        raise NoResidualVariation(column=outcome)
    df = float(selection.n_clusters - 1) if cluster else None
    return Estimate(
        estimand=estimand.value,
        **wald_figures(found.value, std_error, df=df, level=level),
        n=selection.n - n_trimmed,
        n_clusters=selection.n_clusters if cluster else selection.n - n_trimmed,
        n_dropped=selection.n_dropped,
        control_mean=found.control_mean,
        unit=unit,
        method=_method(roles, balancing),
        dropped_covariates=names,
        notes=_notes(selection, n_trimmed),
    )


def weigh(
    selection: Selection, *, estimand: Estimand, balancing: Balancing, trim: float
) -> tuple[WeightedDifference, int, tuple[str, ...]]:
    """Compute the weighted difference; count the rows left out, and name the covariates that add nothing."""
    y, d, w = selection.y, selection.d, selection.w
    if balancing is Balancing.ENTROPY:
        if estimand is Estimand.OVERLAP or trim > 0:
            raise EntropyHasNoScore(trim=trim, estimand=estimand.value)
        design = design_of(selection.x, w)
        difference = weighted_by_balance(y, d, w, z=design.of(selection.x)[:, 1:], estimand=estimand)
        if difference is None:
            raise NoBalancingWeights(column=selection.roles.treatment)
        names = zip(selection.roles.covariates, design.kept, strict=True)
        return difference, 0, tuple(name for name, kept in names if not kept)
    logit = fit_score(selection)
    kept = inside(selection, logit.fitted, trim, above_only=estimand is Estimand.ATT)
    difference = weighted_by_score(y, d, w, x=selection.x, logit=logit, inside=kept, estimand=estimand)
    return difference, int(np.sum(~kept)), left_out(selection, logit)


def _method(roles: Roles, balancing: Balancing) -> str:
    parts = [
        "inverse probability weighting" if balancing is Balancing.SCORE else "weighting by entropy balancing"
    ]
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


def score_balance(
    estimand: Estimand, *, balancing: Balancing = Balancing.SCORE, trim: float = 0.0
) -> Callable[[Selection], FloatVector]:
    """Return what gives each row the weight it has in `ipw`, for `balance_after_weighting`."""

    def weights_of(selection: Selection) -> FloatVector:
        return weigh(selection, estimand=estimand, balancing=balancing, trim=trim)[0].weights

    return weights_of
