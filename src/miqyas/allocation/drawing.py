"""A draw obeyed within the rules: down the order drawn, each file is in where the rules can still be obeyed with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from miqyas.allocation.problem import Problem, closed_files
from miqyas.allocation.programme import is_feasible, programme_of
from miqyas.errors import UnknownFile
from miqyas.types import BoolVector

STEPS = 200  # of a search whether the rules can be obeyed: nearly always one or two


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a draw gives within the rules.

    Attributes
    ----------
    taken : tuple of str
        Files in by lot, in the order drawn; as many as there are places, fewer where the rules leave no more room.
    passed : tuple of str
        Files drawn before the last taken (or before the order ended) with which no list obeys the rules: the next one took
        their place.
    left : tuple of str
        Files the lot did not reach.
    """

    taken: tuple[str, ...]
    passed: tuple[str, ...]
    left: tuple[str, ...]


def drawn_within(problem: Problem, order: Sequence[str], *, places: int) -> Drawn:
    """Go down the order of a draw; each file is in where some list obeys every rule with it and with those in before it.

    The files in and out already (``forced``, ``forbidden``) stand; the files of the draw that are not taken are out. With no
    other rule than the number of places, these are the first ones drawn. The order is obeyed whatever files cost: many small
    files do not displace one drawn before them, as they would if the luckiest sum was sought.

    Parameters
    ----------
    problem : Problem
        What is to be decided.
    order : sequence of str
        All the files of the draw, first drawn first (`miqyas.judgement.lottery.draw_lots`: ``drawn``, then ``left``).
    places : int
        To be drawn.

    Raises
    ------
    UnknownFile
        A name that is no file of the problem.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.allocation.reading import read_problem
    >>> from miqyas.data.relation import open_relation
    >>> files = open_relation(pd.DataFrame({"id": ["a", "b", "c"], "cost": [60.0, 50, 40], "value": [1.0, 1, 1]}))
    >>> problem, _ = read_problem(files, id_column="id", cost="cost", value="value", budget=100)
    >>> drawn_within(problem, ["a", "b", "c"], places=2)
    Drawn(taken=('a', 'c'), passed=('b',), left=())
    """
    place = {name: at for at, name in enumerate(problem.ids)}
    for name in order:
        if name not in place:
            raise UnknownFile(file=name, nearest=", ".join(problem.ids[:8]))
    fixed = problem.forced | problem.forbidden
    asked = [name for name in order if not fixed[place[name]]]
    taken: list[str] = []
    passed: list[str] = []
    forced = problem.forced.copy()
    for name in asked:
        if len(taken) == places:
            break
        with_it = forced | (np.arange(problem.n) == place[name])
        if _can_be_obeyed(problem, with_it):
            forced = with_it
            taken.append(name)
        else:
            passed.append(name)
    reached = {*taken, *passed}
    return Drawn(tuple(taken), tuple(passed), tuple(name for name in asked if name not in reached))


def _can_be_obeyed(problem: Problem, forced: BoolVector) -> bool:
    """Whether some list holds these files and obeys every rule; a search that does not tell is a no."""
    pinned = replace(problem, forced=forced)
    everything = programme_of(pinned, np.flatnonzero(~closed_files(pinned)), np.full(problem.n, -1))
    return is_feasible(everything, nodes=STEPS) is True
