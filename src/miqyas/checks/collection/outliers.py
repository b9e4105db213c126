"""Outliers: numbers far from those of the same group."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np

from miqyas.checks.collection.answers import Answers, check_setting
from miqyas.checks.collection.flags import Flag, flagged
from miqyas.numerics.robust import MAD_OF_NORMAL, median_and_mad, tukey_fences
from miqyas.results.check import CheckResult
from miqyas.types import FloatVector, IntVector

FEWEST = 10


class Rule(StrEnum):
    """How far is too far: modified z-score, or Tukey's fences."""

    ROBUST_Z = "robust-z"
    TUKEY = "tukey"


REACH = {Rule.ROBUST_Z: 3.5, Rule.TUKEY: 3.0}


def outliers(
    answers: Answers,
    *,
    questions: Sequence[str],
    rule: Rule = Rule.ROBUST_Z,
    reach: float | None = None,
    by: str | None = None,
) -> CheckResult:
    """Flag numbers far from the others, inside each group.

    Parameters
    ----------
    answers : Answers
    questions : sequence of str
        Questions answered by a number.
    rule, reach
        ``ROBUST_Z``: modified z-score beyond 3.5; ``TUKEY``: beyond the quartiles by 3 interquartile ranges ("far out").
    by : str, optional
        Question that makes groups; a group with fewer than ten numbers is not judged.

    Returns
    -------
    CheckResult
        Reasons ``outlier_low`` and ``outlier_high``: ``value`` the number, ``limit`` the bound passed. Facts ``n_judged``
        numbers, ``n_not_judged`` (group too small, or more than half of it equal). ``passed`` is None when none was judged.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `AnswerNotNumber`, `ThresholdOutOfRange`.

    References
    ----------
    Iglewicz, B. and Hoaglin, D. C. (1993). How to detect and handle outliers. ASQC.
    Tukey, J. W. (1977). Exploratory data analysis. Addison-Wesley.

    Examples
    --------
    >>> incomes = [900, 1000, 1100, 1200, 950, 1050, 1150, 980, 1020, 1080, 90000]
    >>> found = outliers(Answers([str(n) for n in range(11)], {"income": incomes}), questions=["income"])
    >>> [(row["answer"], row["reason"]) for row in found.table.records()]
    [('10', 'outlier_high')]
    """
    reach = REACH[rule] if reach is None else reach
    check_setting("reach", reach, least=0.1)
    flags: list[Flag] = []
    n_judged = n_known = 0
    for question in questions:
        numbers = answers.numbers(question)
        n_known += int(np.isfinite(numbers).sum())
        for members in _groups(answers, by):
            known = members[np.isfinite(numbers[members])]
            bounds = _bounds(numbers[known], rule, reach)
            if bounds is not None:
                n_judged += len(known)
                flags += _beyond(answers, question, numbers, known, bounds)
    facts = {"n_judged": n_judged, "n_not_judged": n_known - n_judged}
    return flagged("outliers", flags, n=len(answers.keys), facts=facts, passed=True if n_judged else None)


def _groups(answers: Answers, by: str | None) -> Iterator[IntVector]:
    if by is None:
        yield np.arange(len(answers.keys))
        return
    labels = np.array([str(value) for value in answers.column(by)])
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(labels[order][1:] != labels[order][:-1]) + 1
    yield from np.split(order, starts)


def _bounds(known: FloatVector, rule: Rule, reach: float) -> tuple[float, float] | None:
    if len(known) < FEWEST:
        return None
    if rule is Rule.TUKEY:
        low, high = tukey_fences(known, reach)
        return (low, high) if high > low else None
    middle, mad = median_and_mad(known)
    margin = reach * mad / MAD_OF_NORMAL
    return (middle - margin, middle + margin) if mad else None


def _beyond(
    answers: Answers, question: str, numbers: FloatVector, known: IntVector, bounds: tuple[float, float]
) -> list[Flag]:
    low, high = bounds
    return [
        Flag(
            answers.keys[place],
            "outlier_low" if numbers[place] < low else "outlier_high",
            question,
            float(numbers[place]),
            low if numbers[place] < low else high,
        )
        for place in known
        if not low <= numbers[place] <= high
    ]
