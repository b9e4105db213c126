"""Answers that arrive at the same time share one transaction, and so one wait for the disk and one audit row.

A disk confirms a few hundred writes a second, and the audit chain lets one writer in at a time: an answer
by itself pays for both. Here each thread lays its answer in a queue; the first to get the turn writes all
that wait. Nobody is answered before that transaction is on the disk (docs/collection/submissions.md).
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence

from django.db import Error, IntegrityError, transaction

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.arriving import Post, arrivals_of
from miqyas_web.surveys.actions.storing import Arrival, Stored, record, store_all

MOST_TOGETHER = 50
# When the last groups held several, as many are on their way: waiting this long for them saves the disk a turn.
WAIT_SECONDS = 0.015
# Another process may write the same answer first: then it is known at the next try.
TRIES = 3

Item = Arrival | Post
Outcome = Stored | BaseException


class _Waiting:
    """An answer in the queue, whose thread sleeps until it is served or its turn comes to write."""

    __slots__ = ("_bell", "item", "outcome")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.outcome: Outcome | None = None
        self._bell = threading.Lock()
        self._bell.acquire()

    def sleep(self) -> None:
        self._bell.acquire()

    def wake(self) -> None:
        self._bell.release()


class Group:
    """The answers this process is receiving now."""

    def __init__(self, write_all: Callable[[Sequence[Item]], Sequence[Outcome]]) -> None:
        self._write_all = write_all
        self._queue: deque[_Waiting] = deque()
        self._came = threading.Condition()
        self._is_led = False
        self._wanted = 1
        # Of the last two: while one is written another gathers, so they may alternate.
        self._sizes = (1, 1)

    def store(self, item: Item) -> Stored:
        """Return once the answer is on the disk; raise what refused it."""
        mine = _Waiting(item)
        with self._came:
            self._queue.append(mine)
            leads, self._is_led = not self._is_led, True
            if len(self._queue) == self._wanted:
                self._came.notify()
        if not leads:
            mine.sleep()
        if mine.outcome is None:
            self._lead(mine)
        assert mine.outcome is not None
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        return mine.outcome

    def _lead(self, mine: _Waiting) -> None:
        """Write all that wait, oneself first; the first who came in the meantime leads the next group."""
        batch = self._gathered()
        try:
            outcomes = self._write_all([each.item for each in batch])
        except BaseException as failure:  # noqa: BLE001 - given to each of those who wait, who raise it
            outcomes = [failure] * len(batch)
        with self._came:
            successor = self._queue[0] if self._queue else None
            self._is_led = successor is not None
        if successor is not None:
            successor.wake()
        for each, outcome in zip(batch, outcomes, strict=True):
            each.outcome = outcome
            if each is not mine:
                each.wake()

    def _gathered(self) -> list[_Waiting]:
        """Those that wait, once as many came as in the last groups, or not for long; one who comes alone never waits."""
        with self._came:
            self._wanted = min(max(self._sizes), MOST_TOGETHER)
            self._came.wait_for(lambda: len(self._queue) >= self._wanted, timeout=WAIT_SECONDS)
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_TOGETHER))]
            self._sizes = (self._sizes[1], len(batch))
        return batch


def write_all(items: Sequence[Item]) -> Sequence[Outcome]:
    """Write several answers in one transaction; when the database objects, each by itself."""
    try:
        return _write(items)
    except Error:
        return [_write_alone(item) for item in items]


@transaction.atomic
def _write(items: Sequence[Item]) -> list[Outcome]:
    found = _found(items)
    outcomes: dict[int, Outcome] = {
        place: each for place, each in enumerate(found) if isinstance(each, Refused)
    }
    arrivals = [(place, each) for place, each in enumerate(found) if isinstance(each, Arrival)]
    # In one order everywhere: two groups never wait for each other.
    arrivals.sort(key=lambda pair: pair[1].instance_id)
    stored = store_all([each for _, each in arrivals])
    pairs = list(zip(arrivals, stored, strict=True))
    record([(arrival, each) for (_, arrival), each in pairs if isinstance(each, Stored)])
    for (place, _), each in pairs:
        outcomes[place] = each
    return [outcomes[place] for place in range(len(items))]


def _found(items: Sequence[Item]) -> list[Arrival | Refused]:
    """Each as an arrival: those that came as posts have their address and version looked up together."""
    posts = [item for item in items if isinstance(item, Post)]
    of_posts = iter(arrivals_of(posts) if posts else ())
    return [next(of_posts) if isinstance(item, Post) else item for item in items]


def _write_alone(item: Item) -> Outcome:
    for left in reversed(range(TRIES)):
        try:
            return _write([item])[0]
        except IntegrityError as failure:
            if not left:
                return failure
        except Error as failure:
            return failure
    raise AssertionError("unreachable")


_group = Group(write_all)


def store_with_others(item: Item) -> Stored:
    """Write one answer with those that arrive at the same time; inside a transaction, in that one."""
    if not transaction.get_connection().in_atomic_block:
        return _group.store(item)
    outcome = _write_alone(item)
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome
