"""Sums of the outcome by arm, made by the engine."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.sample import Sample


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
