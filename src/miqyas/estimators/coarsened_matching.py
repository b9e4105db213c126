"""Coarsened exact matching: units of both arms that fall in the same class of every covariate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from miqyas.data.coarsened import Bins, coarsen
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel
from miqyas.estimators.itt import itt
from miqyas.results.estimate import Estimate, Note


def coarsened_matching(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    bins: Mapping[str, Bins] | None = None,
    exact: Sequence[str] = (),
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect on the treated who have a like in the comparison, class by class of the covariates.

    Covariates are cut into classes; only classes with both arms are kept, and the comparison is weighted so that
    each class counts as it does among the treated. The figure is an effect, on those kept, when inside a class who
    is treated has nothing to do with the outcome.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; everything is computed by the engine, whatever its size.
    outcome, treatment : str
        Column of numbers; column of 0 and 1.
    covariates : sequence of str
        Columns of numbers measured before treatment.
    bins : mapping of str to int or sequence of float, optional
        For a covariate, how many classes of equal width, or the cut points (a value on one belongs above). By
        default Sturges' number, ⌈log₂ n⌉ + 1; a covariate with no more values than that is not cut.
    exact : sequence of str
        Columns, numbers or words, that must be equal.
    cluster, level, unit
        As in `itt`.

    Returns
    -------
    Estimate
        Weighted difference in means (ATT over the units kept), in ``unit``; HC1, or CR1 by cluster, the weights
        taken as given. Notes count the classes, and the units left out because their class holds one arm.

    Raises
    ------
    InvalidSample
        As in `itt`, and `NoCovariates`, `NobodyMatched`.
    InvalidLevel, InvalidBins
        An option that cannot be.

    References
    ----------
    Iacus, S. M., King, G. and Porro, G. (2012). Causal inference without balance checking: coarsened exact matching.
    Political Analysis 20(1), 1-24.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"score": [5.0, 7.0, 9.0, 2.0, 4.0, 6.0, 3.0], "age": [1, 2, 3, 1, 2, 5, 5],
    ...                       "attended": [1, 1, 1, 0, 0, 0, 0]})
    >>> found = coarsened_matching(table, outcome="score", treatment="attended", covariates=["age"],
    ...                            bins={"age": [2.5]})
    >>> round(found.value, 6), [str(note) for note in found.notes[:1]]
    (3.5, ['coarsened_strata=2'])
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    classed = coarsen(
        open_relation(relation), outcome=outcome, treatment=treatment, covariates=covariates, bins=bins,
        exact=exact, cluster=cluster,
    )  # fmt: skip
    found = itt(
        classed.relation, outcome=outcome, treatment=treatment, cluster=cluster, weights=classed.weight,
        level=level, unit=unit,
    )  # fmt: skip
    every = (
        Note("coarsened_strata", classed.n_classes),
        Note("unmatched", classed.n_unmatched),
        Note("unmeasured_selection", len(covariates) + len(exact)),
    )
    variance = "CR1 by cluster" if cluster else "HC1"
    return replace(
        found,
        estimand="ATT",
        method=f"coarsened exact matching, {variance}",
        n_dropped=classed.n_dropped,
        notes=(*found.notes, *(note for note in every if note.count > 0)),
    )
