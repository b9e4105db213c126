"""The same draws for several outcomes, so that what they share is counted once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.errors import TooFewDraws
from miqyas.estimators.assignment import declared_assignment
from miqyas.estimators.clusters import ClusteredFit, clustered_fit
from miqyas.estimators.randomisation_inference import check_reach, observed_assignment
from miqyas.estimators.wild_bootstrap import FEWEST
from miqyas.numerics.inversion import Draws
from miqyas.numerics.redrawing import Redrawn, drawn_assignments, every_assignment, n_assignments
from miqyas.numerics.wild import BootstrapWeights, batches, enumerated, wild_parts
from miqyas.types import FloatMatrix, FloatVector, IntVector


class Resampling(StrEnum):
    """What is drawn again: the residuals' signs by cluster, or the assignment."""

    WILD_BOOTSTRAP = "wild-bootstrap"
    RANDOMISATION = "randomisation"


@dataclass(frozen=True, slots=True)
class JointDraws:
    """Squared t of m outcomes, in the sample and in B joint draws under no effect.

    Attributes
    ----------
    values, std_errors : FloatVector
        Effects, and their CR1 or HC1 standard errors, shape (m,).
    observed, drawn : FloatVector, FloatMatrix
        Squared t, shapes (m,) and (B, m).
    n_more : int
        1 when the draws are at random, and the sample none of them.
    n : int
        Rows used by the outcome that has most.
    """

    values: FloatVector
    std_errors: FloatVector
    observed: FloatVector
    drawn: FloatMatrix
    n_more: int
    n: int


def joint_draws(
    relation: Relation,
    *,
    outcomes: Sequence[str],
    treatment: str,
    strata: str | None,
    cluster: str | None,
    covariates: Sequence[str],
    weights: str | None,
    resampling: Resampling,
    bootstrap_weights: BootstrapWeights,
    draws: int,
    rng: np.random.Generator,
    level: float,
) -> JointDraws:
    """Draw once for all outcomes; clusters are matched by name, and each outcome keeps its own complete rows.

    Without cluster, rows that lack one of the outcomes are left out for all.

    Raises
    ------
    InvalidSample, InvalidDesign
        As in `wild_bootstrap` or `randomisation_inference`.
    """
    if draws < FEWEST:
        raise TooFewDraws(found=draws, needed=FEWEST)
    for name in outcomes if cluster is None else ():
        relation.require(name)
        relation = relation.without_missing(name)
    fits, n, declared = [], 0, declared_assignment(strata=strata, cluster=cluster)
    units: dict[str, tuple[str, bool]] = {}
    for outcome in outcomes:
        roles = Roles(outcome, treatment, strata, cluster, tuple(covariates), weights)
        sample = draw_sample(relation, roles)
        fit = clustered_fit(sample, response=outcome, family=outcomes)
        if resampling is Resampling.RANDOMISATION:
            treated = observed_assignment(sample, fit.labelled, declared)
            units |= dict(
                zip(fit.labelled.labels, zip(fit.labelled.strata, treated, strict=True), strict=True)
            )
        fits.append(fit)
        n = max(n, sample.n)
    labels = sorted({label for fit in fits for label in fit.labelled.labels})
    place = {label: index for index, label in enumerate(labels)}
    where = [np.array([place[label] for label in fit.labelled.labels]) for fit in fits]
    if resampling is Resampling.RANDOMISATION:
        stratum = np.unique([units[label][0] for label in labels], return_inverse=True)[1]
        treated = np.array([units[label][1] for label in labels])
        possible = n_assignments(stratum, treated)
        check_reach(possible, treatment, level)
        every = possible <= draws
        made: Iterable[FloatMatrix] = (
            [every_assignment(stratum, treated)] if every else drawn_assignments(stratum, treated, draws, rng)
        )
        return _joined(_assigned(fits, where, made), fits, n_more=0 if every else 1, n=n)
    every = enumerated(len(labels), draws, bootstrap_weights)
    found = _bootstrapped(fits, where, batches(len(labels), draws, bootstrap_weights, rng))
    return _joined(found, fits, n_more=0 if every else 1, n=n)


def _bootstrapped(
    fits: Sequence[ClusteredFit], where: Sequence[IntVector], made: Iterable[FloatMatrix]
) -> list[Draws]:
    parts = [wild_parts(fit.cells, fit.bread, fit.combination, fit.kept) for fit in fits]
    drawn = [[part.draw(batch[rows]) for part, rows in zip(parts, where, strict=True)] for batch in made]
    return [
        Draws.of([batch[m] for batch in drawn], observed_square=part.observed_square, value=fits[m].value)
        for m, part in enumerate(parts)
    ]


def _assigned(
    fits: Sequence[ClusteredFit], where: Sequence[IntVector], made: Iterable[FloatMatrix]
) -> list[Draws]:
    sums = [Redrawn.of(fit.labelled.moments, fit.bread, fit.combination, fit.kept) for fit in fits]
    drawn = [
        [each.draw(batch[rows], studentised=True) for each, rows in zip(sums, where, strict=True)]
        for batch in made
    ]
    found = []
    for m, (fit, each) in enumerate(zip(fits, sums, strict=True)):
        treated = (fit.labelled.treatment[:, 1] == 1).astype(np.float64)
        observed = each.draw(treated[:, None], studentised=True)
        square = float(observed[2][0] / observed[1][0] ** 2)
        found.append(Draws.of([batch[m] for batch in drawn], observed_square=square, value=fit.value))
    return found


def _joined(found: Sequence[Draws], fits: Sequence[ClusteredFit], *, n_more: int, n: int) -> JointDraws:
    # The factor of CR1 differs between outcomes when their rows do: with it, all squares are on one scale.
    factors = [draws.observed_square / fit.std_error**2 for draws, fit in zip(found, fits, strict=True)]
    return JointDraws(
        values=np.array([fit.value for fit in fits]),
        std_errors=np.array([fit.std_error for fit in fits]),
        observed=np.array([draws.observed(0.0) * c for draws, c in zip(found, factors, strict=True)]),
        drawn=np.column_stack([draws.statistics(0.0) * c for draws, c in zip(found, factors, strict=True)]),
        n_more=n_more,
        n=n,
    )
