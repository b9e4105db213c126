"""What two-way fixed effects compare: every pair of units that enter treatment at different times."""

from dataclasses import dataclass

import numpy as np

from miqyas.checks.sentences.goodman_bacon import goodman_bacon_sentence
from miqyas.data.adoption import Adoption, sum_adoption
from miqyas.data.relation import Relation, open_relation
from miqyas.estimators.two_way import fit_two_way
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

COLUMNS = ("kind", "treated", "comparison", "n_treated", "n_comparison", "estimate", "weight")
FORBIDDEN = ("later_vs_earlier", "treated_vs_always")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One comparison of two groups, by place, before and after one of them enters treatment; weight not scaled."""

    kind: str
    treated: int
    comparison: int
    estimate: float
    weight: float


def goodman_bacon(
    relation: Relation, *, outcome: str, treatment: str, unit_id: str, time: str
) -> CheckResult:
    """Take the two-way coefficient apart into comparisons of two groups, before and after.

    Groups are the units that enter treatment together. Each comparison is a plain difference-in-differences; the
    coefficient is their mean with weights that add up to one. In some, units already treated serve as comparison:
    where effects change with time since treatment, these subtract a part of the effect.

    Parameters
    ----------
    relation, outcome, treatment, unit_id, time
        As in `twfe`, without covariates or weights; every unit seen in every period, and treatment once begun goes
        on.

    Returns
    -------
    CheckResult
        ``passed`` is True when no comparison is with units already treated, else False. The table has a row by
        comparison; ``comparison`` is ``None`` for units never treated. Facts: ``value`` (the coefficient, equal to
        that of `twfe`), ``n_comparisons``, ``share_forbidden`` (weight of comparisons with units already treated),
        and where there are any, their mean ``forbidden_mean`` and that of the others, ``allowed_mean``.

    Raises
    ------
    InvalidSample
        As in `twfe`, and `PanelNotBalanced`, `TreatmentNotLasting`.

    References
    ----------
    Goodman-Bacon, A. (2021). Difference-in-differences with variation in treatment timing. Journal of Econometrics
    225(2), 254-277: theorem 1.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"u": [1, 1, 1, 2, 2, 2, 3, 3, 3], "t": [1, 2, 3] * 3,
    ...                       "d": [0, 1, 1, 0, 0, 1, 0, 0, 0], "y": [1.0, 3, 6, 2, 2, 5, 1, 2, 3]})
    >>> found = goodman_bacon(open_relation(panel), outcome="y", treatment="d", unit_id="u", time="t")
    >>> found.passed, round(found.facts["value"], 6), round(found.facts["share_forbidden"], 6)
    (False, 1.5, 0.166667)
    """
    opened = open_relation(relation)
    found = fit_two_way(
        opened,
        outcome=outcome,
        treatment=treatment,
        unit_id=unit_id,
        time=time,
        cluster=None,
        covariates=(),
        weights=None,
    )
    adoption = sum_adoption(opened, found.roles, time)
    comparisons = _comparisons(adoption)
    total = sum(each.weight for each in comparisons)
    facts = _facts(comparisons, total)
    rows = tuple(
        (
            each.kind,
            _entry(adoption, each.treated),
            _entry(adoption, each.comparison),
            int(adoption.sizes[each.treated]),
            int(adoption.sizes[each.comparison]),
            each.estimate,
            each.weight / total,
        )
        for each in comparisons
    )
    passed = facts["share_forbidden"] == 0
    text: dict[str, str] = {language: goodman_bacon_sentence(language, facts) for language in LANGUAGES}
    return CheckResult("goodman_bacon", passed, Table(COLUMNS, rows), text, facts)


def _facts(comparisons: list[_Comparison], total: float) -> dict[str, float | int | bool | str]:
    forbidden = [each for each in comparisons if each.kind in FORBIDDEN]
    allowed = [each for each in comparisons if each.kind not in FORBIDDEN]
    facts: dict[str, float | int | bool | str] = {
        "value": sum(each.weight * each.estimate for each in comparisons) / total,
        "n_comparisons": len(comparisons),
        "share_forbidden": sum(each.weight for each in forbidden) / total,
    }
    for name, some in (("forbidden_mean", forbidden), ("allowed_mean", allowed)):
        if forbidden and some:
            facts[name] = sum(e.weight * e.estimate for e in some) / sum(e.weight for e in some)
    return facts


def _entry(adoption: Adoption, group: int) -> str | None:
    start = int(adoption.starts[group])
    return adoption.periods[start] if start < len(adoption.periods) else None


def _comparisons(adoption: Adoption) -> list[_Comparison]:
    """List the comparisons, with n_k, D̄_k and the weights of theorem 1 before they are scaled to one."""
    n_periods = len(adoption.periods)
    share = adoption.sizes / adoption.sizes.sum()
    under = 1 - adoption.starts / n_periods  # D̄: share of the periods under treatment
    found = []
    for early in range(share.size):
        for late in range(early + 1, share.size):
            both = share[early] + share[late]
            part = share[early] / both
            spread = both**2 * part * (1 - part)
            first, second = int(adoption.starts[early]), int(adoption.starts[late])
            gap = under[early] - under[late]
            if first > 0:  # the early group enters while the late one, or the never treated, waits
                kind = "treated_vs_never" if second == n_periods else "earlier_vs_later"
                weight = spread * gap * (1 - under[early])
                estimate = _difference(adoption, early, late, (0, first), (first, second))
                found.append(_Comparison(kind, early, late, estimate, float(weight)))
            if second < n_periods:  # the late group enters while the early one is already treated
                kind = "treated_vs_always" if first == 0 else "later_vs_earlier"
                weight = spread * under[late] * gap
                estimate = _difference(adoption, late, early, (first, second), (second, n_periods))
                found.append(_Comparison(kind, late, early, estimate, float(weight)))
    return found


def _difference(
    adoption: Adoption, treated: int, comparison: int, before: tuple[int, int], after: tuple[int, int]
) -> float:
    means = adoption.means[[treated, comparison]]
    change = means[:, slice(*after)].mean(axis=1) - means[:, slice(*before)].mean(axis=1)
    return float(np.subtract(*change))
