"""One more reader for a file whose readers disagree: who knows it, has room and no conflict."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from miqyas.judgement.assignment import assign
from miqyas.judgement.readers import FileToRead, Pair, Reader, affinity
from miqyas.results.assignment import Reading

# Of the fit: what the largest load takes away from it. A theme known (0.6) counts more than having little to read.
LOAD = 0.4


def another_reader(
    file: FileToRead,
    readers: Sequence[Reader],
    *,
    reading: Collection[str],
    loads: Mapping[str, int],
    conflicts: Collection[Pair] = (),
) -> Reading:
    """Choose who reads a file next, those who read it staying.

    The assignment of one file: its panel first, then the best fit less 0.4 times the reviewer's load over the largest;
    nobody in conflict, without a common language, or whose stated load is full.

    Parameters
    ----------
    file : FileToRead
        It.
    readers : sequence of Reader
        All of the call.
    reading : collection of str
        Who reads it or has read it.
    loads : mapping
        Reviewer → files they have in all; none when absent.
    conflicts : collection of pairs
        (file, reviewer) that must not be.

    Returns
    -------
    Reading
        The same whatever the order of the reviewers; ``affinity`` is the fit, load apart.

    Raises
    ------
    InvalidAssignment
        Nobody may: too few without conflict, or all of them full.

    Examples
    --------
    >>> known = [Reader("x", themes=frozenset(["water"])), Reader("y"), Reader("z", themes=frozenset(["water"]))]
    >>> file = FileToRead("a", themes=frozenset(["water"]))
    >>> another_reader(file, known, reading=["x"], loads={"x": 3, "z": 2}).reviewer
    'z'
    """
    staying = [one.id for one in readers if one.id in set(reading)]
    largest = max([1, *loads.values()])
    room = [
        replace(one, least=0, most=1 if one.most is None else max(0, min(1, one.most - loads.get(one.id, 0))))
        for one in readers
    ]
    worth = {
        (file.id, one.id): affinity(file, one) - LOAD * loads.get(one.id, 0) / largest for one in readers
    }
    found = assign(
        [file],
        room,
        each=len(staying) + 1,
        conflicts=[pair for pair in conflicts if pair[0] == file.id and pair[1] not in staying],
        affinities=worth,
        done=[(file.id, name) for name in staying],
        must_link=False,
    )
    [chosen] = [one for one in found.readings if one.reviewer not in staying]
    fit = {one.id: affinity(file, one) for one in readers}
    return replace(chosen, affinity=fit[chosen.reviewer])
