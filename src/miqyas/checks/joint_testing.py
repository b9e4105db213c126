"""Several outcomes of one trial tested together, with what they share: Romano-Wolf and Westfall-Young."""

from collections.abc import Sequence

import numpy as np

from miqyas.checks.sentences.joint_testing import joint_testing_sentence
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import ColumnUsedTwice, InvalidLevel, NoTests
from miqyas.estimators.family import Resampling, joint_draws
from miqyas.numerics.multiplicity import holm, romano_wolf, sharpened_q, westfall_young
from miqyas.numerics.wild import BootstrapWeights
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
ADJUSTED = ("holm", "sharpened_q", "romano_wolf", "westfall_young")
COLUMNS = ("result", "value", "std_error", "p_value", *ADJUSTED)


def joint_testing(
    relation: Relation,
    *,
    outcomes: Sequence[str],
    treatment: str,
    strata: str | None = None,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    resampling: Resampling | str = Resampling.WILD_BOOTSTRAP,
    bootstrap_weights: BootstrapWeights | str = BootstrapWeights.RADEMACHER,
    draws: int = 9999,
    rng: np.random.Generator,
    significance: float = 0.05,
) -> CheckResult:
    """Test the effect on each outcome and adjust for their number, drawing once for all of them.

    Outcomes that move together are less than as many chances to be wrong: Holm does not know it, and gives away
    power; these two do. Both keep the chance of any false finding below the level (in large samples, or exactly by
    randomisation when no outcome is affected). The family must hold every outcome that was looked at.

    Parameters
    ----------
    relation, treatment, strata, cluster, covariates, weights
        As in `itt`.
    outcomes : sequence of str
        Columns of numbers, m of them.
    resampling : Resampling or str
        ``"wild-bootstrap"``, over clusters or, without them, rows; ``"randomisation"``: the assignment again, as
        strata and clusters say.
    bootstrap_weights, draws, rng
        As in `wild_bootstrap`.
    significance : float
        The level, between 0 and 1.

    Returns
    -------
    CheckResult
        ``passed`` says whether every outcome below the level on its own stays below after Romano-Wolf; None when
        none is. One row for each outcome: effect, standard error, p-value on its own, then ``holm``,
        ``sharpened_q``, ``romano_wolf`` (largest t of each draw) and ``westfall_young`` (smallest p of each draw).

    Raises
    ------
    InvalidSample, InvalidDesign
        As in `wild_bootstrap` and `randomisation_inference`; `NoTests`; `ColumnUsedTwice`, an outcome twice.

    References
    ----------
    Westfall, P. H. and Young, S. S. (1993). Resampling-Based Multiple Testing, section 2.6.
    Romano, J. P. and Wolf, M. (2005). Stepwise multiple testing as formalized data snooping. Econometrica 73(4),
    1237-1282.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"a": [5.0, 7, 9, 8, 2, 4, 6, 1], "b": [5.1, 6.9, 9, 8, 2.2, 4, 6, 1],
    ...                       "assigned": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> found = joint_testing(trial, outcomes=["a", "b"], treatment="assigned", resampling="randomisation",
    ...                       rng=np.random.default_rng(1))
    >>> [(round(70 * row["p_value"]), round(70 * row["romano_wolf"])) for row in found.table.records()]
    [(4, 4), (4, 4)]
    """
    if not 0 < significance < 1:
        raise InvalidLevel(level=significance)
    if not outcomes:
        raise NoTests
    for place, name in enumerate(outcomes):
        if name in outcomes[:place]:
            raise ColumnUsedTwice(column=name)
    found = joint_draws(
        open_relation(relation),
        outcomes=tuple(outcomes),
        treatment=treatment,
        strata=strata,
        cluster=cluster,
        covariates=covariates,
        weights=weights,
        resampling=Resampling(resampling),
        bootstrap_weights=BootstrapWeights(bootstrap_weights),
        draws=draws,
        rng=rng,
        level=1 - significance,
    )
    reached = (found.drawn >= found.observed * (1 - 1e-9)).sum(axis=0) + found.n_more
    alone = reached / (len(found.drawn) + found.n_more)
    adjusted = (
        holm(alone),
        sharpened_q(alone),
        romano_wolf(found.observed, found.drawn, n_more=found.n_more),
        westfall_young(found.observed, found.drawn, n_more=found.n_more),
    )
    columns = [values.tolist() for values in (found.values, found.std_errors, alone, *adjusted)]
    rows: tuple[tuple[Cell, ...], ...] = tuple(zip(outcomes, *columns, strict=True))
    facts: Facts = {"n_tests": len(rows), "significance": significance, "draws": len(found.drawn)}
    facts["n_alone"] = int((alone <= significance).sum())
    for name, values in zip(ADJUSTED, adjusted, strict=True):
        facts[f"n_{name}"] = int((values <= significance).sum())
    passed = None if facts["n_alone"] == 0 else facts["n_romano_wolf"] == facts["n_alone"]
    text: dict[str, str] = {language: joint_testing_sentence(language, facts) for language in LANGUAGES}
    return CheckResult("joint_testing", passed, Table(COLUMNS, rows), text, facts)
