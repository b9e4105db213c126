"""Placebos: the same method in periods before treatment, or on outcomes it cannot change, where the effect must be zero."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import numpy as np

from miqyas.checks.sentences.placebo import placebo_sentence
from miqyas.data.names import literal, quoted
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import NoPlacebo
from miqyas.numerics.multiplicity import holm
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

THRESHOLD = 0.05
COLUMNS = ("placebo", "value", "std_error", "low", "high", "p_value", "holm_p_value", "n")


class Where(StrEnum):
    """Where the effect must be zero."""

    TIME = "time"
    OUTCOME = "outcome"


def placebo(
    relation: Relation,
    *,
    estimate: Callable[[Relation, str], Estimate],
    names: Sequence[str],
    where: Where,
    time: str | None = None,
    start: float | None = None,
) -> CheckResult:
    """Ask a design for effects that must be zero, and count how many it finds.

    In time, only the rows before the real start are kept, and treatment is pretended earlier; among outcomes, the
    design is asked about outcomes that the treatment cannot have changed. A design that finds effects there finds
    something else than the treatment.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes.
    estimate : callable
        The design: given the rows and one of ``names``, it answers an `Estimate`.
    names : sequence of str
        Outcomes, or pretended starts written as text.
    where : Where
        ``TIME`` or ``OUTCOME``.
    time, start : str and float, optional
        Column of periods and first real period under treatment; with ``TIME``, rows from it on are left out.

    Returns
    -------
    CheckResult
        ``passed`` when no p-value, corrected by Holm's method for how many were tried, is under 5 %. The table has one
        row for each. Facts: ``n_tried``, ``n_found``, ``smallest_p_value`` (corrected), ``largest_bound``: the farthest
        end of the intervals, an effect that was not ruled out where there is none.

    Raises
    ------
    InvalidSample
        `NoPlacebo`: no name, or no period before the start; and what the design refuses.

    References
    ----------
    Bertrand, M., Duflo, E. and Mullainathan, S. (2004). How much should we trust differences-in-differences estimates?
    Quarterly Journal of Economics 119(1), 249-275: treatments pretended where there was none.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.estimators.its import its
    >>> months = pd.DataFrame({"month": range(1, 19), "visits": [5, 7, 6, 8, 7, 9, 9, 8, 10, 11, 10, 12, 30, 31, 30, 33,
    ...                        32, 34.0]})
    >>> found = placebo(months, names=["5", "7"], where=Where.TIME, time="month", start=13, estimate=lambda rows, month:
    ...                 its(rows, outcome="visits", time="month", start=float(month)).estimate)
    >>> found.passed, found.facts["n_tried"]
    (True, 2)
    """
    relation = open_relation(relation)
    if not names:
        raise NoPlacebo(where=str(where))
    if where is Where.TIME:
        relation = _before(relation, time, start)
    found = [estimate(relation, name) for name in names]
    corrected = holm(np.array([one.p_value for one in found]))
    significant = [name for name, p in zip(names, corrected, strict=True) if p < THRESHOLD]
    smallest = float(corrected.min())
    rows = tuple(
        (name, one.value, one.std_error, one.low, one.high, one.p_value, float(p), one.n)
        for name, one, p in zip(names, found, corrected, strict=True)
    )
    return CheckResult(
        name=f"placebo_{where}",
        passed=not significant,
        table=Table(COLUMNS, rows),
        text={
            language: placebo_sentence(language, str(where), significant, len(names), smallest)
            for language in LANGUAGES
        },
        facts={
            "n_tried": len(names),
            "n_found": len(significant),
            "smallest_p_value": smallest,
            "largest_bound": max(max(abs(one.low), abs(one.high)) for one in found),
        },
    )


def _before(relation: Relation, time: str | None, start: float | None) -> Relation:
    """Leave out the rows under the real treatment."""
    if time is None or start is None:
        raise NoPlacebo(where=str(Where.TIME))
    relation.require(time)
    late = relation.free_name("real treatment")
    # A row without a mark counts as missing: the engine leaves it out wherever the table stands.
    mark = f"CASE WHEN CAST({quoted(time)} AS DOUBLE) < {literal(float(start))} THEN 1 END"
    return relation.with_columns({late: mark}).without_missing(late)
