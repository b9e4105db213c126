"""Trends before treatment: what their test would have seen, and what it lets through."""

import numpy as np

from miqyas.checks.event_path import EventPath, event_path
from miqyas.checks.sentences.pretrends import pretrends_sentence
from miqyas.errors import InvalidLevel
from miqyas.numerics.pretrends import bias_given_passing, detectable_slope
from miqyas.numerics.wald import joint_test
from miqyas.results.check import CheckResult
from miqyas.results.event_study import EventStudy
from miqyas.results.group_time import GroupTimeEffects
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

COLUMNS = ("event", "value", "bias_50", "bias_80", "bias_if_passed_50", "bias_if_passed_80")
POWERS = {"50": 0.5, "80": 0.8}
WITHOUT_DF = 1e12  # degrees of freedom with which F is chi-squared over q


def pretrends(found: EventStudy | GroupTimeEffects, *, level: float = 0.95) -> CheckResult:
    """Test that effects before treatment are all zero, and say which violation this test would miss.

    Not rejecting shows little when the test is weak. The check gives the slope of a straight line, the groups
    drifting apart by as much each period, that the test would reject once in two and four times in five; the
    error such a line makes in each effect after treatment; and that error among the studies that pass the test,
    which passing changes. Variances are taken as known, up to the reference distribution.

    Parameters
    ----------
    found : EventStudy or GroupTimeEffects
        Effects against the last period before treatment; group-time effects with the universal base.
    level : float
        One less the size of the test, between 0 and 1.

    Returns
    -------
    CheckResult
        ``passed`` is False when the test rejects; True when it does not and even the line it would reject four
        times in five makes less error than the average effect; None between the two, or when clusters are too
        few for so many effects. The table has a row by effect. Facts: ``p_value``, ``n_before``,
        ``average_effect``, and unless clusters are too few ``slope_50``, ``slope_80`` (by unit of time),
        ``average_bias_50``, ``average_bias_80``, ``average_bias_if_passed_50``, ``average_bias_if_passed_80``.

    Raises
    ------
    InvalidSample
        `NoEffectsBefore`, `NoEventStudy`, `BaseNotUniversal`, `ReferenceNotJustBefore`, `UnequalEventSteps`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Roth, J. (2022). Pretest with caution: event-study estimates after testing for parallel trends. American
    Economic Review: Insights 4(3), 305-322. There each effect is tested alone, here all together.

    Examples
    --------
    >>> from miqyas.results.event_study import EventEffect
    >>> effects = tuple(EventEffect(t, v, 0.2, 1, 0, 0, 0, 0) for t, v in ((-3.0, 0.1), (-2.0, -0.1), (0.0, 0.9)))
    >>> variance = ((0.04, 0.02, 0.02), (0.02, 0.04, 0.02), (0.02, 0.02, 0.04))
    >>> study = EventStudy(effects, variance, -1.0, None, 0.95, None, 200, 50, 4, 50, 0, None, 1.0, "", "")
    >>> checked = pretrends(study)
    >>> checked.passed, round(checked.facts["p_value"], 3), round(checked.facts["slope_80"], 3)
    (True, 0.607, 0.31)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    path = event_path(found)
    tested = path.variance[np.ix_(path.before, path.before)]
    test = joint_test(path.values[path.before], tested, WITHOUT_DF if path.df is None else path.df)
    facts: dict[str, float | int | bool | str] = {
        "n_before": int(path.before.sum()),
        "average_effect": float(path.average @ path.values),
    }
    rows: list[list[float | None]] = [
        [event, value] for event, value in zip(path.events.tolist(), path.values.tolist(), strict=True)
    ]
    if test is None:
        rows = [[*row, None, None, None, None] for row in rows]
        passed = None
    else:
        lines, facts = _lines(path, level, {**facts, "p_value": test.p_value})
        rows = [row + line for row, line in zip(rows, lines, strict=True)]
        small = float(facts["average_bias_80"]) < abs(float(facts["average_effect"]))
        passed = False if test.p_value <= 1 - level else True if small else None
    text: dict[str, str] = {language: pretrends_sentence(language, facts, passed) for language in LANGUAGES}
    return CheckResult("pretrends", passed, Table(COLUMNS, tuple(tuple(row) for row in rows)), text, facts)


def _lines(
    path: EventPath, level: float, facts: dict[str, float | int | bool | str]
) -> tuple[list[list[float | None]], dict[str, float | int | bool | str]]:
    """Draw the lines seen with each power, what they do to each effect, and what passing leaves of it."""
    steps, tested = path.steps[path.before], path.variance[np.ix_(path.before, path.before)]
    plain, passed = [], []
    for name, power in POWERS.items():
        slope = detectable_slope(steps, tested, power=power, level=level, df=path.df)
        plain.append(slope * path.steps)
        passed.append(bias_given_passing(plain[-1], path.variance, path.before, level=level, df=path.df))
        facts |= {
            f"slope_{name}": slope / path.step,
            f"average_bias_{name}": float(path.average @ plain[-1]),
            f"average_bias_if_passed_{name}": float(path.average @ passed[-1]),
        }
    return [[float(x) for x in row] for row in zip(*plain, *passed, strict=True)], facts
