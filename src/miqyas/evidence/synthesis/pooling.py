"""From pooled arrays to the frozen result, the same way for every model."""

from collections.abc import Sequence

import numpy as np

from miqyas.evidence.synthesis.effects import Effects
from miqyas.numerics.distributions import (
    chi2_above,
    normal_quantile,
    normal_two_sided,
    t_quantile,
    t_two_sided,
)
from miqyas.numerics.pooling import q_statistic
from miqyas.results.estimate import Note
from miqyas.results.synthesis import StudyEffect, Synthesis
from miqyas.types import FloatVector


def pooled_result(
    effects: Effects,
    *,
    estimand: str,
    mean: float,
    std_error: float,
    df: float | None,
    weights: FloatVector,
    i2: float,
    level: float,
    unit: str,
    method: str,
    tau2: tuple[float, float, float] | None = None,
    prediction: tuple[float, float] | None = None,
    notes: Sequence[Note] = (),
) -> Synthesis:
    """Build the result of a synthesis, the intervals of its studies included."""
    quantile = normal_quantile(0.5 + level / 2) if df is None else t_quantile(0.5 + level / 2, df)
    statistic = mean / std_error
    q = q_statistic(effects.estimates, effects.variances)
    return Synthesis(
        estimand=estimand,
        value=mean,
        std_error=std_error,
        df=df,
        p_value=normal_two_sided(statistic) if df is None else t_two_sided(statistic, df),
        low=mean - quantile * std_error,
        high=mean + quantile * std_error,
        level=level,
        n=len(effects.labels),
        n_dropped=effects.n_dropped,
        q=q,
        q_p_value=chi2_above(q, len(effects.labels) - 1),
        i2=i2,
        tau2=tau2[0] if tau2 else None,
        tau2_low=tau2[1] if tau2 else None,
        tau2_high=tau2[2] if tau2 else None,
        prediction_low=prediction[0] if prediction else None,
        prediction_high=prediction[1] if prediction else None,
        unit=unit,
        method=method,
        studies=_studies(effects, weights, level),
        notes=tuple(notes),
    )


def _studies(effects: Effects, weights: FloatVector, level: float) -> tuple[StudyEffect, ...]:
    margins = normal_quantile(0.5 + level / 2) * effects.std_errors
    shares = weights / np.sum(weights)
    columns = (
        effects.estimates,
        effects.std_errors,
        effects.estimates - margins,
        effects.estimates + margins,
        shares,
    )
    return tuple(
        StudyEffect(label, *map(float, row)) for label, *row in zip(effects.labels, *columns, strict=True)
    )
