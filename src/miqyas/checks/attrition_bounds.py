"""Attrition bounds: whether those who are missing could change the sign of the effect."""

from miqyas.checks.sentences.attrition_bounds import attrition_bounds_sentence
from miqyas.data.relation import Relation
from miqyas.estimators.lee_bounds import lee_bounds
from miqyas.results.bounds import Bounds
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

COLUMNS = ("bound", "value", "std_error", "interval_end")


def attrition_bounds(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    cells: str | None = None,
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> CheckResult:
    """Tell whether an effect keeps its sign whoever is missing, by Lee's bounds.

    Parameters
    ----------
    relation, outcome, treatment, cells, cluster, level, unit
        As in `miqyas.estimators.lee_bounds`.

    Returns
    -------
    CheckResult
        ``passed`` is True when the interval of the effect excludes zero; else None, as bounds that hold zero do
        not show that the effect is none. Facts: ``low``, ``high``, ``interval_low``, ``interval_high``,
        ``trimmed_share``, ``trimmed_arm``.

    Raises
    ------
    InvalidSample, InvalidLevel
        As in `lee_bounds`.

    References
    ----------
    Lee, D. S. (2009). Training, wages, and sample selection. Review of Economic Studies 76(3), 1071-1102.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"wage": [1.0, 2, 3, 4, 1, 2, 3, None], "assigned": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> attrition_bounds(trial, outcome="wage", treatment="assigned").passed is None
    True
    """
    found = lee_bounds(
        relation, outcome=outcome, treatment=treatment, cells=cells, cluster=cluster, level=level, unit=unit
    )
    return bounds_check(found)


def bounds_check(found: Bounds) -> CheckResult:
    """Read bounds already made as a check."""
    names = ("low", "high", "interval_low", "interval_high", "trimmed_share")
    facts: dict[str, float | int | bool | str] = {name: getattr(found, name) for name in names}
    if found.trimmed_arm is not None:
        facts["trimmed_arm"] = found.trimmed_arm
    rows = (
        ("low", found.low, found.std_error_low, found.interval_low),
        ("high", found.high, found.std_error_high, found.interval_high),
    )
    text: dict[str, str] = {language: attrition_bounds_sentence(language, found) for language in LANGUAGES}
    return CheckResult(
        "attrition_bounds", True if found.excludes_zero else None, Table(COLUMNS, rows), text, facts
    )
