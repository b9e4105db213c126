"""Why an application is funded or not, as data: what its letter and its outcome are drawn from."""

from collections.abc import Mapping, Sequence
from typing import Any

from miqyas_web.funding.models import Allocation
from miqyas_web.funding.queries.budgets import needed_score
from miqyas_web.funding.queries.candidates import Candidate, Round
from miqyas_web.funding.queries.distances import Turn


def reasons_of(
    candidate: Candidate,
    allocation: Allocation,
    found: Round,
    departure: Mapping[str, Any] | None,
    *,
    turn: Turn | None = None,
    kept_out: Sequence[str] = (),
) -> dict[str, Any]:
    """Gates, levels, group, price, line, lot and departure of one application; nobody else's data, no reviewer.

    ``turn``: where its fate would change, over whole files, if that was solved; ``kept_out``: floors and caps without which
    it would be in.
    """
    rows = {row["id"]: row for row in allocation.more.get("explanations", ())}
    row = rows.get(candidate.reference)
    standing = candidate.standing
    told: dict[str, Any] = {
        "n_reviews": standing.n_reviews,
        "gates": list(standing.gates),
        "levels": standing.levels,
        "score": candidate.score,
        "group": candidate.ranked.get("group", ""),
        "expected_rank": candidate.ranked.get("expected_rank"),
        "n_files": len(found.candidates),
        "policy": allocation.more.get("policy", ""),
        "departure": dict(departure) if departure else None,
        "drawn": _drawn(candidate, found),
    }
    if row is None:
        return told | {"reason": "unread" if candidate.score is None else "gate"}
    return told | {
        "score": row["score"],
        "reason": row["reason"],
        "value": row["value"],
        "cost": row["cost"],
        "line": row["line"],
        "distance": row["distance"],
        "price": row["price"],
        "help": row["help"],
        "needed": needed_score(row),
        "turn": turn.as_data if turn else None,
        "rules": _rules_on(candidate.reference, allocation),
        "kept_out": list(kept_out),
    }


def _rules_on(reference: str, allocation: Allocation) -> list[str]:
    """The floors and caps that the file is in and that move the price of its dirham."""
    inputs, prices = allocation.record["inputs"], allocation.record["prices"]
    place = inputs["ids"].index(reference)
    keys = [
        (f"{'floor' if one['is_floor'] else 'cap'} {one['column']}:{one['value']}", one["members"])
        for one in inputs["limits"]
    ]
    return [key for key, members in keys if place in members and prices.get(key, 0.0) > 0]


def _drawn(candidate: Candidate, found: Round) -> bool | None:
    """Whether the lot fell on it; None when it was not in the draw."""
    lottery = found.lottery
    if lottery is None or candidate.reference not in lottery.references:
        return None
    return candidate.reference in lottery.drawn
