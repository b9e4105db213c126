"""Duplicates: the same answer twice, or two answers that agree on nearly everything."""

from collections.abc import Sequence

import numpy as np

from miqyas.checks.collection.answers import Answers, check_setting, is_missing
from miqyas.checks.collection.flags import Flag, flagged
from miqyas.errors import TooFewQuestions, TooManyPairs
from miqyas.numerics.percent_match import MISSING, TooMany, close_pairs
from miqyas.results.check import CheckResult
from miqyas.types import IntMatrix, IntVector

MOST_PAIRS = 30_000_000


def exact_duplicates(answers: Answers, *, questions: Sequence[str] = (), fewest: int = 1) -> CheckResult:
    """Flag the answers that repeat, to all the questions named, what an earlier one said.

    Parameters
    ----------
    answers : Answers
    questions : sequence of str
        All when empty; one identifier to find who was asked twice.
    fewest : int
        An answer that says less than this many things repeats nobody.

    Returns
    -------
    CheckResult
        Reason ``repeated``: ``other`` the first of those alike.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`.

    References
    ----------
    Koczela, S., Furlong, C., McCarthy, J. and Mushtaq, A. (2015). Curbstoning and beyond: confronting data fabrication in
    survey research. Statistical Journal of the IAOS 31(3), 413-422.

    Examples
    --------
    >>> found = exact_duplicates(Answers(["a", "b", "c"], {"name": ["Ali", "Ali", None]}))
    >>> [(row["answer"], row["other"]) for row in found.table.records()]
    [('b', 'a')]
    """
    names = list(questions or answers.columns)
    seen: dict[tuple[object, ...], str] = {}
    flags = []
    for key, row in zip(
        answers.keys, zip(*(answers.column(name) for name in names), strict=True), strict=False
    ):
        if sum(not is_missing(value) for value in row) < fewest:
            continue
        first = seen.setdefault(tuple(row), key)
        if first != key:
            flags.append(Flag(key, "repeated", ", ".join(questions), other=first))
    return flagged("exact_duplicates", flags, n=len(answers.keys))


def percent_match(
    answers: Answers,
    *,
    questions: Sequence[str] = (),
    share: float = 0.85,
    fewest: int = 10,
    within: str | None = None,
) -> CheckResult:
    """Flag the answers that say the same as another one to most questions.

    Two people rarely agree on more than 85 % of a long questionnaire; a copy with a few changes does. Short
    questionnaires, and those where nearly everybody says the same, make pairs agree honestly: look before concluding.

    Parameters
    ----------
    answers : Answers
    questions : sequence of str
        Those to compare, without identifiers or instants; all when empty.
    share : float
        Share of equal answers from which a pair is flagged.
    fewest : int
        Questions that at least one of the two answered; fewer are not compared.
    within : str, optional
        Compare only answers that say the same to this question (an enumerator, a place).

    Returns
    -------
    CheckResult
        Reason ``nearly_same``: each answer of a close pair, ``value`` the largest share, ``other`` the closest answer.
        Facts ``n_pairs``, ``highest`` among them.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `ThresholdOutOfRange`; `TooFewQuestions`: fewer questions than ``fewest``; `TooManyPairs`.

    References
    ----------
    Kuriakose, N. and Robbins, M. (2016). Don't get duped: fraud through duplication in public opinion surveys. Statistical
    Journal of the IAOS 32(3), 283-291.
    Simmons, K., Mercer, A., Schwarzer, S. and Kennedy, C. (2016). Evaluating a new proposal for detecting data
    falsification in surveys. Statistical Journal of the IAOS 32(3), 327-338: honest surveys that pass the threshold.

    Examples
    --------
    >>> columns = {f"q{n}": [n % 3, n % 3, n % 4] for n in range(20)}
    >>> found = percent_match(Answers(["a", "b", "c"], columns))
    >>> [(row["answer"], row["other"]) for row in found.table.records()]
    [('a', 'b'), ('b', 'a')]
    """
    check_setting("share", share, least=0.5, most=1)
    names = list(questions or answers.columns)
    if len(names) < fewest:
        raise TooFewQuestions(found=len(names), needed=fewest)
    best: dict[int, tuple[float, int]] = {}
    n_pairs = 0
    codes = _codes(answers, names)
    for members in _groups(answers, within):
        try:
            first, second, found = close_pairs(
                codes[members], share=share, fewest=fewest, most_pairs=MOST_PAIRS
            )
        except TooMany as many:
            raise TooManyPairs(found=many.found, most=MOST_PAIRS) from many
        n_pairs += len(found)
        for i, j, value in zip(members[first], members[second], found, strict=True):
            for one, other in ((int(i), int(j)), (int(j), int(i))):
                if one not in best or value > best[one][0]:
                    best[one] = (float(value), other)
    flags = [
        Flag(answers.keys[one], "nearly_same", value=value, limit=share, other=answers.keys[other])
        for one, (value, other) in sorted(best.items())
    ]
    highest = max((value for value, _ in best.values()), default=None)
    return flagged(
        "percent_match", flags, n=len(answers.keys), facts={"n_pairs": n_pairs, "highest": highest}
    )


def _codes(answers: Answers, names: Sequence[str]) -> IntMatrix:
    codes = np.empty((len(answers.keys), len(names)), np.int64)
    for place, name in enumerate(names):
        known: dict[object, int] = {}
        codes[:, place] = [
            MISSING if is_missing(value) else known.setdefault(value, len(known))
            for value in answers.column(name)
        ]
    return codes


def _groups(answers: Answers, within: str | None) -> list[IntVector]:
    if within is None:
        return [np.arange(len(answers.keys))]
    groups: dict[object, list[int]] = {}
    for place, value in enumerate(answers.column(within)):
        groups.setdefault(value, []).append(place)
    return [np.array(places) for places in groups.values()]
