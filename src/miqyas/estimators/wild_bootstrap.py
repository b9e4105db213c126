"""Wild cluster bootstrap: how sure one is of an effect when clusters are few."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.errors import BootstrapTooCoarse, InvalidLevel, TooFewDraws
from miqyas.estimators.clusters import clustered_fit, resampled_estimate
from miqyas.numerics.inversion import Draws
from miqyas.numerics.wild import BootstrapWeights, batches, enumerated, wild_parts
from miqyas.results.estimate import Estimate, Note

FEWEST = 99  # draws under which a p-value of 5 % cannot be told


def wild_bootstrap(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    cluster: str,
    strata: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    draws: int = 9999,
    bootstrap_weights: BootstrapWeights | str = BootstrapWeights.RADEMACHER,
    rng: np.random.Generator,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect of being assigned as `itt`, its uncertainty by bootstrap over few clusters.

    Each draw multiplies the residuals of every cluster by one random number, under the effect being tested, and
    fits the regression again (restricted wild cluster bootstrap, WCR). Causal under the assumption of `itt`; the
    test is near its level with ten clusters or so, provided that several are treated and several are not: with one
    or two treated clusters it hardly ever rejects, and `randomisation_inference` is the way.

    Parameters
    ----------
    relation, outcome, treatment, strata, covariates, weights, level, unit
        As in `itt`.
    cluster : str
        Column of the groups assigned or sampled as a whole; G of them.
    draws : int
        How many; with Rademacher weights, all 2^G when these are no more.
    bootstrap_weights : BootstrapWeights or str
        ``"rademacher"`` (±1), ``"webb"`` (six values, for fewer than about ten clusters), ``"mammen"``,
        ``"norm"``.
    rng : numpy.random.Generator
        Where chance comes from; the same generator gives the same figures.

    Returns
    -------
    Estimate
        Effect in ``unit``, with the CR1 standard error; the p-value and the interval are the bootstrap's, so
        ``df`` is None. ``low`` and ``high`` are where the test turns, found exactly on the draws.

    Raises
    ------
    InvalidSample
        As in `itt`; `BootstrapTooCoarse` when 2^G draws are too few for the level; `TooManyClustersToAdjust`.
    InvalidDesign
        `InvalidLevel`; `TooFewDraws`, fewer than 99.

    References
    ----------
    Cameron, A. C., Gelbach, J. B. and Miller, D. L. (2008). Bootstrap-based improvements for inference with
    clustered errors. Review of Economics and Statistics 90(3), 414-427.
    MacKinnon, J. G., Nielsen, M. Ø. and Webb, M. D. (2023). Fast and reliable jackknife and bootstrap methods for
    cluster-robust inference. Journal of Applied Econometrics 38(5), 671-694.
    Roodman, D., MacKinnon, J. G., Nielsen, M. Ø. and Webb, M. D. (2019). Fast and wild. Stata Journal 19(1), 4-60.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"score": [5.0, 7, 9, 6, 2, 4, 6, 3] * 4, "assigned": [1, 1, 0, 0] * 8,
    ...                       "school": [i // 2 % 8 for i in range(32)]})
    >>> trial["score"] += trial["school"] % 3
    >>> found = wild_bootstrap(trial, outcome="score", treatment="assigned", cluster="school",
    ...                        rng=np.random.default_rng(1))
    >>> found.p_value, found.df
    (0.25, None)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if draws < FEWEST:
        raise TooFewDraws(found=draws, needed=FEWEST)
    chosen = BootstrapWeights(bootstrap_weights)
    roles = Roles(outcome, treatment, strata, cluster, tuple(covariates), weights)
    sample = draw_sample(open_relation(relation), roles)
    if chosen is BootstrapWeights.RADEMACHER and 2.0 ** (1 - sample.n_clusters) > 1 - level:
        raise BootstrapTooCoarse(
            n=sample.n_clusters, column=cluster, smallest=f"{2.0 ** (1 - sample.n_clusters):.3g}"
        )
    fit = clustered_fit(sample, response=outcome)
    parts = wild_parts(fit.cells, fit.bread, fit.combination, fit.kept)
    drawn = (parts.draw(batch) for batch in batches(sample.n_clusters, draws, chosen, rng))
    found = Draws.of(drawn, observed_square=parts.observed_square, value=fit.value)
    return resampled_estimate(
        sample,
        fit,
        found,
        level=level,
        unit=unit,
        method=_method(roles, chosen, found.fixed.size, every=enumerated(sample.n_clusters, draws, chosen)),
        notes=sample_notes(sample),
    )


def sample_notes(sample: Sample) -> tuple[Note, ...]:
    """Tell what must be known of clusters and strata."""
    found = (
        Note("single_unit_clusters", sample.n_single_unit_clusters),
        Note("one_arm_strata", sample.n_one_arm_strata if sample.roles.strata else 0),
        Note("small_strata", sample.n_strata if sample.strata_are_small else 0),
    )
    return tuple(note for note in found if note.count > 0)


def _method(roles: Roles, chosen: BootstrapWeights, n_draws: int, *, every: bool) -> str:
    parts = ["least squares"]
    if roles.strata:
        parts.append("strata fixed effects")
    if roles.covariates:
        parts.append("covariates")
    if roles.weights:
        parts.append("weights")
    drawn = f"all {n_draws} draws" if every else f"{n_draws} draws"
    return ", ".join([*parts, f"wild cluster bootstrap (WCR, {chosen.value}, {drawn})"])
