"""What each member of the team was to collect, and where: counted, and compared with positions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miqyas.checks.collection.answers import Answers
from miqyas.checks.collection.places import Position
from miqyas.checks.collection.quotas import Quota


@dataclass(frozen=True, slots=True)
class AssignmentAsked:
    """An assignment as the platform keeps it; ``name`` says whose and where."""

    name: str
    sender: str
    place_code: str
    target: int
    at: tuple[float, float] | None = None


def expected_places(
    answers: Answers, roles: Mapping[str, Any], assignments: Sequence[AssignmentAsked]
) -> dict[str, Position]:
    """Where each answer was to be given, by key.

    The place that the answer names, as the settings or an assignment locate it; else the only place its sender was given.
    """
    located = {one.place_code: one.at for one in assignments if one.place_code and one.at}
    located |= {code: (float(at[0]), float(at[1])) for code, at in (roles.get("places") or {}).items()}
    only = _only_place(assignments)
    said = answers.columns.get(str(roles.get("place") or ""), [None] * len(answers.keys))
    expected = {}
    for key, place, sender in zip(answers.keys, said, answers.columns["_sender"], strict=True):
        at = located.get(str(place)) or only.get(str(sender))
        if at:
            expected[key] = Position(*at)
    return expected


def _only_place(assignments: Sequence[AssignmentAsked]) -> dict[str, tuple[float, float]]:
    """The place of those who were given one alone, without a code that answers would name."""
    n_given = Counter(one.sender for one in assignments)
    return {
        one.sender: one.at
        for one in assignments
        if one.at and n_given[one.sender] == 1 and not one.place_code
    }


def counted_assignments(
    answers: Answers, roles: Mapping[str, Any], assignments: Sequence[AssignmentAsked]
) -> list[Quota]:
    """What came in for each assignment; one that cannot be told from another of the same sender is left out."""
    n_given = Counter(one.sender for one in assignments)
    said = answers.columns.get(str(roles.get("place") or ""))
    senders = answers.columns["_sender"]
    counted = []
    for one in assignments:
        if one.place_code and said is not None:
            n = sum(
                sender == one.sender and place == one.place_code
                for sender, place in zip(senders, said, strict=True)
            )
        elif n_given[one.sender] == 1:
            n = sum(sender == one.sender for sender in senders)
        else:
            continue
        counted.append(Quota(one.name, one.target, n))
    return counted
