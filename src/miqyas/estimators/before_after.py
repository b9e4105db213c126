"""Before and after: how an outcome changed over time among those who took part, and no more than that."""

from collections.abc import Sequence
from dataclasses import replace

from miqyas.data.relation import Relation, open_relation
from miqyas.data.two_periods import count_seen_once, mark_later
from miqyas.errors import ColumnUsedTwice
from miqyas.estimators.itt import itt
from miqyas.results.estimate import Estimate, Note


def before_after(
    relation: Relation,
    *,
    outcome: str,
    time: str,
    unit_id: str | None = None,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Measure how the outcome changed from one period to the next; it is not an effect.

    The change would be the effect only if nothing else had moved the outcome meanwhile: no season, price, age,
    other programme, or bad year that led people to enrol. Nothing in such a table can tell. Keep only the rows
    of those who took part; with people who did not, `did` compares their changes.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by person asked or by unit and period. Rows with a
        missing value are left out and counted.
    outcome, time : str
        Column of numbers; column of numbers with two values, the smaller before.
    unit_id : str, optional
        Column that follows a unit: changes are then taken within units, and units seen once are counted and add
        nothing. Without it, two cross-sections are compared.
    cluster, covariates, weights, level, unit
        As in `itt`. Without cluster, the variance is by unit, or by row without units.

    Returns
    -------
    Estimate
        Later mean less earlier mean, in ``unit``; ``control_mean`` is the earlier mean. Least squares, with unit
        fixed effects in a panel; CR1 or HC1 as in `itt`. The note ``before_after_only`` goes with it, and holds
        every sentence about it to an association.

    Raises
    ------
    InvalidSample
        `TimeNotTwoPeriods`; `DuplicatedUnitTime` and `UnitsSeenOnce` when the rows are not a panel; those of
        `itt`, the later period standing for the treated arm.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Gertler, P. and others (2016). Impact Evaluation in Practice, 2nd edition, chapter 3: why such a comparison
    is counterfeit.

    Examples
    --------
    >>> import pandas as pd
    >>> seen = pd.DataFrame({"who": [1, 2, 3, 1, 2, 3], "year": [1, 1, 1, 2, 2, 2],
    ...                      "score": [1.0, 2.0, 4.0, 3.0, 3.0, 8.0]})
    >>> print(before_after(open_relation(seen), outcome="score", time="year", unit_id="who", unit="points"))
    before-after difference = 2.333 points [-1.909, 6.576] at 95% (n = 6, before and after, CR1 by unit)
    """
    for place, name in enumerate(apart := (outcome, time, *([unit_id] if unit_id else []), *covariates)):
        if name in apart[:place]:
            raise ColumnUsedTwice(column=name)
    marked, after = mark_later(open_relation(relation), time=time)
    marked.require(outcome)
    once = count_seen_once(marked, outcome, after=after, unit_id=unit_id, time=time) if unit_id else 0
    found = itt(
        marked, outcome=outcome, treatment=after, strata=unit_id, cluster=cluster or unit_id,
        covariates=covariates, weights=weights, level=level, unit=unit,
    )  # fmt: skip
    kept = [note for note in found.notes if note.name not in {"one_arm_strata", "small_strata"}]
    kept = [note for note in kept if cluster or note.name != "single_unit_clusters"]
    seen_once = [Note("units_seen_once", once)] if once else []
    return replace(
        found,
        estimand="before-after difference",
        method=_method(cluster=cluster, unit_id=unit_id, weights=weights, has_covariates=bool(covariates)),
        notes=(*kept, *seen_once, Note("before_after_only", found.n)),
    )


def _method(*, cluster: str | None, unit_id: str | None, weights: str | None, has_covariates: bool) -> str:
    parts = ["before and after"]
    if has_covariates:
        parts.append("covariates")
    if weights:
        parts.append("weights")
    return ", ".join([*parts, "CR1 by cluster" if cluster else "CR1 by unit" if unit_id else "HC1"])
