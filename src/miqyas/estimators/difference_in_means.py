"""Difference in means: the plainest estimate of a randomised trial, stratum by stratum."""

import numpy as np

from miqyas.data.arms import CellSums, cell_sums
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.errors import ClusterCrossesArms, InvalidLevel, NoResidualVariation, TooFewUnits
from miqyas.estimators.itt import ROUNDING
from miqyas.numerics.interval import wald_figures
from miqyas.numerics.stratified import between_strata, within_strata
from miqyas.results.estimate import Estimate, Note
from miqyas.types import FloatVector


def difference_in_means(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    strata: str | None = None,
    cluster: str | None = None,
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the average effect of assignment as the difference between the arms' means.

    Inside each stratum the means are compared, and strata weigh what they weigh in the sample: where the
    share treated differs between strata this is the average effect (ATE) over all units, while `itt` weighs
    strata by how evenly they are treated. Causal when assignment was drawn at random inside each stratum,
    when whether a unit is observed does not depend on its assignment, and without spill-over.

    Parameters
    ----------
    relation, outcome, treatment, strata, cluster, weights, level, unit
        As in `itt`. Clusters are groups assigned as a whole: each lies in one arm of one stratum.

    Returns
    -------
    Estimate
        Effect in ``unit``. Variance of each arm apart (Neyman), t with Satterthwaite's degrees of freedom;
        without strata and clusters, Welch's test. Where an arm of some stratum holds one unit or cluster
        (pairs), the variance is taken between strata, with t(J - 1). ``control_mean`` weighs strata alike.
        Strata with one arm say nothing: they are left out and counted (note ``one_arm_strata``), ``n`` and
        ``n_clusters`` being those of the strata kept.

    Raises
    ------
    InvalidSample
        As in `itt`; `ClusterCrossesArms` when a cluster holds both arms or lies in several strata;
        `TooFewUnits` when one stratum alone holds both arms, and one of them holds one unit or cluster.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Imbens, G. W. and Rubin, D. B. (2015). Causal Inference for Statistics, Social, and Biomedical Sciences,
    chapters 6 and 9.
    Imai, K., King, G. and Nall, C. (2009). The essential role of pair matching in cluster-randomized
    experiments. Statistical Science 24(1), 29-53.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"score": [5.0, 7.0, 9.0, 2.0, 4.0, 6.0], "assigned": [1, 1, 1, 0, 0, 0]})
    >>> print(difference_in_means(trial, outcome="score", treatment="assigned", unit="points"))
    ATE = 3 points [-1.534, 7.534] at 95% (n = 6, difference in means)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    roles = Roles(outcome, treatment, strata, cluster, weights=weights)
    sample = draw_sample(open_relation(relation), roles)
    cells = cell_sums(sample)
    if cells.n_crossing > 0:
        raise ClusterCrossesArms(column=cluster, n=cells.n_crossing)
    shares: FloatVector = cells.total_weight.sum(axis=1) / cells.total_weight.sum()
    value, control_mean = (
        float(shares @ (cells.mean[:, 1] - cells.mean[:, 0])),
        float(shares @ cells.mean[:, 0]),
    )
    (variance, df), by_strata = _variance(cells, shares, roles)
    std_error = float(np.sqrt(variance))
    if not std_error > ROUNDING * np.sqrt(sample.spread[-1] / sample.n):
        raise NoResidualVariation(column=outcome)
    return Estimate(
        estimand="ATE",
        **wald_figures(value, std_error, df=df, level=level),
        n=int(cells.n.sum()),
        n_clusters=int(cells.n_clusters.sum()),
        n_dropped=sample.n_dropped,
        control_mean=control_mean,
        unit=unit,
        method=_method(roles, by_strata=by_strata),
        notes=_notes(sample),
    )


def _variance(cells: CellSums, shares: FloatVector, roles: Roles) -> tuple[tuple[float, float], bool]:
    """Choose between the arms' own variance and that between strata, and say whether it is the second."""
    smallest = int(cells.n_clusters.min())
    if smallest > 1:
        found = within_strata(shares, cells.total_weight, cells.score_square, cells.n_clusters)
        return found, False
    if shares.size < 2:
        arm = int(np.argmin(cells.n_clusters[0]))
        raise TooFewUnits(column=roles.treatment, arm=arm, found=smallest, needed=2)
    return between_strata(shares, cells.mean[:, 1] - cells.mean[:, 0]), True


def _method(roles: Roles, *, by_strata: bool) -> str:
    parts = ["difference in means"]
    if roles.strata:
        parts.append("by stratum")
    if roles.weights:
        parts.append("weights")
    if by_strata:
        parts.append("variance between strata")
    elif roles.cluster:
        parts.append("variance by cluster")
    return ", ".join(parts)


def _notes(sample: Sample) -> tuple[Note, ...]:
    found = (
        Note("single_unit_clusters", sample.n_single_unit_clusters),
        Note("one_arm_strata", sample.n_one_arm_strata if sample.roles.strata else 0),
    )
    return tuple(note for note in found if note.count > 0)
