"""Sums of the outcome by arm, made by the engine."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.sample import Sample
from miqyas.types import FloatMatrix, IntVector


@dataclass(frozen=True, slots=True)
class ArmSums:
    """What the mean of one arm and its uncertainty need.

    Attributes
    ----------
    n, n_clusters : int
        Rows; clusters with a row in the arm (``n`` without clusters).
    mean, variance : float
        Weighted mean of the outcome; variance between units (n - 1).
    total_weight : float
        Σ w; equal to ``n`` without weights.
    score_square : float
        Σ_g (Σ_{i∈g} w (y - mean))², over clusters or rows.
    """

    n: int
    n_clusters: int
    mean: float
    variance: float
    total_weight: float
    score_square: float


def arm_sums(sample: Sample) -> tuple[ArmSums, ArmSums]:
    """Sum the outcome of the comparison arm, then of the treated arm."""
    p = len(sample.variables)
    score = "w * (y - mean)"
    scores = (
        f"SELECT arm, fsum({score}) AS score FROM units JOIN means USING (arm) GROUP BY arm, g"
        if sample.roles.cluster is not None
        else f"SELECT arm, {score} AS score FROM units JOIN means USING (arm)"
    )
    answer = sample.relation.ask(f"""
        WITH units AS NOT MATERIALIZED (SELECT v{p - 2} AS arm, v{p - 1} AS y, w, g FROM ({sample.rows})),
        means AS (
            SELECT arm, count(*) AS n, fsum(w * y) / fsum(w) AS mean, fsum(w) AS weight
            FROM units GROUP BY arm
        ),
        squares AS (
            SELECT arm, fsum(w * (y - mean) ** 2) AS deviations FROM units JOIN means USING (arm) GROUP BY arm
        ),
        scores AS ({scores}),
        sums AS (
            SELECT arm, count(*) AS n_clusters, fsum(score * score) AS score_square FROM scores GROUP BY arm
        )
        SELECT n, n_clusters, mean, deviations / weight * n / (n - 1) AS variance, weight, score_square
        FROM means JOIN squares USING (arm) JOIN sums USING (arm) ORDER BY arm
    """)
    columns = {name: np.ma.filled(column, np.nan) for name, column in answer.items()}
    control, treated = (
        ArmSums(
            n=int(columns["n"][arm]),
            n_clusters=int(columns["n_clusters"][arm]),
            mean=float(columns["mean"][arm]),
            variance=float(columns["variance"][arm]),
            total_weight=float(columns["weight"][arm]),
            score_square=float(columns["score_square"][arm]),
        )
        for arm in (0, 1)
    )
    return control, treated


@dataclass(frozen=True, slots=True)
class CellSums:
    """The same sums for each arm of each stratum that holds both; arrays of shape (S, 2), comparison first.

    Attributes
    ----------
    n, n_clusters : IntVector
        Rows; clusters (rows without clusters).
    mean, total_weight, score_square : FloatMatrix
        As in `ArmSums`.
    n_crossing : int
        Clusters met in more than one cell.
    """

    n: IntVector
    n_clusters: IntVector
    mean: FloatMatrix
    total_weight: FloatMatrix
    score_square: FloatMatrix
    n_crossing: int


def cell_sums(sample: Sample) -> CellSums:
    """Sum the outcome by stratum and arm; strata with one arm only are left out."""
    p = len(sample.variables)
    score = "w * (y - mean)"
    scores = (
        f"SELECT s, arm, g, fsum({score}) AS score FROM units JOIN means USING (s, arm) GROUP BY s, arm, g"
        if sample.roles.cluster is not None
        else f"SELECT s, arm, 0 AS g, {score} AS score FROM units JOIN means USING (s, arm)"
    )
    crossing = (
        "SELECT g FROM scores GROUP BY g HAVING count(*) > 1" if sample.roles.cluster else "SELECT 1 LIMIT 0"
    )
    answer = sample.relation.ask(f"""
        WITH units AS NOT MATERIALIZED (
            SELECT v{p - 2} AS arm, v{p - 1} AS y, w, s, g FROM ({sample.rows})
        ),
        means AS (
            SELECT s, arm, count(*) AS n, fsum(w * y) / fsum(w) AS mean, fsum(w) AS weight
            FROM units GROUP BY s, arm QUALIFY count(*) OVER (PARTITION BY s) = 2
        ),
        scores AS ({scores}),
        sums AS (
            SELECT s, arm, count(*) AS n_clusters, fsum(score * score) AS score_square FROM scores GROUP BY s, arm
        )
        SELECT n, n_clusters, mean, weight, score_square, (SELECT count(*) FROM ({crossing})) AS n_crossing
        FROM means JOIN sums USING (s, arm) ORDER BY s, arm
    """)
    grid = {name: np.asarray(column).reshape(-1, 2) for name, column in answer.items()}
    return CellSums(
        n=grid["n"].astype(np.int64),
        n_clusters=grid["n_clusters"].astype(np.int64),
        mean=grid["mean"].astype(np.float64),
        total_weight=grid["weight"].astype(np.float64),
        score_square=grid["score_square"].astype(np.float64),
        n_crossing=int(grid["n_crossing"][0, 0]),
    )
