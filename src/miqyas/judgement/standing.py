"""Where a practice stands, what counts most next, and the way there: the published rules of the diagnostic.

Rules, version 1 (docs/adoption/diagnostic.md):

1. A dimension stands at the mean of the levels of its items that apply, rounded down.
2. What an item asks for next is urgent by ``(5 − level)² × (1 + items that rest on it)``; ties go to the order of
   the questionnaire. The first of the three priorities is the weakest item that protects people while it is below
   level 3, if there is one.
3. The way goes through each priority, preceded by what it rests on while that is below level 3.

There is no total: a practice is not a mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from miqyas.errors import AnswerMustApply, AnswerOutOfScale, AnswersMissing, AnswerToNothing
from miqyas.judgement.questionnaire import LEVELS, Item, Questionnaire

RULES_VERSION = 1
MOST_PRIORITIES = 3
TOP = LEVELS[-1]
# In place: below it, a practice does not carry what rests on it, and people are not yet protected.
IN_PLACE = 3

# Item → level, or None where the item does not apply.
Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one dimension stands.

    Attributes
    ----------
    dimension : str
        Its key.
    level : int or None
        1 to 5; None when none of its items applies.
    total, n : int
        Sum of the levels, and how many items apply.
    """

    dimension: str
    level: int | None
    total: int
    n: int


@dataclass(frozen=True, slots=True)
class Priority:
    """One thing that counts next, with its reason.

    Attributes
    ----------
    item : Item
        What to work on.
    level : int
        Where it stands; the anchor of the level after says what to reach.
    carries : tuple of str
        Keys of the items that rest on it, directly or not, and apply.
    urgency : int
        ``(5 − level)² × (1 + number of items it carries)``.
    is_protection : bool
        Whether it comes first because people may be harmed while it is weak.
    """

    item: Item
    level: int
    carries: tuple[str, ...]
    urgency: int
    is_protection: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One stop on the way: an item, and the priority it serves (itself, or what rests on it)."""

    item: Item
    level: int
    serves: str


def check_answers(questionnaire: Questionnaire, answers: Answers) -> None:
    """Raise unless every answer fits its item and no item lacks one.

    Raises
    ------
    InvalidQuestionnaire
        An answer to no item, outside 1 to 5, missing, or «does not apply» where the item always does.
    """
    for key, level in answers.items():
        item = questionnaire.item(key)
        if item is None:
            raise AnswerToNothing(item=key, version=questionnaire.version)
        if level is None and not item.may_not_apply:
            raise AnswerMustApply(item=key)
        if level is not None and level not in LEVELS:
            raise AnswerOutOfScale(item=key, found=level)
    missing = [item.key for item in questionnaire.items if item.key not in answers]
    if missing:
        raise AnswersMissing(n=len(missing), items=", ".join(missing))


def standings(questionnaire: Questionnaire, answers: Answers) -> tuple[Standing, ...]:
    """Tell where each dimension stands, in their order.

    Raises
    ------
    InvalidQuestionnaire
        See `check_answers`.
    """
    check_answers(questionnaire, answers)
    found = []
    for dimension in questionnaire.dimensions:
        items = questionnaire.items_of(dimension.key)
        levels = [level for item in items if (level := answers[item.key]) is not None]
        total, n = sum(levels), len(levels)
        found.append(Standing(dimension.key, total // n if n else None, total, n))
    return tuple(found)


def priorities(questionnaire: Questionnaire, answers: Answers) -> tuple[Priority, ...]:
    """Tell the three things that count most next; fewer when fewer are below level 5.

    Raises
    ------
    InvalidQuestionnaire
        See `check_answers`.
    """
    check_answers(questionnaire, answers)
    waiting = [
        _priority(questionnaire, answers, item, level)
        for item in questionnaire.items
        if (level := answers[item.key]) is not None and level < TOP
    ]
    # Sorting is stable: among equals, the order of the questionnaire.
    ranked = sorted(waiting, key=lambda priority: -priority.urgency)
    unprotected = [each for each in waiting if each.item.protects and each.level < IN_PLACE]
    if unprotected:
        weakest = min(unprotected, key=lambda priority: priority.level)
        first = Priority(weakest.item, weakest.level, weakest.carries, weakest.urgency, is_protection=True)
        ranked = [first, *(each for each in ranked if each.item.key != weakest.item.key)]
    return tuple(ranked[:MOST_PRIORITIES])


def _priority(questionnaire: Questionnaire, answers: Answers, item: Item, level: int) -> Priority:
    carries = tuple(key for key in resting_on(questionnaire, item.key) if answers[key] is not None)
    return Priority(item, level, carries, (TOP - level) ** 2 * (1 + len(carries)), is_protection=False)


def resting_on(questionnaire: Questionnaire, key: str) -> tuple[str, ...]:
    """Return the items that rest on this one, directly or not, in the order of the questionnaire."""
    found: set[str] = set()
    edge = {key}
    while edge:
        edge = {item.key for item in questionnaire.items if edge & set(item.needs)} - found
        found |= edge
    return tuple(item.key for item in questionnaire.items if item.key in found)


def path(questionnaire: Questionnaire, answers: Answers) -> tuple[Step, ...]:
    """Tell the way through the priorities: what each rests on comes before it, while below level 3.

    Raises
    ------
    InvalidQuestionnaire
        See `check_answers`.
    """
    steps: dict[str, Step] = {}
    for priority in priorities(questionnaire, answers):
        for item in _ground(questionnaire, answers, priority.item):
            level = answers[item.key]
            if level is not None:
                steps.setdefault(item.key, Step(item, level, priority.item.key))
    return tuple(steps.values())


def _ground(questionnaire: Questionnaire, answers: Answers, item: Item) -> list[Item]:
    """The weak items this one rests on, what comes first before, then the item itself."""
    ordered: list[Item] = []
    for need in item.needs:
        below = questionnaire.item(need)
        level = answers[need]
        if below is not None and level is not None and level < IN_PLACE:
            ordered += [found for found in _ground(questionnaire, answers, below) if found not in ordered]
    return [*ordered, item]


@dataclass(frozen=True, slots=True)
class Move:
    """How one item changed since the last time. None: it did not apply, or was not asked."""

    key: str
    before: int | None
    after: int | None


def moves(before: Answers, after: Answers) -> tuple[Move, ...]:
    """Tell what moved between two times, for items asked both times, in the order of ``after``."""
    return tuple(
        Move(key, before[key], level)
        for key, level in after.items()
        if key in before and before[key] != level
    )
