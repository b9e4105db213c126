"""Who reads what, told: readings, loads, and what an earlier assignment loses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.judgement.readers import Hall, Pair
from miqyas.results.assignment import Assignment, Load, Reading
from miqyas.types import BoolVector, IntVector


@dataclass(frozen=True, slots=True)
class Bridge:
    """A file of which one reviewer must come from among ``outside`` (places), the others from elsewhere."""

    file: int
    outside: IntVector


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: who reads what, shape (I, J), with which bridges, in how many groups, after how many repairs."""

    call: Hall
    taken: BoolVector
    bridges: Sequence[Bridge]
    n_components: int
    rounds: int


def told(found: Found, *, earlier: Collection[Pair], before: Collection[Pair]) -> Assignment:
    """Name everything; ``earlier`` is what could be kept of ``before``."""
    call, taken = found.call, found.taken
    across = ~call.home
    for bridge in found.bridges:
        across[bridge.file, bridge.outside] = True
    readings = tuple(
        Reading(
            call.files[i].id, call.readers[j].id, float(call.affinity[i, j]), bool(across[i, j]),
            (call.files[i].id, call.readers[j].id) not in earlier,
        )
        for i, j in np.argwhere(taken)
    )  # fmt: skip
    now = {(one.file, one.reviewer) for one in readings}
    loads = zip(call.readers, taken.sum(axis=0), call.least, call.most, strict=True)
    return Assignment(
        readings=readings,
        loads=tuple(Load(one.id, int(n), int(least), int(most)) for one, n, least, most in loads),
        n_components=found.n_components,
        affinity=float(np.mean([one.affinity for one in readings])),
        dropped=tuple(sorted(set(before) - now)),
        rounds=found.rounds,
    )
