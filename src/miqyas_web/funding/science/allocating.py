"""From applications and the limits of a call to a portfolio, sealed so that anybody replays it (`miqyas.allocation`)."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any, cast

import numpy as np
from django.utils.translation import gettext as _

import miqyas
from miqyas.allocation.decision import seal
from miqyas.allocation.portfolio import allocated, nearly_allocated
from miqyas.allocation.problem import Level, Limit, Problem
from miqyas.allocation.reach import within_reach
from miqyas.errors import NoFeasiblePortfolio, PortfolioNotFound
from miqyas.reporting.refusals import refusal_sentence
from miqyas.results.allocation import Allocation as Portfolio
from miqyas_web.foundation.errors import Unfit
from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.rules.budgets import BudgetRules
from miqyas_web.studies.science.words import page_language

THOUSAND = 1000
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One application as the allocation sees it."""

    reference: str
    cost: float
    score: float
    region: str = ""
    theme: str = ""
    applicant: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A portfolio: the decision file, and the reason of each file beside it."""

    record: dict[str, Any]
    more: dict[str, Any]

    @property
    def sha256(self) -> str:
        return digest(self.record)

    @property
    def funded(self) -> list[str]:
        return list(self.record["funded"])


class Conflicting(Unfit):
    """No portfolio obeys the rules; ``names`` are the fewest that cannot stand together."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(_("No list of applications obeys these rules together."))
        self.names = names


def value_of(entry: Entry, policy: ValuePolicy) -> float:
    """What a file counts for: its score, or its score for each thousand dirhams it asks."""
    score = max(0.0, round(entry.score, DECIMALS))
    return score if policy == ValuePolicy.SCORE else round(score * entry.cost / THOUSAND, DECIMALS)


def allocate(
    entries: Sequence[Entry],
    rules: BudgetRules,
    *,
    force: Sequence[str] = (),
    forbid: Sequence[str] = (),
    left: Sequence[str] = (),
) -> Found:
    """Choose the files worth most within the rules, floors held as far as they are asked; refuse when no choice obeys.

    ``left``: files that a draw left out.
    """
    return _found(allocated, entries, rules, force=force, forbid=forbid, left=left)


def allocate_nearly(
    entries: Sequence[Entry],
    rules: BudgetRules,
    *,
    force: Sequence[str] = (),
    forbid: Sequence[str] = (),
    left: Sequence[str] = (),
) -> Found:
    """A first answer, soon: a list that obeys the rules, near the best, and how near at most (``gap``)."""
    return _found(nearly_allocated, entries, rules, force=force, forbid=forbid, left=left)


def _found(
    solve: Callable[[Problem], Portfolio],
    entries: Sequence[Entry],
    rules: BudgetRules,
    *,
    force: Sequence[str],
    forbid: Sequence[str],
    left: Sequence[str],
) -> Found:
    _check(entries, rules, force, forbid)
    problem, lowered = within_reach(problem_for(entries, rules, force=force, forbid=(*forbid, *left)))
    try:
        found = solve(problem)
    except NoFeasiblePortfolio as error:
        raise Conflicting(
            tuple(str(name) for name in cast("tuple[object, ...]", error.facts["rules"]))
        ) from error
    except PortfolioNotFound as error:
        raise Unfit(refusal_sentence(error, page_language())) from error
    more = {
        "explanations": [
            row | ({"reason": "lot"} if row["id"] in left else {})
            for row in told_files(found, [entry.score for entry in entries])
        ],
        "left_by_lot": list(left),
        "policy": str(rules.policy),
        "gap": found.gap,
        "value_unforced": found.value_unforced,
        "lowered": [
            {"key": one.rule, "asked_mad": f"{one.amount:.2f}", "kept_mad": f"{one.reach:.2f}"}
            for one in lowered
        ],
    }
    return Found(seal(problem, found), more)


def told_files(found: Portfolio, scores: Sequence[float]) -> list[dict[str, Any]]:
    """The reason of each file as data, in the order of the files."""
    return [
        {key: _finite(cell) for key, cell in asdict(one).items()} | {"score": score}
        for one, score in zip(found.explanations, scores, strict=True)
    ]


def _check(entries: Sequence[Entry], rules: BudgetRules, force: Sequence[str], forbid: Sequence[str]) -> None:
    """What the platform can say more plainly than the science."""
    if not entries:
        raise Unfit(_("No application can be funded yet: none was sent, read and admitted."))
    if rules.budget_mad <= 0:
        raise Unfit(_("The budget is zero. Write an amount above zero."))
    if free := [entry.reference for entry in entries if entry.cost <= 0]:
        raise Unfit(
            _("These applications ask for nothing: %(references)s. Leave them out, or have them corrected.")
            % {"references": ", ".join(free)}
        )
    if both := sorted(set(force) & set(forbid)):
        raise Unfit(
            _("%(references)s cannot be forced in and out at once. Keep one of the two.")
            % {"references": ", ".join(both)}
        )


def problem_for(
    entries: Sequence[Entry],
    rules: BudgetRules,
    *,
    force: Sequence[str] = (),
    forbid: Sequence[str] = (),
) -> Problem:
    """The problem in the terms of the science."""
    limits = tuple(
        Limit(bound.by, bound.value, float(bound.amount_mad), bound.is_floor) for bound in rules.bounds
    )
    columns = {
        "region": [entry.region for entry in entries],
        "theme": [entry.theme for entry in entries],
    }
    return Problem(
        ids=tuple(entry.reference for entry in entries),
        cost=np.array([entry.cost for entry in entries], dtype=float),
        value=np.array([value_of(entry, rules.policy) for entry in entries], dtype=float),
        budget=float(rules.budget_mad),
        limits=limits,
        members=tuple(np.array([at == limit.value for at in columns[limit.column]]) for limit in limits),
        group=_applicants(entries) if rules.most_per_applicant == 1 else np.full(len(entries), -1),
        applicant=_applicants(entries) if rules.most_per_applicant > 1 else np.zeros(0, dtype=np.int64),
        most_per_applicant=rules.most_per_applicant if rules.most_per_applicant > 1 else 0,
        levels=tuple(Level(level.cost, level.value) for level in rules.levels),
        forced=np.array([entry.reference in force for entry in entries]),
        forbidden=np.array([entry.reference in forbid for entry in entries]),
    )


def _applicants(entries: Sequence[Entry]) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """A number for each applicant; -1 where nobody is named."""
    names = sorted({entry.applicant for entry in entries if entry.applicant})
    place = {name: at for at, name in enumerate(names)}
    return np.array([place.get(entry.applicant, -1) for entry in entries], dtype=np.int64)


def _finite(cell: Any) -> Any:
    """JSON has no infinity: a distance from a line at zero, or a line no value reaches, is left empty."""
    return None if isinstance(cell, float) and np.isinf(cell) else cell


def asked_sha256(
    entries: Sequence[Entry],
    rules: BudgetRules,
    *,
    force: Sequence[str],
    forbid: Sequence[str],
    left: Sequence[str],
) -> str:
    """A name for what is asked of `allocate`: the same name, the same list."""
    asked = [[asdict(one) for one in entries], repr(rules), sorted(force), sorted(forbid), sorted(left)]
    return digest([miqyas.__version__, version("highspy"), asked])


def digest(data: Any) -> str:
    """SHA-256 of data in its canonical writing."""
    written = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
