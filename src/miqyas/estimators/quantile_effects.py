"""Effects on a distribution: what a trial changed for the low, the middle and the high of an outcome."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.pulled import Pulled, pull
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.errors import InvalidLevel, InvalidQuantiles, OutcomeHeaped, QuantileInTail
from miqyas.numerics.distributions import normal_quantile, normal_two_sided, t_quantile, t_two_sided
from miqyas.numerics.influence import largest_of_normals
from miqyas.numerics.influence_variance import influence_variance
from miqyas.numerics.quantiles import Quantiles, quantiles, weighted_quantiles
from miqyas.numerics.wald import joint_test
from miqyas.results.estimate import Note
from miqyas.results.quantile_effects import QuantileEffect, QuantileEffects
from miqyas.types import FloatMatrix, FloatVector

# Our choices: rows an arm needs on each side of a quantile, and the share of an arm that one value may hold there.
NEEDED, HEAPED = 5, 0.05
N_DRAWS = 9999  # for the simultaneous band


def quantile_effects(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    rng: np.random.Generator,
    at: Sequence[float] = (0.1, 0.25, 0.5, 0.75, 0.9),
    cluster: str | None = None,
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> QuantileEffects:
    """Estimate how assignment changed the quantiles of the outcome, in a randomised trial.

    Each effect is the quantile of the treated arm less that of the comparison: what happened to the distribution,
    not to the people who stood at that place in it, unless treatment keeps their order. Causal when assignment was
    drawn at random, alike for all, and without spill-over.

    Parameters
    ----------
    relation, outcome, treatment, cluster, weights, level, unit
        As in `itt`.
    rng : numpy.random.Generator
        Draws the band.
    at : sequence of float
        Quantiles, between 0 and 1.

    Returns
    -------
    QuantileEffects
        Differences in ``unit``. A quantile is the least value that a share of the weights reaches. Variance from the
        influence (q - 1{y ≤ Q})/f(Q), f by a Gaussian kernel, factor G/(G - 1), summed by cluster; t(G - 1) over
        clusters, normal without. The band holds all quantiles together.

    Raises
    ------
    InvalidSample
        As in `itt`; `QuantileInTail` when an arm holds fewer than five rows on a side; `OutcomeHeaped` when more than
        5 % of an arm have the very value of its quantile.
    InvalidLevel, InvalidQuantiles
        An option that cannot be.

    References
    ----------
    Firpo, S. (2007). Efficient semiparametric estimation of quantile treatment effects. Econometrica 75(1), 259-276:
    the parameter and its influence function.
    Montiel Olea, J. L. and Plagborg-Møller, M. (2019). Simultaneous confidence bands. Journal of Applied Econometrics
    34(1), 1-17.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"score": np.arange(40.0) ** 1.5, "assigned": np.arange(40) % 2})
    >>> found = quantile_effects(trial, outcome="score", treatment="assigned", at=[0.5], rng=np.random.default_rng(0))
    >>> round(found.effects[0].value, 3)
    6.452
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if not at or len(set(at)) < len(at) or not all(0 < q < 1 for q in at):
        raise InvalidQuantiles(found=", ".join(f"{q:g}" for q in at) or "—")
    roles = Roles(outcome, treatment, None, cluster, weights=weights)
    table = open_relation(relation)
    sample = draw_sample(table, roles)
    pulled = pull(
        table,
        numbers=(treatment, outcome, *((weights,) if weights else ())),
        groups=(cluster,) if cluster else (),
    )
    where = np.array(sorted(at))
    arms = [_arm(pulled, roles, arm, where) for arm in (0, 1)]
    variance = _variance(pulled, roles, arms)
    df = float(sample.n_clusters - 1) if cluster else None
    band = float(np.quantile(largest_of_normals(variance, n_draws=N_DRAWS, rng=rng), level))
    effects = _effects(arms, variance, where, df=df, level=level, band=band)
    notes = (Note("single_unit_clusters", sample.n_single_unit_clusters), Note("quantiles_of_arms", sample.n))
    return QuantileEffects(
        effects=effects,
        variance=tuple(tuple(float(cell) for cell in row) for row in variance),
        same_p_value=_same(effects, variance, sample),
        df=df,
        level=level,
        n=sample.n,
        n_clusters=sample.n_clusters,
        n_dropped=sample.n_dropped,
        unit=unit,
        method=_method(roles),
        notes=tuple(note for note in notes if note.count > 0),
    )


def _arm(pulled: Pulled, roles: Roles, arm: int, at: FloatVector) -> Quantiles:
    rows = pulled.numbers[roles.treatment] == arm
    y = pulled.numbers[roles.outcome][rows]
    w = pulled.numbers[roles.weights][rows] if roles.weights else np.ones(y.size)
    for q, value in zip(at, weighted_quantiles(y, w, at), strict=True):
        heap = float(w[y == value].sum() / w.sum())
        beyond = int(min((y <= value).sum(), (y >= value).sum()))
        if beyond < NEEDED:
            raise QuantileInTail(
                quantile=f"{q:g}", column=roles.treatment, arm=arm, found=beyond, needed=NEEDED
            )
        if heap > HEAPED and (y == value).sum() > 1:
            raise OutcomeHeaped(
                quantile=f"{q:g}", share=f"{heap:.0%}", treatment=roles.treatment, arm=arm, value=f"{value:.6g}",
                column=roles.outcome,
            )  # fmt: skip
    return quantiles(y, w, at)


def _variance(pulled: Pulled, roles: Roles, arms: Sequence[Quantiles]) -> FloatMatrix:
    influence = np.zeros((pulled.n, arms[0].values.size))
    for arm, found in enumerate(arms):
        influence[pulled.numbers[roles.treatment] == arm] = (2 * arm - 1) * found.influence
    return influence_variance(pulled.groups[roles.cluster] if roles.cluster else None, influence)


def _effects(
    arms: Sequence[Quantiles], variance: FloatMatrix, at: FloatVector, *, df: float | None, level: float, band: float
) -> tuple[QuantileEffect, ...]:  # fmt: skip
    critical = t_quantile(0.5 + level / 2, df) if df else normal_quantile(0.5 + level / 2)
    rows = []
    for place, q in enumerate(at):
        control, treated = (float(found.values[place]) for found in arms)
        value, error = treated - control, float(np.sqrt(variance[place, place]))
        p_value = t_two_sided(value / error, df) if df else normal_two_sided(value / error)
        wide = max(band, critical)
        rows.append(
            QuantileEffect(
                quantile=float(q),
                value=value,
                std_error=error,
                p_value=p_value,
                low=value - critical * error,
                high=value + critical * error,
                band_low=value - wide * error,
                band_high=value + wide * error,
                control=control,
                treated=treated,
            )
        )
    return tuple(rows)


def _same(effects: Sequence[QuantileEffect], variance: FloatMatrix, sample: Sample) -> float | None:
    """Test that the effect is that of the first quantile everywhere."""
    k = len(effects)
    if k < 2:
        return None
    contrasts = np.column_stack([-np.ones(k - 1), np.eye(k - 1)])
    values = np.array([effect.value for effect in effects])
    test = joint_test(contrasts @ values, contrasts @ variance @ contrasts.T, float(sample.n_clusters - 1))
    return None if test is None else test.p_value


def _method(roles: Roles) -> str:
    parts = ["difference of quantiles"]
    if roles.weights:
        parts.append("weights")
    return ", ".join([*parts, "kernel density", *(["variance by cluster"] if roles.cluster else [])])
