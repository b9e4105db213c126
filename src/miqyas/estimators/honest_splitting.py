"""Honest splitting: groups found on one half of the units, effects measured on the other."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.selection import Selection, draw_selection
from miqyas.errors import InvalidLeaf, InvalidLevel, NoResidualVariation, SubgroupTooSmall, TooFewToSplit
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.honest_tree import Half, Leaf, grow, inside
from miqyas.numerics.influence_variance import summed_by
from miqyas.numerics.multiplicity import holm
from miqyas.numerics.wald import joint_test
from miqyas.results.estimate import Note
from miqyas.results.group_effects import GroupEffect, GroupEffects
from miqyas.types import BoolVector, FloatMatrix, FloatVector

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty


def honest_splitting(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    rng: np.random.Generator,
    smallest: int = 25,
    most: int = 6,
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> GroupEffects:
    """Look for groups in which a randomised treatment worked differently, without fooling oneself.

    Half of the units, drawn at random, choose the groups: a tree over the covariates whose leaves differ in effect.
    The other half, which had no part in the choice, measures the effect in each. The intervals are therefore those
    of groups declared beforehand. Causal when assignment was drawn at random, alike for all; covariates must have
    been measured before.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; rows with a missing value are left out and counted.
    outcome, treatment : str
        Column of numbers; column of 0 and 1.
    covariates : sequence of str
        Columns of numbers among which groups are looked for.
    rng : numpy.random.Generator
        Draws the halves; within each arm, or cluster by cluster.
    smallest : int
        Units of each arm a group must hold in each half.
    most : int
        Groups at most.
    cluster : str, optional
        Column of groups assigned or sampled as a whole; a cluster lies in one half.
    level, unit
        As in `itt`.

    Returns
    -------
    GroupEffects
        Difference in means in each group, measured on the second half, in ``unit``; ``group`` is its rule. Clusters:
        variance G/(G - 1) over those of the group, t(G - 1); without, each arm's own variance (Neyman), Welch's
        degrees of freedom. Tests of difference and Holm's p-values as in `subgroups`.

    Raises
    ------
    InvalidSample
        As in `itt`, and `NoCovariates`, `TooFewToSplit`, `SubgroupTooSmall` (a group whose arm lies in one cluster).
    InvalidLevel, InvalidLeaf
        An option that cannot be.

    References
    ----------
    Athey, S. and Imbens, G. (2016). Recursive partitioning for heterogeneous causal effects. Proceedings of the
    National Academy of Sciences 113(27), 7353-7360.

    Examples
    --------
    >>> import pandas as pd
    >>> chance = np.random.default_rng(1)
    >>> trial = pd.DataFrame({"age": chance.uniform(20, 60, 800), "assigned": np.arange(800) % 2})
    >>> trial["score"] = 3 * trial["assigned"] * (trial["age"] < 40) + chance.normal(0, 1, 800)
    >>> found = honest_splitting(trial, outcome="score", treatment="assigned", covariates=["age"], most=2,
    ...                          rng=np.random.default_rng(0))
    >>> [(effect.group, round(effect.value)) for effect in found.effects]
    [('age < 40.02', 3), ('age ≥ 40.02', 0)]
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if smallest < 2 or most < 2:
        raise InvalidLeaf(smallest=smallest, most=most)
    roles = Roles(outcome, treatment, None, cluster, tuple(covariates))
    selection = draw_selection(open_relation(relation), roles)
    chooses = _draw_half(selection, rng)
    halves = [_half(selection, rows) for rows in (chooses, ~chooses)]
    _check_halves(halves, treatment, smallest)
    leaves = grow(halves[0], halves[1], smallest=smallest, most=most)
    effects, difference = _measure(selection, ~chooses, leaves, level)
    measured = int((~chooses).sum())
    notes = (
        Note("units_that_chose_groups", int(chooses.sum())),
        Note("no_group_stood_out", int(chooses.sum()) if len(leaves) == 1 else 0),
        Note("single_unit_clusters", selection.n_single_unit_clusters),
    )
    clustered = selection.groups is not None
    return GroupEffects(
        effects=effects,
        difference_p_value=difference,
        df=None,
        level=level,
        n=measured,
        n_clusters=int(np.unique(selection.groups[~chooses]).size)
        if selection.groups is not None
        else measured,
        n_dropped=selection.n_dropped,
        unit=unit,
        method=f"honest splitting, difference in means, {'variance by cluster' if clustered else 'Neyman variance'}",
        notes=tuple(note for note in notes if note.count > 0),
    )


def _draw_half(selection: Selection, rng: np.random.Generator) -> BoolVector:
    """Draw who chooses: half of the clusters of each majority arm, or half of the units of each arm."""
    if selection.groups is None:
        part = selection.d.astype(np.int64)
        of_unit = np.arange(selection.n)
    else:
        share = np.bincount(selection.groups, weights=selection.d) / np.bincount(selection.groups)
        part, of_unit = (share > 0.5).astype(np.int64), selection.groups
    chosen = np.zeros(part.size, dtype=np.bool_)
    for arm in (0, 1):
        own = rng.permutation(np.flatnonzero(part == arm))
        chosen[own[: own.size // 2]] = True
    half: BoolVector = chosen[of_unit]
    return half


def _half(selection: Selection, rows: BoolVector) -> Half:
    return Half(selection.x[rows], selection.d[rows], selection.y[rows])


def _check_halves(halves: Sequence[Half], treatment: str, smallest: int) -> None:
    for half in halves:
        found = int(min(half.d.sum(), (1 - half.d).sum()))
        if found < 2 * smallest:
            raise TooFewToSplit(column=treatment, found=found, needed=2 * smallest)


def _measure(
    selection: Selection, rows: BoolVector, leaves: Sequence[Leaf], level: float
) -> tuple[tuple[GroupEffect, ...], float | None]:
    influences, found, dfs = [], [], []
    for leaf in leaves:
        held = rows & inside(leaf, selection.x)
        _check_clusters(selection, held, leaf)
        value, influence, df = _difference(selection, held)
        found.append((leaf, held, value))
        influences.append(influence)
        dfs.append(df)
    variance = _variance(selection, np.column_stack(influences))
    errors = np.sqrt(np.diag(variance))
    if not errors.min() > ROUNDING * selection.spread:
        raise NoResidualVariation(column=selection.roles.outcome)
    p_values = np.array(
        [t_two_sided(value / error, df) for (_, _, value), error, df in zip(found, errors, dfs, strict=True)]
    )
    effects = tuple(
        GroupEffect(
            group=_rule(leaf, selection.roles.covariates),
            value=value,
            std_error=float(errors[j]),
            p_value=float(p_values[j]),
            adjusted_p_value=float(holm(p_values)[j]),
            low=value - float(t_quantile(0.5 + level / 2, dfs[j]) * errors[j]),
            high=value + float(t_quantile(0.5 + level / 2, dfs[j]) * errors[j]),
            control_mean=float(selection.y[held & (selection.d == 0)].mean()),
            n=int(held.sum()),
            n_treated=int(selection.d[held].sum()),
        )
        for j, (leaf, held, value) in enumerate(found)
    )
    return effects, _test(np.array([value for _, _, value in found]), variance, selection, rows)


def _check_clusters(selection: Selection, held: BoolVector, leaf: Leaf) -> None:
    """Refuse a leaf in which an arm lies in one cluster: nothing tells the treatment from the place."""
    if selection.groups is None:
        return
    for arm in (0, 1):
        found = int(np.unique(selection.groups[held & (selection.d == arm)]).size)
        if found < 2:
            rule = _rule(leaf, selection.roles.covariates)
            raise SubgroupTooSmall(
                column=selection.roles.treatment, group=rule, arm=arm, found=found, needed=2
            )


def _difference(selection: Selection, held: BoolVector) -> tuple[float, FloatVector, float]:
    """Return the difference in means, the influence of each row of the table, and degrees of freedom."""
    influence = np.zeros(selection.n)
    means, parts, sizes = [], [], []
    for arm in (0, 1):
        own = held & (selection.d == arm)
        n, mean = int(own.sum()), float(selection.y[own].mean())
        deviations = (selection.y[own] - mean) / n
        small = n / (n - 1) if selection.groups is None else 1.0
        influence[own] = (2 * arm - 1) * np.sqrt(small) * deviations
        means.append(mean)
        parts.append(small * float(deviations @ deviations))
        sizes.append(n)
    if selection.groups is not None:
        n_groups = int(np.unique(selection.groups[held]).size)
        influence *= np.sqrt(n_groups / max(n_groups - 1, 1))
        return means[1] - means[0], influence, float(max(n_groups - 1, 1))
    spread = sum(part**2 / (n - 1) for part, n in zip(parts, sizes, strict=True))
    df = sum(parts) ** 2 / spread if spread > 0 else float(sum(sizes) - 2)
    return means[1] - means[0], influence, df


def _variance(selection: Selection, influences: FloatMatrix) -> FloatMatrix:
    sums = summed_by(selection.groups, influences)
    variance: FloatMatrix = sums.T @ sums
    return variance


def _test(values: FloatVector, variance: FloatMatrix, selection: Selection, rows: BoolVector) -> float | None:
    if values.size < 2:
        return None
    contrasts = np.column_stack([-np.ones(values.size - 1), np.eye(values.size - 1)])
    units = rows.sum() if selection.groups is None else np.unique(selection.groups[rows]).size
    test = joint_test(contrasts @ values, contrasts @ variance @ contrasts.T, float(units - 1))
    return None if test is None else test.p_value


def _rule(leaf: Leaf, names: Sequence[str]) -> str:
    """Write the bounds of a leaf, the tightest of each column and side."""
    tightest: dict[tuple[int, bool], float] = {}
    for bound in leaf:
        place = (bound.column, bound.below)
        narrower = min if bound.below else max
        tightest[place] = narrower(tightest.get(place, bound.cut), bound.cut)
    parts = [
        f"{names[column]} {'<' if below else '≥'} {cut:.4g}"
        for (column, below), cut in sorted(tightest.items())
    ]
    return " · ".join(parts) or "—"
