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

from miqyas_web.surveys.actions.storing import Arrival, Stored, record, store_all

MOST_TOGETHER = 50
# When the last group held several, as many are on their way: waiting this long for them saves the disk a turn.
WAIT_SECONDS = 0.015
# Another process may write the same answer first: then it is known at the next try.
TRIES = 3

Outcome = Stored | BaseException


@dataclass(eq=False, slots=True)
class _Waiting:
    arrival: Arrival
    outcome: Outcome | None = None


class Group:
    """The answers this process is receiving now."""

    def __init__(self, write_all: Callable[[Sequence[Arrival]], list[Outcome]]) -> None:
        self._write_all = write_all
        self._queue: deque[_Waiting] = deque()
        self._came = threading.Condition()
        self._turn = threading.Lock()
        self._last_size = 1

    def store(self, arrival: Arrival) -> Stored:
        """Return once the answer is on the disk; raise what refused it."""
        mine = _Waiting(arrival)
        with self._came:
            self._queue.append(mine)
            self._came.notify()
        with self._turn:
            while mine.outcome is None:
                self._serve()
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        return mine.outcome

    def _serve(self) -> None:
        self._wait_for_company()
        batch = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_TOGETHER))]
        self._last_size = len(batch)
        try:
            outcomes = self._write_all([each.arrival for each in batch])
        except BaseException as failure:
            for each in batch:
                each.outcome = failure
            raise
        for each, outcome in zip(batch, outcomes, strict=True):
            each.outcome = outcome

    def _wait_for_company(self) -> None:
        """Wait for one more than came last time, but not long; one who comes alone never waits."""
        wanted = min(self._last_size + 1, MOST_TOGETHER) if self._last_size > 1 else 1
        with self._came:
            self._came.wait_for(lambda: len(self._queue) >= wanted, timeout=WAIT_SECONDS)


def write_all(arrivals: Sequence[Arrival]) -> list[Outcome]:
    """Write several answers in one transaction; when the database objects, each by itself."""
    try:
        return _write(arrivals)
    except Error:
        return [_write_alone(arrival) for arrival in arrivals]


@transaction.atomic
def _write(arrivals: Sequence[Arrival]) -> list[Outcome]:
    # In one order everywhere: two groups never wait for each other.
    order = sorted(range(len(arrivals)), key=lambda place: arrivals[place].instance_id)
    in_order = [arrivals[place] for place in order]
    outcomes = store_all(in_order)
    pairs = zip(in_order, outcomes, strict=True)
    record([(arrival, each) for arrival, each in pairs if isinstance(each, Stored)])
    by_place = dict(zip(order, outcomes, strict=True))
    return [by_place[place] for place in range(len(arrivals))]


def _write_alone(arrival: Arrival) -> Outcome:
    for left in reversed(range(TRIES)):
        try:
            return _write([arrival])[0]
        except IntegrityError as failure:
            if not left:
                return failure
        except Error as failure:
            return failure
    raise AssertionError("unreachable")


_group = Group(write_all)


def store_with_others(arrival: Arrival) -> Stored:
    """Write one answer with those that arrive at the same time; inside a transaction, in that one."""
    if not transaction.get_connection().in_atomic_block:
        return _group.store(arrival)
    outcome = _write_alone(arrival)
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome
