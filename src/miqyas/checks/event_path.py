"""An event study read as a path over time: what its checks need, refused when it is not there."""

from dataclasses import dataclass

import numpy as np

from miqyas.errors import NoEffectsBefore, NoEventStudy, ReferenceNotJustBefore, UnequalEventSteps
from miqyas.results.event_study import EventStudy
from miqyas.results.group_time import GroupTimeEffects
from miqyas.types import BoolVector, FloatMatrix, FloatVector

SPACING = 1e-9  # relative difference of steps below which times count as equally spaced


@dataclass(frozen=True, slots=True)
class EventPath:
    """Effects against the last period before treatment.

    Attributes
    ----------
    steps : FloatVector
        Distance of each effect from the reference, in periods: -1 just before it, 1 at the start of treatment.
        Shape (K,).
    step : float
        Length of one period, in units of time.
    events, values, variance : array
        Times since treatment (K,), effects (K,), their variance matrix (K, K).
    before : BoolVector
        Which effects lie before treatment, shape (K,).
    average : FloatVector
        Weights of the effects in their mean after treatment, shape (K,), zero before.
    df : float or None
        Degrees of freedom of the reference t; None for the normal.
    """

    steps: FloatVector
    step: float
    events: FloatVector
    values: FloatVector
    variance: FloatMatrix
    before: BoolVector
    average: FloatVector
    df: float | None


def event_path(found: EventStudy | GroupTimeEffects) -> EventPath:
    """Read the path of an event study.

    Raises
    ------
    InvalidSample
        `BaseNotUniversal`, `NoEventStudy`, `NoEffectsBefore`, `ReferenceNotJustBefore`, `UnequalEventSteps`.
    """
    study = found if isinstance(found, EventStudy) else found.event_study()
    events, reference = study.events, study.reference
    if not (events > reference).any():
        raise NoEventStudy
    if (events > reference).any() and (np.where(events > reference, events, np.inf)).min() < 0:
        raise ReferenceNotJustBefore(reference=f"{reference:g}")
    if not (events < reference).any():
        raise NoEffectsBefore(reference=f"{reference:g}")
    times = np.sort(np.append(events, reference))
    gaps = np.diff(times)
    if np.ptp(gaps) > SPACING * gaps[0]:
        raise UnequalEventSteps(found=", ".join(f"{time:g}" for time in times))
    order = np.argsort(events)
    before = events[order] < reference
    after = (~before).astype(np.float64)
    return EventPath(
        steps=np.rint((events[order] - reference) / gaps[0]),
        step=float(gaps[0]),
        events=events[order],
        values=study.values[order],
        variance=study.covariance[np.ix_(order, order)],
        before=before,
        average=after / after.sum(),
        df=study.df,
    )
