"""Sums of products of a sample, made by the engine: what comes into Python does not grow with the rows."""

from itertools import combinations_with_replacement

import numpy as np

from miqyas.data.names import literal
from miqyas.data.profile import WHOLE
from miqyas.data.sample import Sample
from miqyas.numerics.moments import ClusterMoments, unfold_triangle
from miqyas.types import FloatMatrix, FloatVector, IntVector

# Products of centred variables are added plainly: over ten million rows a plain sum is within 2e-14 of the exact one,
# in whatever order threads meet the rows, and a compensated sum (`fsum`) takes up to three times as long. Means, which
# are taken away from what is summed, and scores are few, and compensated.


def cluster_moments(sample: Sample) -> ClusterMoments:
    """Return the moment matrix of each cluster, variables taken as deviations from their stratum's mean."""
    if sample.summed is not None:
        return sample.summed.moments()
    p = len(sample.variables)
    if len(sample.parts) == 1:
        answer = sample.relation.ask(
            f"{_deviations(sample, sample.parts[0])} SELECT {_products(sample)} FROM z GROUP BY g ORDER BY g"
        )
        return ClusterMoments(unfold_triangle(_stack(answer), p))
    names, sums = [], []
    for part in sample.parts:
        answer = sample.relation.ask(
            f"{_deviations(sample, part)} SELECT g, {_products(sample)} FROM z GROUP BY g ORDER BY g"
        )
        names.append(answer.pop("g"))
        sums.append(_stack(answer))
    found, place = np.unique(np.concatenate(names), return_inverse=True)
    total = np.zeros((found.size, sums[0].shape[1]))
    np.add.at(total, place, np.vstack(sums))
    return ClusterMoments(unfold_triangle(total, p))


def total_moments(sample: Sample) -> FloatMatrix:
    """Return the moment matrix of the whole sample, shape (p, p)."""
    if sample.summed is not None:
        return sample.summed.moments().total
    p = len(sample.variables)
    total = np.zeros((p, p))
    for part in sample.parts:
        answer = sample.relation.ask(f"{_deviations(sample, part)} SELECT {_products(sample)} FROM z")
        total += ClusterMoments(unfold_triangle(_present(answer), p)).total
    return total


def score_products(sample: Sample, combination: FloatVector, regressors: IntVector) -> FloatMatrix:
    """Sum s_g s_gᵀ inside the engine, for clusters too many to bring into Python, or for single units.

    ``combination``, shape (p,), makes the residual e = zᵀ combination; s_g = Σ_{i∈g} w x e. Shape (k, k). Clusters
    that may lie in several parts are summed at once.
    """
    residual = " + ".join(
        f"{literal(weight)} * z{index}" for index, weight in enumerate(combination) if weight != 0
    )
    scores = ", ".join(f"w * z{index} * ({residual}) AS s{place}" for place, index in enumerate(regressors))
    inner = f"SELECT g, {scores} FROM z"
    if sample.roles.cluster is not None:
        sums = ", ".join(f"fsum(s{place}) AS s{place}" for place in range(regressors.size))
        inner = f"SELECT {sums} FROM ({inner}) GROUP BY g"
    pairs = combinations_with_replacement(range(regressors.size), 2)
    outer = ", ".join(f"fsum(s{i} * s{j}) AS p{i}_{j}" for i, j in pairs)
    in_parts = sample.roles.cluster is None or sample.roles.cluster == sample.roles.strata
    total = np.zeros((regressors.size, regressors.size))
    for part in sample.parts if in_parts else WHOLE:
        answer = sample.relation.ask(f"{_deviations(sample, part)} SELECT {outer} FROM ({inner})")
        total += ClusterMoments(unfold_triangle(_present(answer), regressors.size)).total
    return total


def _deviations(sample: Sample, part: str) -> str:
    """Write the tables `units` and `z` of a part: each variable less its centre, less its mean in the stratum."""
    p = len(sample.variables)
    centred = ", ".join(f"v{i} - {literal(centre)} AS c{i}" for i, centre in enumerate(sample.centres))
    units = f"WITH units AS NOT MATERIALIZED (SELECT {centred}, w, s, g FROM ({sample.rows_of(part)}))"
    if sample.roles.strata is None:
        return f"{units}, z AS (SELECT {', '.join(f'c{i} AS z{i}' for i in range(p))}, w, g FROM units)"
    means = ", ".join(f"fsum(w * c{i}) / fsum(w) AS m{i}" for i in range(p))
    within = ", ".join(f"c{i} - m{i} AS z{i}" for i in range(p))
    return (
        f"{units}, means AS (SELECT s, {means} FROM units GROUP BY s), "
        f"z AS (SELECT {within}, w, g FROM units JOIN means USING (s))"
    )


def _products(sample: Sample) -> str:
    weight = "w * " if sample.roles.weights else ""
    pairs = combinations_with_replacement(range(len(sample.variables)), 2)
    return ", ".join(f"sum({weight}z{i} * z{j}) AS p{i}_{j}" for i, j in pairs)


def _stack(answer: dict[str, FloatVector]) -> FloatMatrix:
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in answer.values()])


def _present(answer: dict[str, FloatVector]) -> FloatMatrix:
    """Return the one row of sums; a part without a row adds nothing."""
    return _stack({name: np.ma.filled(column, 0.0) for name, column in answer.items()})
