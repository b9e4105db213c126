"""Covariates and strata, centred, times the treatment: columns the engine computes row by row."""

import numpy as np

from miqyas.data.names import literal, quoted
from miqyas.data.relation import Relation
from miqyas.data.sample import Sample
from miqyas.errors import StrataOfOneArm, TooManyStrataToInteract

MOST_STRATA = 200  # each is one column more in the sums


def with_interactions(sample: Sample) -> tuple[Relation, tuple[str, ...]]:
    """Add treatment × (covariate - mean) and treatment × (stratum - share), and return their names too.

    Means and shares are weighted, over the rows of the sample.

    Raises
    ------
    StrataOfOneArm
        A stratum without both arms has no effect of its own.
    TooManyStrataToInteract
        More strata than columns can be made for.
    """
    roles, expressions = sample.roles, {}
    treated = f"CAST({quoted(roles.treatment)} AS DOUBLE)"
    for name, centre in zip(roles.covariates, sample.centres, strict=False):
        column = sample.relation.free_name(f"{roles.treatment} × {name}")
        expressions[column] = f"{treated} * (CAST({quoted(name)} AS DOUBLE) - {literal(float(centre))})"
    if roles.strata is not None:
        as_text = f"CAST({quoted(roles.strata)} AS VARCHAR)"
        for label, share in _shares(sample)[1:]:  # the first is told by the others
            column = sample.relation.free_name(f"{roles.treatment} × {roles.strata} = {label}")
            text = "'" + label.replace("'", "''") + "'"
            indicator = f"CASE WHEN {as_text} = {text} THEN 1.0 ELSE 0.0 END"
            expressions[column] = f"{treated} * ({indicator} - {literal(share)})"
    return sample.relation.with_columns(expressions), tuple(expressions)


def _shares(sample: Sample) -> list[tuple[str, float]]:
    if sample.n_one_arm_strata:
        raise StrataOfOneArm(column=sample.roles.strata, n=sample.n_one_arm_strata)
    if sample.n_strata > MOST_STRATA:
        raise TooManyStrataToInteract(column=sample.roles.strata, found=sample.n_strata, maximum=MOST_STRATA)
    answer = sample.relation.ask(
        f"SELECT CAST(s AS VARCHAR) AS label, fsum(w) AS weight FROM ({sample.rows}) GROUP BY s ORDER BY s"
    )
    weight = np.asarray(answer["weight"], dtype=np.float64)
    return [
        (str(label), float(share))
        for label, share in zip(answer["label"], weight / weight.sum(), strict=True)
    ]
