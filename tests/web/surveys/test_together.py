"""Threads that come together share one writing; each gets its own outcome."""

import threading
import time

import pytest

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.together import MOST_TOGETHER, Group


class Table:
    """Writes slowly, one group at a time, and remembers the groups; refuses odd numbers."""

    def __init__(self):
        self.groups = []

    def write(self, numbers):
        self.groups.append(list(numbers))
        time.sleep(0.05)
        if 99 in numbers:
            raise RuntimeError("the disk is gone")
        return [Refused(f"{number} is odd") if number % 2 else number for number in numbers]


def in_threads(group, numbers):
    outcomes = {}

    def run(number):
        try:
            outcomes[number] = group.store(number)
        except Exception as failure:  # noqa: BLE001 - compared by the test
            outcomes[number] = failure

    threads = [threading.Thread(target=run, args=[number]) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_threads_share_writings_and_each_gets_its_outcome():
    table = Table()
    outcomes = in_threads(Group(table.write), range(20))
    assert [outcomes[number] for number in range(0, 20, 2)] == list(range(0, 20, 2))
    assert [str(outcomes[number]) for number in range(1, 20, 2)] == [f"{n} is odd" for n in range(1, 20, 2)]
    assert sorted(number for group in table.groups for number in group) == list(range(20))
    assert len(table.groups) < 20


def test_no_group_is_larger_than_its_bound():
    table = Table()
    outcomes = in_threads(Group(table.write), range(0, 4 * MOST_TOGETHER, 2))
    assert len(outcomes) == 2 * MOST_TOGETHER
    assert max(len(group) for group in table.groups) <= MOST_TOGETHER


def test_failure_of_a_writing_reaches_everyone_in_it_and_nobody_after():
    table = Table()
    group = Group(table.write)
    with pytest.raises(RuntimeError, match="the disk is gone"):
        group.store(99)
    assert group.store(2) == 2


def test_who_comes_alone_does_not_wait_and_those_of_a_crowd_gather():
    table = Table()
    group = Group(table.write)
    in_threads(group, range(0, 24, 2))
    sizes = [len(written) for written in table.groups]
    assert sizes[0] == 1
    assert sum(sizes) == 12
    for number in (2, 4):
        group.store(number)
    waits = []
    group._came.wait = waits.append
    group.store(6)
    assert waits == []
