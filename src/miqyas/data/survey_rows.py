"""What a survey estimate asks of its rows, in the engine's words."""

from collections.abc import Mapping

import numpy as np

from miqyas.data.names import literal, quoted
from miqyas.data.relation import ROWS, Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import complete_rows
from miqyas.data.survey_design import StratumSums, SurveyDesign, design_columns, stratum_sums, weight_of
from miqyas.types import FloatVector


def survey_profile(complete: Relation, design: SurveyDesign, outcome: str) -> Mapping[str, float]:
    """Count and average: n, weight, mean, weighted variance, lowest, highest, values that are not 0 or 1."""
    answer = complete.ask(f"""
        WITH given AS (SELECT CAST({quoted(outcome)} AS DOUBLE) AS y, {weight_of(design)} AS w FROM {ROWS}),
        sums AS (SELECT count(*) AS n, fsum(w) AS weight, fsum(w * y) / fsum(w) AS mean, min(y) AS lowest,
            max(y) AS highest, count(*) FILTER (y NOT IN (0, 1)) AS other FROM given)
        SELECT n, weight, mean, lowest, highest, other,
            (SELECT fsum(w * (y - mean) * (y - mean)) FROM given, sums) / weight AS variance FROM sums
    """)
    return {name: float(column[0]) for name, column in answer.items()}


def mean_sums(
    complete: Relation, design: SurveyDesign, outcome: str, *, scale: float, centre: float
) -> StratumSums:
    """Sum scale · w (y - centre) by primary unit, then by stratum."""
    columns = "".join(f", {quoted(name)} AS {alias}" for alias, name in design_columns(design).items())
    value = f"CAST({quoted(outcome)} AS DOUBLE) - {literal(centre)}"
    return stratum_sums(
        complete,
        design,
        f"SELECT {literal(scale)} * {weight_of(design)} * ({value}) AS u{columns} FROM {ROWS}",
    )


def effect_sums(
    complete: Relation,
    design: SurveyDesign,
    roles: Roles,
    *,
    coefficients: FloatVector,
    pull: FloatVector,
    centres: FloatVector,
) -> StratumSums:
    """Sum w e · (xᵀ A c) by primary unit, then by stratum: e the residual, ``pull`` A c over the regressors."""
    residual, weighed = _combined(np.append(-coefficients, 1.0), centres), _combined(pull, centres)
    rows = complete_rows(roles, complete.types, design_columns(design))
    named = "".join(f", {alias}" for alias in design_columns(design))
    return stratum_sums(complete, design, f"SELECT w * ({residual}) * ({weighed}) AS u{named} FROM ({rows})")


def _combined(weights: FloatVector, centres: FloatVector) -> str:
    terms = [
        f"{literal(float(weight))} * (v{place} - {literal(float(centres[place]))})"
        for place, weight in enumerate(weights)
        if weight != 0
    ]
    return " + ".join(terms)
