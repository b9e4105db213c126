"""Sensitivity to trends that are not parallel: how much violation an effect bears before it may be zero."""

import math
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from miqyas.checks.event_path import EventPath, event_path
from miqyas.checks.sentences.parallel_trends_sensitivity import parallel_trends_sensitivity_sentence
from miqyas.errors import EventAbsent, InvalidLevel, InvalidViolation, TooFewClustersForPath
from miqyas.numerics.relative_magnitudes import (
    N_DRAWS,
    accepted,
    polyhedra,
    relative_interval,
    relative_set,
)
from miqyas.numerics.smoothness import smooth_interval, smooth_set
from miqyas.results.check import CheckResult
from miqyas.results.event_study import EventStudy
from miqyas.results.group_time import GroupTimeEffects
from miqyas.results.table import Table
from miqyas.types import LANGUAGES, FloatMatrix, FloatVector

Restriction = Literal["relative_magnitudes", "smoothness"]
Holds = Callable[[float], bool]
COLUMNS = ("m", "set_low", "set_high", "low", "high")
EMPTY_SET = "A missing set means that the effects before treatment already bend more than m."
SINGULAR = 1e-10  # as for a joint test: the variance has lost a dimension
DOUBLINGS = 8  # the largest violation tried is 2^6 times the first
PRECISE = 1e-3  # relative, of the breakdown value


def parallel_trends_sensitivity(
    found: EventStudy | GroupTimeEffects,
    *,
    restriction: Restriction,
    bounds: Sequence[float],
    rng: np.random.Generator,
    event: float | None = None,
    level: float = 0.95,
) -> CheckResult:
    """Bound the effect when groups may drift apart, and find the drift with which it may be zero.

    With ``"relative_magnitudes"``, the difference in trends changes from one period after treatment to the next by
    at most m times its largest change before. With ``"smoothness"``, its slope changes by at most m from one
    period to the next: m = 0 is a straight line. The bound is the reader's to defend; the check says what follows.

    Parameters
    ----------
    found : EventStudy or GroupTimeEffects
        Effects against the last period before treatment; group-time effects with the universal base.
    restriction : {'relative_magnitudes', 'smoothness'}
        What is assumed of the violation.
    bounds : sequence of float
        Values of m, zero or more; for smoothness in units of the outcome by period.
    rng : numpy.random.Generator
        Draws the least favourable critical value (relative magnitudes only).
    event : float, optional
        Time since treatment of the effect asked for; by default the mean of those from treatment on.
    level : float
        Coverage, between 0 and 1.

    Returns
    -------
    CheckResult
        ``passed`` for relative magnitudes is True when the interval at m = 1, violations as large as the worst
        before, leaves zero out; False when it holds zero at m = 0; None between. For smoothness only False, alike,
        or None. The table has a row for each bound: effects compatible with the estimates taken as exact, and a
        confidence interval. Facts: ``value``, ``breakdown`` (smallest m whose interval holds zero, to 0.1 %) or
        ``breakdown_above`` (the largest tried).

    Raises
    ------
    InvalidSample
        `NoEffectsBefore`, `NoEventStudy`, `BaseNotUniversal`, `ReferenceNotJustBefore`, `UnequalEventSteps`,
        `EventAbsent`, `TooFewClustersForPath` (the variance has fewer dimensions than effects).
    InvalidDesign
        `InvalidViolation`: a bound that is not a number zero or more; `InvalidLevel`.

    References
    ----------
    Rambachan, A. and Roth, J. (2023). A more credible approach to parallel trends. Review of Economic Studies
    90(5), 2555-2591: fixed-length intervals for smoothness, conditional and least favourable hybrid test for
    relative magnitudes, large samples in both.

    Examples
    --------
    >>> from miqyas.results.event_study import EventEffect
    >>> effects = tuple(EventEffect(t, v, 0.2, 1, 0, 0, 0, 0) for t, v in ((-3.0, 0.1), (-2.0, -0.1), (0.0, 0.9)))
    >>> variance = ((0.04, 0.02, 0.02), (0.02, 0.04, 0.02), (0.02, 0.02, 0.04))
    >>> study = EventStudy(effects, variance, -1.0, None, 0.95, None, 200, 50, 4, 50, 0, None, 1.0, "", "")
    >>> told = parallel_trends_sensitivity(study, restriction="smoothness", bounds=[0], rng=np.random.default_rng(1))
    >>> [round(cell, 3) for cell in told.table.rows[0][3:]], round(told.facts["breakdown"], 2)
    ([0.494, 1.506], 0.3)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    wrong = [m for m in bounds if not (math.isfinite(m) and m >= 0)]
    if wrong or not bounds:
        raise InvalidViolation(found=", ".join(f"{m:g}" for m in wrong) or "—")
    path = event_path(found)
    _check_variance(path)
    target = _target(path, event)
    if restriction == "smoothness":
        rows, holds = _smooth(path, target, bounds, level)
        first = float(np.sqrt(target @ path.variance @ target)) / 16
    else:
        draws = rng.standard_normal((N_DRAWS, path.steps.size))
        rows, holds = _relative(path, target, bounds, level, draws)
        first = 0.25
    facts: dict[str, float | int | bool | str] = {
        "restriction": restriction,
        "value": float(target @ path.values),
        "level": level,
        **_breakdown(holds, first),
    }
    if event is not None:
        facts["event"] = event
    notes = (EMPTY_SET,) if any(row[1] is None for row in rows) else ()
    text: dict[str, str] = {
        language: parallel_trends_sensitivity_sentence(language, facts) for language in LANGUAGES
    }
    table = Table(COLUMNS, tuple(rows), notes)
    return CheckResult("parallel_trends_sensitivity", _passed(facts), table, text, facts)


def _check_variance(path: EventPath) -> None:
    scale = np.sqrt(np.diag(path.variance))
    if (scale > 0).all():
        roots = np.linalg.eigvalsh(path.variance / np.outer(scale, scale))
        if roots[0] > SINGULAR * roots[-1]:
            return
    raise TooFewClustersForPath(n=path.steps.size)


def _target(path: EventPath, event: float | None) -> FloatVector:
    if event is None:
        return path.average
    chosen = (path.events == event) & ~path.before
    if not chosen.any():
        known = ", ".join(f"{time:g}" for time in path.events[~path.before])
        raise EventAbsent(event=f"{event:g}", found=known)
    weights: FloatVector = chosen.astype(np.float64)
    return weights


Row = tuple[float, float | None, float | None, float, float]


def _smooth(
    path: EventPath, target: FloatVector, bounds: Sequence[float], level: float
) -> tuple[list[Row], Holds]:
    def interval(m: float) -> tuple[float, float]:
        return smooth_interval(path.steps, path.values, path.variance, target, m=m, level=level)

    def holds(m: float) -> bool:
        low, high = interval(m)
        return low <= 0 <= high

    rows: list[Row] = []
    for m in bounds:
        compatible = smooth_set(path.steps, path.values, target, m) or (None, None)
        rows.append((float(m), compatible[0], compatible[1], *interval(m)))
    return rows, holds


def _relative(
    path: EventPath, target: FloatVector, bounds: Sequence[float], level: float, draws: FloatMatrix
) -> tuple[list[Row], Holds]:
    alpha = 1 - level
    centre = float(target @ path.values)
    width = 8 * float(np.sqrt(target @ path.variance @ target))

    def holds(m: float) -> bool:
        pieces = polyhedra(path.steps, path.values, path.variance, target, m=m, alpha=alpha, draws=draws)
        return bool(accepted(pieces, np.zeros(1), alpha=alpha)[0])

    rows: list[Row] = []
    for m in bounds:
        pieces = polyhedra(path.steps, path.values, path.variance, target, m=m, alpha=alpha, draws=draws)
        low, high = relative_set(path.steps, path.values, target, m)
        interval = relative_interval(pieces, centre=centre, width=width + (high - low), alpha=alpha)
        rows.append((float(m), low, high, *interval))
    return rows, holds


def _breakdown(holds: Holds, first: float) -> dict[str, float]:
    """Find the smallest violation with which the interval holds zero: doubling, then halving."""
    if holds(0.0):
        return {"breakdown": 0.0}
    low, high = 0.0, first
    for _ in range(DOUBLINGS):
        if holds(high):
            break
        low, high = high, 2 * high
    else:
        return {"breakdown_above": low}
    while high - low > PRECISE * high:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return {"breakdown": high}


def _passed(facts: dict[str, float | int | bool | str]) -> bool | None:
    bears = float(facts.get("breakdown", facts.get("breakdown_above", 0.0)))
    if bears == 0:
        return False
    return True if facts["restriction"] == "relative_magnitudes" and bears > 1 else None
