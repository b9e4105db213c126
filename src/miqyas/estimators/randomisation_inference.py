"""Randomisation inference: the draw that assigned treatment is the only chance there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.data.cell_moments import LabelledCells
from miqyas.data.permitted import permitted_assignments
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.errors import (
    AssignmentContradicted,
    ClusterCrossesArms,
    ClusterInSeveralStrata,
    InvalidLevel,
    NotPairs,
    TooFewAssignments,
    TooFewDraws,
)
from miqyas.estimators.assignment import Assignment, Pairs, Permitted
from miqyas.estimators.clusters import ClusteredFit, clustered_fit, resampled_estimate
from miqyas.estimators.wild_bootstrap import FEWEST
from miqyas.numerics.inversion import Draws
from miqyas.numerics.redrawing import Redrawn, drawn_assignments, every_assignment, n_assignments
from miqyas.results.estimate import Estimate, Note
from miqyas.types import BoolVector, FloatMatrix


class Statistic(StrEnum):
    """What is compared from draw to draw: the coefficient, or its t, which also holds for average effects."""

    T = "t"
    COEFFICIENT = "coefficient"


def randomisation_inference(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    assignment: Assignment,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    statistic: Statistic | str = Statistic.T,
    draws: int = 9999,
    rng: np.random.Generator,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect of being assigned, its uncertainty from drawing the assignment again.

    If treatment had changed nothing for anyone, every other assignment would have met the same outcomes: the share
    of assignments whose statistic is at least as far from zero is the p-value, exact whatever the outcomes and
    however few the clusters. It assumes that assignment was drawn as declared, and no spill-over. The interval
    holds the effects, the same for everyone, that the test does not reject.

    Parameters
    ----------
    relation, outcome, treatment, covariates, weights, level, unit
        As in `itt`.
    assignment : Complete, Stratified, Clustered, StratifiedClustered, Pairs or Permitted
        How treatment was drawn; its strata are held fixed in the regression too.
    statistic : Statistic or str
        ``"t"`` (studentised over assigned units) or ``"coefficient"``.
    draws : int
        How many; all assignments are taken, once each, when they are no more.
    rng : numpy.random.Generator
        Where chance comes from; the same generator gives the same figures.

    Returns
    -------
    Estimate
        Effect in ``unit``, with the CR1 or HC1 standard error for information; p-value and interval are those of
        the draws, so ``df`` is None. At random, p = (1 + number as far)/(1 + draws).

    Raises
    ------
    InvalidSample
        As in `itt`; `ClusterCrossesArms`, `ClusterInSeveralStrata`, `NotPairs`, `AssignmentContradicted`,
        `AssignmentNotPermitted`, `UnitsNotAssigned` when the assignment observed cannot come from the mechanism
        declared; `TooFewAssignments` when the level is out of reach; `TooManyClustersToAdjust`.
    InvalidDesign
        `InvalidLevel`, `TooFewDraws`.

    References
    ----------
    Fisher, R. A. (1935). The Design of Experiments, chapter II.
    Imbens, G. W. and Rubin, D. B. (2015). Causal Inference for Statistics, Social, and Biomedical Sciences,
    chapter 5.
    Young, A. (2019). Channeling Fisher: randomization tests and the statistical insignificance of seemingly
    significant experimental results. Quarterly Journal of Economics 134(2), 557-598.
    Wu, J. and Ding, P. (2021). Randomization tests for weak null hypotheses in randomized experiments. Journal of
    the American Statistical Association 116(536), 1898-1913: why to studentise.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.estimators.assignment import Complete
    >>> trial = pd.DataFrame({"score": [5.0, 7, 9, 8, 2, 4, 6, 1], "assigned": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> found = randomisation_inference(trial, outcome="score", treatment="assigned", assignment=Complete(),
    ...                                 statistic="coefficient", rng=np.random.default_rng(1))
    >>> round(found.p_value * 70), found.method
    (4, 'least squares, randomisation inference (complete, coefficient, all 70 assignments)')
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if draws < FEWEST:
        raise TooFewDraws(found=draws, needed=FEWEST)
    chosen = Statistic(statistic)
    roles = Roles(outcome, treatment, assignment.strata, assignment.cluster, tuple(covariates), weights)
    sample = draw_sample(open_relation(relation), roles)
    fit = clustered_fit(sample, response=outcome)
    drawn = redraw(sample, fit, assignment, draws, rng, level=level)
    redrawn = Redrawn.of(fit.labelled.moments, fit.bread, fit.combination, fit.kept)
    observed = redrawn.draw(drawn.observed[:, None].astype(np.float64), studentised=True)
    batches = (redrawn.draw(batch, studentised=chosen is Statistic.T) for batch in drawn.batches)
    found = Draws.of(
        batches,
        observed_square=float(observed[2][0] / observed[1][0] ** 2) if chosen is Statistic.T else 1.0,
        value=fit.value,
        n_more=0 if drawn.every else 1,
    )
    return resampled_estimate(
        sample,
        fit,
        found,
        level=level,
        unit=unit,
        method=_method(roles, assignment, chosen, drawn, found.fixed.size),
        notes=tuple(note for note in (Note("one_arm_strata", sample.n_one_arm_strata),) if note.count),
    )


@dataclass(frozen=True, slots=True)
class Redraw:
    """Assignments to go through; whether these are all there are; the one observed, shape (G,)."""

    batches: Iterable[FloatMatrix]
    every: bool
    observed: BoolVector


def redraw(
    sample: Sample,
    fit: ClusteredFit,
    assignment: Assignment,
    draws: int,
    rng: np.random.Generator,
    *,
    level: float,
) -> Redraw:
    """Draw treatment again as declared, or list all its assignments.

    Raises
    ------
    InvalidSample
        The assignment observed cannot come from the mechanism.
    """
    cells = fit.labelled.moments
    treated = observed_assignment(sample, fit.labelled, assignment)
    if isinstance(assignment, Permitted):
        table = permitted_assignments(
            open_relation(assignment.table), by=assignment.by, labels=fit.labelled.labels, observed=treated
        )
        check_reach(table.shape[1], sample.roles.treatment, level)
        return Redraw([table], every=True, observed=treated)
    possible = n_assignments(cells.stratum, treated)
    check_reach(possible, sample.roles.treatment, level)
    if possible <= draws:
        return Redraw([every_assignment(cells.stratum, treated)], every=True, observed=treated)
    return Redraw(drawn_assignments(cells.stratum, treated, draws, rng), every=False, observed=treated)


def check_reach(possible: int, column: str, level: float) -> None:
    if 1 / possible > 1 - level + 1e-12:
        raise TooFewAssignments(n=possible, column=column, smallest=f"{1 / possible:.3g}")


def observed_assignment(sample: Sample, labelled: LabelledCells, assignment: Assignment) -> BoolVector:
    """Return who was treated, once sure that the mechanism can have drawn it.

    Raises
    ------
    InvalidSample
        `ClusterInSeveralStrata`, `ClusterCrossesArms`, `AssignmentContradicted`, `NotPairs`.
    """
    cells, roles = labelled.moments, sample.roles
    if cells.cluster.size > cells.n_clusters:
        n_crossing = int((np.bincount(cells.cluster) > 1).sum())
        raise ClusterInSeveralStrata(column=roles.cluster, strata=roles.strata, n=n_crossing)
    n_mixed = int((labelled.treatment[:, 0] != labelled.treatment[:, 1]).sum())
    if n_mixed:
        raise ClusterCrossesArms(column=roles.cluster, n=n_mixed)
    treated: BoolVector = labelled.treatment[:, 1] == 1
    found = int(treated.sum())
    if assignment.treated is not None and assignment.treated != found:
        raise AssignmentContradicted(column=roles.treatment, declared=assignment.treated, found=found)
    if isinstance(assignment, Pairs):
        size = np.bincount(cells.stratum)
        odd = int(((size != 2) | (np.bincount(cells.stratum, weights=treated) != 1)).sum())
        if odd:
            raise NotPairs(column=assignment.by, n=odd)
    return treated


def _method(roles: Roles, assignment: Assignment, chosen: Statistic, drawn: Redraw, n_draws: int) -> str:
    parts = ["least squares"]
    if roles.strata:
        parts.append("strata fixed effects")
    if roles.covariates:
        parts.append("covariates")
    if roles.weights:
        parts.append("weights")
    words = {"StratifiedClustered": "clustered in strata"}
    mechanism = words.get(type(assignment).__name__, type(assignment).__name__.lower())
    counted = f"all {n_draws} assignments" if drawn.every else f"{n_draws} assignments drawn"
    return ", ".join([*parts, f"randomisation inference ({mechanism}, {chosen.value}, {counted})"])
