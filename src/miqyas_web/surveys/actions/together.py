"""Answers that arrive at the same time share one transaction, and so one wait for the disk and one audit row.

A disk confirms a few hundred writes a second, and the audit chain lets one writer in at a time: an answer
by itself pays for both. Here each thread lays its answer in a queue; the first to get the turn writes all
that wait. Nobody is answered before that transaction is on the disk (docs/collection/submissions.md).
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import Error, IntegrityError, transaction

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.storing import Arrival, Stored, record, store

MOST_TOGETHER = 50
# Another process may write the same answer first: then it is known at the next try.
TRIES = 3

Outcome = Stored | BaseException


@dataclass(eq=False, slots=True)
class _Waiting:
    arrival: Arrival
    outcome: Outcome | None = None


class Group:
    """The answers this process is receiving now."""

    def __init__(self, store_all: Callable[[Sequence[Arrival]], list[Outcome]]) -> None:
        self._store_all = store_all
        self._queue: deque[_Waiting] = deque()
        self._turn = threading.Lock()

    def store(self, arrival: Arrival) -> Stored:
        """Return once the answer is on the disk; raise what refused it."""
        mine = _Waiting(arrival)
        self._queue.append(mine)
        with self._turn:
            while mine.outcome is None:
                self._serve()
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        return mine.outcome

    def _serve(self) -> None:
        batch = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_TOGETHER))]
        try:
            outcomes = self._store_all([each.arrival for each in batch])
        except BaseException as failure:
            for each in batch:
                each.outcome = failure
            raise
        for each, outcome in zip(batch, outcomes, strict=True):
            each.outcome = outcome


def store_all(arrivals: Sequence[Arrival]) -> list[Outcome]:
    """Write several answers in one transaction; when the database objects, each by itself."""
    try:
        return _store_together(arrivals)
    except Error:
        return [_store_alone(arrival) for arrival in arrivals]


@transaction.atomic
def _store_together(arrivals: Sequence[Arrival]) -> list[Outcome]:
    outcomes: dict[int, Outcome] = {}
    # In one order everywhere: two groups never wait for each other.
    for place in sorted(range(len(arrivals)), key=lambda place: arrivals[place].instance_id):
        try:
            outcomes[place] = store(arrivals[place])
        except Refused as refusal:
            outcomes[place] = refusal
    stored = ((arrivals[place], each) for place, each in outcomes.items() if isinstance(each, Stored))
    record(stored)
    return [outcomes[place] for place in range(len(arrivals))]


def _store_alone(arrival: Arrival) -> Outcome:
    for left in reversed(range(TRIES)):
        try:
            return _store_now(arrival)
        except Refused as refusal:
            return refusal
        except IntegrityError as failure:
            if not left:
                return failure
        except Error as failure:
            return failure
    raise AssertionError("unreachable")


@transaction.atomic
def _store_now(arrival: Arrival) -> Stored:
    stored = store(arrival)
    record([(arrival, stored)])
    return stored


_group = Group(store_all)


def store_with_others(arrival: Arrival) -> Stored:
    """Write one answer with those that arrive at the same time; inside a transaction, in that one."""
    if not transaction.get_connection().in_atomic_block:
        return _group.store(arrival)
    outcome = _store_alone(arrival)
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome
