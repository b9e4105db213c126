"""Quotas: how many answers each group was to give, and has given."""

from collections.abc import Sequence
from dataclasses import dataclass

from miqyas.checks.sentences.collection import headline
from miqyas.errors import NothingToCheck, ThresholdOutOfRange
from miqyas.numerics.proportions import wilson
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

COLUMNS = ("group", "target", "found", "share", "remaining", "n_tried", "response_rate", "low", "high")


@dataclass(frozen=True, slots=True)
class Quota:
    """What is asked of one group; ``n_tried`` counts visits, refusals included, where they are recorded."""

    group: str
    target: int
    found: int
    n_tried: int | None = None


def quota_progress(quotas: Sequence[Quota], *, level: float = 0.95) -> CheckResult:
    """Compare what has come in with what was to come, group by group.

    Progress is a count, known exactly: it has no interval. The response rate, from which one plans how many visits
    are left, has one.

    Parameters
    ----------
    quotas : sequence of Quota
    level : float
        Coverage of the intervals of response rates (Wilson).

    Returns
    -------
    CheckResult
        ``passed`` is True when every group is reached, False when one was passed, None while
        collection goes on. Facts ``target``, ``found`` (within targets), ``share``, ``n_reached``, ``n_passed`` and
        ``n_groups``.

    Raises
    ------
    InvalidAnswers
        `NothingToCheck`: no quota; `ThresholdOutOfRange`: a target below one, or fewer visits than answers.

    References
    ----------
    Wilson, E. B. (1927). Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> found = quota_progress([Quota("women", 10, 10), Quota("men", 10, 5)])
    >>> found.passed, found.facts["share"]
    (None, 0.75)
    """
    if not quotas:
        raise NothingToCheck
    rows = [_row(quota, level) for quota in quotas]
    target = sum(quota.target for quota in quotas)
    within = sum(min(quota.found, quota.target) for quota in quotas)
    reached = sum(quota.found >= quota.target for quota in quotas)
    n_passed = sum(quota.found > quota.target for quota in quotas)
    facts: dict[str, float | int | bool | str] = {
        "target": target,
        "found": within,
        "share": within / target,
        "n_groups": len(quotas),
        "n_reached": reached,
        "n_passed": n_passed,
    }
    passed = False if n_passed else True if reached == len(quotas) else None
    return CheckResult(
        "quota_progress",
        passed,
        Table(COLUMNS, tuple(rows)),
        {language: headline("quota_progress", language, facts, tells=True) for language in LANGUAGES},
        facts,
    )


def _row(quota: Quota, level: float) -> tuple[Cell, ...]:
    if quota.target < 1:
        raise ThresholdOutOfRange(name=quota.group, found=quota.target, expected="≥ 1")
    rate: tuple[Cell, ...] = (None, None, None)
    if quota.n_tried is not None:
        if quota.n_tried < quota.found:
            raise ThresholdOutOfRange(name=quota.group, found=quota.n_tried, expected=f"≥ {quota.found}")
        if quota.n_tried:
            share = quota.found / quota.n_tried
            rate = (share, *wilson(share, quota.n_tried, level))
    remaining = max(0, quota.target - quota.found)
    return (
        *(quota.group, quota.target, quota.found, quota.found / quota.target, remaining, quota.n_tried),
        *rate,
    )
