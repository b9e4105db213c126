"""Two-stage designs: the share treated was drawn by group, then who inside it; direct and indirect effects."""

from dataclasses import dataclass

import numpy as np

from miqyas.checks.sentences.spillover import saturation_sentence
from miqyas.data.pulled import Pulled, pull
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import (
    InvalidLevel,
    NoPureControl,
    SaturationVaries,
    TooFewGroups,
    TreatedInPureControl,
    TreatmentNotBinary,
)
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.ordinary import clustered, ordinary
from miqyas.numerics.wald import joint_test
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES, FloatMatrix, FloatVector

SIGNIFICANCE, SMALLEST = 0.05, 2
COLUMNS = ("saturation", "effect", "value", "std_error", "p_value", "low", "high", "n_groups")


def saturation(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    share: str,
    group: str,
    level: float = 0.95,
    unit: str = "",
) -> CheckResult:
    """Estimate what treatment changes for the treated and for their untreated neighbours, by share treated.

    The share of each group was drawn at random, then who is treated inside it, and groups do not touch each
    other: the means of each kind of unit then compare with those of groups where nobody is treated.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; n rows, incomplete ones left out and counted.
    outcome, treatment : str
        Column of numbers; column of 0 and 1.
    share : str
        Column of the share assigned to the unit's group, between 0 and 1; 0 in the groups of pure comparison.
    group : str
        Column of the groups.
    level : float
        Coverage of the intervals, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    CheckResult
        ``passed`` is False when the indirect effects are together significant at 5 %; else None. Table: for
        each share, ``total`` (treated less pure comparison), ``indirect`` (untreated less pure comparison) and
        ``direct`` (treated less untreated of the same groups), CR1 by group with t(G - 1). Facts: ``p_value``
        of the joint test (absent when it cannot be made), ``n``, ``n_groups``, ``n_shares``.

    Raises
    ------
    InvalidSample
        Those of `pull`; `TreatmentNotBinary`, `SaturationVaries`, `NoPureControl`, `TreatedInPureControl`,
        `TooFewGroups`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Baird, S., Bohren, J. A., McIntosh, C. and Özler, B. (2018). Optimal design of experiments in the presence of
    interference. Review of Economics and Statistics 100(5), 844-860.

    Examples
    --------
    >>> import pandas as pd
    >>> rng = np.random.default_rng(1)
    >>> village = np.repeat(np.arange(90), 8)
    >>> share = np.array([0.0, 0.25, 0.75])[village % 3]
    >>> treated = (rng.random(720) < share).astype(int)
    >>> table = pd.DataFrame({"y": 2 * treated + share + rng.normal(size=720), "d": treated, "share": share,
    ...                       "village": village})
    >>> found = saturation(table, outcome="y", treatment="d", share="share", group="village")
    >>> found.passed, [row["effect"] for row in found.table.records()][:3]
    (False, ['total', 'indirect', 'direct'])
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    table = open_relation(relation)
    pulled = pull(table, numbers=(outcome, treatment, share), groups=(group,))
    if not np.isin(pulled.numbers[treatment], (0.0, 1.0)).all():
        raise TreatmentNotBinary(column=treatment, found=table.examples(treatment))
    if n_treated := int(((pulled.numbers[share] == 0) & (pulled.numbers[treatment] == 1)).sum()):
        raise TreatedInPureControl(column=share, n=n_treated)
    shares = _shares(pulled, share, group)
    means = _means(pulled, outcome=outcome, treatment=treatment, share=share, group=group, shares=shares)
    rows: list[tuple[Cell, ...]] = []
    indirect: list[FloatVector] = []
    for number, drawn in enumerate(shares, start=1):
        treated, untreated = means.places.get((drawn, 1)), means.places.get((drawn, 0))
        n_groups = int(means.n_groups[number])
        for name, plus, minus in (
            ("total", treated, 0),
            ("indirect", untreated, 0),
            ("direct", treated, untreated),
        ):
            if plus is None or minus is None:  # everyone treated, or nobody: there is no such mean
                continue
            contrast = np.zeros(means.values.size)
            contrast[plus], contrast[minus] = 1.0, -1.0
            rows.append((float(drawn), name, *means.compare(contrast, level), n_groups))
            if name == "indirect":
                indirect.append(contrast)
    return _result(means, rows, indirect, unit)


@dataclass(frozen=True, slots=True)
class Means:
    """Mean of each kind of unit (share drawn, treated), pure comparison first; its variance over groups."""

    values: FloatVector
    variance: FloatMatrix
    places: dict[tuple[float, int], int]
    n_groups: FloatVector
    df: float
    n: int

    def compare(self, contrast: FloatVector, level: float) -> tuple[float, float, float, float, float]:
        """Return a difference of means, its error, p-value and interval."""
        value, error = float(contrast @ self.values), float(np.sqrt(contrast @ self.variance @ contrast))
        margin = t_quantile(0.5 + level / 2, self.df) * error
        return value, error, t_two_sided(value / error, self.df), value - margin, value + margin


def _shares(pulled: Pulled, share: str, group: str) -> FloatVector:
    """Return the shares drawn, zero apart; refuse groups that hold several, and none without treatment."""
    drawn, places = pulled.numbers[share], pulled.groups[group]
    first = drawn[np.unique(places, return_index=True)[1]]
    n_varying = np.unique(places[drawn != first[places]]).size
    if n_varying or drawn.min() < 0 or drawn.max() > 1:
        raise SaturationVaries(column=share, group=group, n=n_varying)
    levels = np.unique(first)
    if levels[0] != 0 or levels.size < 2:
        raise NoPureControl(column=share, found=", ".join(f"{one:g}" for one in levels[:6]))
    for level in levels:
        if (found := int((first == level).sum())) < SMALLEST:
            raise TooFewGroups(column=share, share=f"{level:g}", found=found, needed=SMALLEST)
    shares: FloatVector = levels[1:]
    return shares


def _means(
    pulled: Pulled, *, outcome: str, treatment: str, share: str, group: str, shares: FloatVector
) -> Means:
    drawn, treated = pulled.numbers[share], pulled.numbers[treatment]
    places: dict[tuple[float, int], int] = {(0.0, 0): 0}
    kinds = [drawn == 0]
    for one in shares:
        for arm in (1, 0):
            members = (drawn == one) & (treated == arm)
            if members.any():
                places[float(one), arm] = len(kinds)
                kinds.append(members)
    x = np.column_stack(kinds).astype(np.float64)
    groups = pulled.groups[group]
    fit = ordinary(pulled.numbers[outcome], x, n_absorbed=0)
    variance = clustered(fit, x, groups, n_coefficients=x.shape[1])
    n_groups = np.array([np.unique(groups[drawn == one]).size for one in (0.0, *shares)], dtype=np.float64)
    return Means(fit.coefficients, variance, places, n_groups, float(groups.max()), pulled.n)


def _result(
    means: Means, rows: list[tuple[Cell, ...]], indirect: list[FloatVector], unit: str
) -> CheckResult:
    table = Table(COLUMNS, tuple(rows))
    facts: dict[str, float | int | bool | str] = {
        "n": means.n, "n_groups": int(means.n_groups.sum()), "n_shares": len(means.n_groups) - 1,
    }  # fmt: skip
    contrasts = np.array(indirect).reshape(-1, means.values.size)
    wald = joint_test(contrasts @ means.values, contrasts @ means.variance @ contrasts.T, means.df)
    p = None if wald is None else wald.p_value  # too few groups for so many shares, or nobody untreated
    if p is not None:
        facts["p_value"] = p
    told = [row for row in table.records() if row["effect"] == "indirect"]
    text: dict[str, str] = {language: saturation_sentence(language, told, p, unit) for language in LANGUAGES}
    return CheckResult(
        "saturation", False if p is not None and p < SIGNIFICANCE else None, table, text, facts
    )
