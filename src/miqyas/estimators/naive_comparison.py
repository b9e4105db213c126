"""Enrolled against not enrolled: a difference between groups as found, and no more than that."""

from collections.abc import Sequence
from dataclasses import replace

from miqyas.data.relation import Relation
from miqyas.estimators.itt import itt
from miqyas.results.estimate import Estimate, Note


def naive_comparison(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    strata: str | None = None,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Measure how those who took part differ from those who did not; it is not an effect.

    The difference would be the effect only if both groups would have had the same outcome without the programme.
    People who enrol, or are chosen, usually differ from the start, in ways a table holds and in ways it does not.

    Parameters
    ----------
    relation, outcome, strata, cluster, covariates, weights, level, unit
        As in `itt`.
    treatment : str
        Column of 0 and 1 (or no and yes): who took part.

    Returns
    -------
    Estimate
        Mean of those who took part less that of the others, in ``unit``, by the least squares of `itt`. The note
        ``groups_as_found`` goes with it, and holds every sentence about it to an association.

    Raises
    ------
    InvalidSample, InvalidLevel
        As in `itt`.

    References
    ----------
    Gertler, P. and others (2016). Impact Evaluation in Practice, 2nd edition, chapter 3: why such a comparison
    is counterfeit.

    Examples
    --------
    >>> import pandas as pd
    >>> found = pd.DataFrame({"score": [5.0, 7.0, 9.0, 2.0, 4.0, 6.0], "enrolled": [1, 1, 1, 0, 0, 0]})
    >>> print(naive_comparison(found, outcome="score", treatment="enrolled", unit="points"))
    difference between groups = 3 points [-1.534, 7.534] at 95% (n = 6, groups as found, HC1)
    """
    found = itt(
        relation, outcome=outcome, treatment=treatment, strata=strata, cluster=cluster, covariates=covariates,
        weights=weights, level=level, unit=unit,
    )  # fmt: skip
    return replace(
        found,
        estimand="difference between groups",
        method=found.method.replace("least squares", "groups as found", 1),
        notes=(*found.notes, Note("groups_as_found", found.n)),
    )
