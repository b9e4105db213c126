"""Fuzzy duplicates: the same person or place under two spellings."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from miqyas.checks.collection.answers import Answers, check_setting, is_missing
from miqyas.checks.collection.flags import Flag, flagged
from miqyas.checks.collection.spelling import deletions, edits, folded, skeleton
from miqyas.errors import ThresholdOutOfRange, TooManyPairs
from miqyas.results.check import CheckResult

# Letters of the beginning looked up, by distance: more find fewer pairs to compare, and take more memory.
PREFIX = {0: 64, 1: 24, 2: 10}
SHORTEST_SKELETON = 3
MOST_PAIRS = 1_000_000

Key = tuple[object, ...]


def similar_names(
    answers: Answers, *, questions: Sequence[str], distance: int = 1, within: Sequence[str] = ()
) -> CheckResult:
    """Flag the answers whose names are written or sound nearly as those of an earlier answer.

    Two texts are close when, folded (accents, case, Arabic marks), at most ``distance`` letters change, or when they
    have the same consonants once sounded. Answers are close when they are so on every question named.

    Parameters
    ----------
    answers : Answers
    questions : sequence of str
        Fields to compare: a name, a telephone.
    distance : int
        0, 1 or 2 letters inserted, deleted or changed (Levenshtein).
    within : sequence of str
        Compare only those who say the same to these questions: the place, the sex.

    Returns
    -------
    CheckResult
        Reasons ``similar_text`` (``value`` the letters that differ, over all fields) and ``same_sound``; ``other`` the
        earlier answer.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `ThresholdOutOfRange`; `TooManyPairs`: the fields say too little.

    References
    ----------
    Levenshtein, V. I. (1966). Binary codes capable of correcting deletions, insertions, and reversals. Soviet Physics
    Doklady 10(8), 707-710.
    Christen, P. (2012). Data matching. Springer, chapters 4 (indexing) and 5 (comparison).

    Examples
    --------
    >>> people = {"name": ["Mohamed Alami", "Mohammed El Alami", "Sara Benali"]}
    >>> found = similar_names(Answers(["a", "b", "c"], people), questions=["name"])
    >>> [(row["answer"], row["other"], row["reason"]) for row in found.table.records()]
    [('b', 'a', 'same_sound')]
    """
    check_setting("distance", distance, least=0, most=2)
    if not questions:
        raise ThresholdOutOfRange(name="questions", found=0, expected="≥ 1")
    texts = [_texts(answers, question) for question in questions]
    sounds = [[skeleton(text) for text in column] for column in texts]
    closest: dict[int, tuple[int, int]] = {}
    for one, other in _candidates(answers, texts[0], sounds[0], distance, within):
        far = _distance([column[one] for column in texts], [column[other] for column in texts], distance)
        alike = all(
            column[one] == column[other] and len(column[one]) >= SHORTEST_SKELETON for column in sounds
        )
        if far is None and not alike:
            continue
        found = (distance * len(questions) + 1 if far is None else far, one)
        closest[other] = min(closest.get(other, found), found)
    return flagged("similar_names", _flags(answers, questions, closest, distance), n=len(answers.keys))


def _flags(
    answers: Answers, questions: Sequence[str], closest: dict[int, tuple[int, int]], distance: int
) -> list[Flag]:
    by_sound = distance * len(questions) + 1
    named = ", ".join(questions)
    return [
        Flag(
            answers.keys[place],
            "same_sound" if far == by_sound else "similar_text",
            named,
            None if far == by_sound else far,
            distance,
            answers.keys[earlier],
        )
        for place, (far, earlier) in sorted(closest.items())
    ]


def _texts(answers: Answers, question: str) -> list[str]:
    return ["" if is_missing(value) else folded(str(value)) for value in answers.column(question)]


def _distance(one: Sequence[str], other: Sequence[str], most: int) -> int | None:
    total = 0
    for first, second in zip(one, other, strict=True):
        far = edits(first, second, most) if first and second else most + 1
        if far > most:
            return None
        total += far
    return total


def _candidates(
    answers: Answers, texts: list[str], sounds: list[str], distance: int, within: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Pairs (earlier, later) with a beginning or a sound in common; none is given twice."""
    places: defaultdict[Key, list[int]] = defaultdict(list)
    blocks = [answers.column(question) for question in within]
    n_pairs = 0
    for place, text in enumerate(texts):
        if not text:
            continue
        block = tuple(column[place] for column in blocks)
        marks: set[Key] = {(*block, "text", left) for left in deletions(text, distance, PREFIX[distance])}
        if len(sounds[place]) >= SHORTEST_SKELETON:
            marks.add((*block, "sound", sounds[place]))
        earlier = {one for mark in marks for one in places[mark]}
        n_pairs += len(earlier)
        if n_pairs > MOST_PAIRS:
            raise TooManyPairs(found=n_pairs, most=MOST_PAIRS)
        yield from ((one, place) for one in earlier)
        for mark in marks:
            places[mark].append(place)
