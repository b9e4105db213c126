"""Enumerators: answers that depend on who asks."""

from dataclasses import dataclass

import numpy as np

from miqyas.checks.collection.answers import Answers, check_setting
from miqyas.checks.sentences.collection import enumerator_sentence
from miqyas.errors import OneEnumerator, TooFewAnswers
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.intraclass import intraclass
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES, FloatVector, IntVector

COLUMNS = ("enumerator", "n", "mean", "difference", "low", "high", "stands_apart")
FEWEST = 10


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What is known: values, the enumerator of each as a number, and their names."""

    y: FloatVector
    group: IntVector
    names: list[str]


def enumerator_effects(
    answers: Answers, *, question: str, enumerator: str, level: float = 0.95
) -> CheckResult:
    """Compare each enumerator with all others, and say how much of the variation goes with who asks.

    One random intercept by enumerator: the intraclass correlation is the share of the variance that lies between
    enumerators. Unless people were given to enumerators by chance, part of it is where they worked.

    Parameters
    ----------
    answers : Answers
    question, enumerator : str
        A number (or 0 and 1), and who asked.
    level : float
        Coverage of the interval of the correlation, and of all the differences together (Bonferroni).

    Returns
    -------
    CheckResult
        One row by enumerator: n, mean, difference with the others and its simultaneous interval (Welch); empty when fewer
        than two answers. ``passed`` is False when one stands apart (interval without zero), None when nothing varies.
        Facts: ``icc``, ``icc_low``, ``icc_high``, ``mean_size``, ``design_effect`` 1 + (n₀ - 1) ρ, ``n``, ``n_enumerators``,
        ``n_apart``.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `AnswerNotNumber`, `ThresholdOutOfRange`, `OneEnumerator`, `TooFewAnswers` (ten are needed).

    References
    ----------
    Kish, L. (1962). Studies of interviewer variance for attitudinal variables. Journal of the American Statistical
    Association 57, 92-115: design effect of interviewers.
    Donner, A. (1986). International Statistical Review 54(1), 67-82.

    Examples
    --------
    >>> columns = {"income": [10, 11, 12, 10, 11, 12, 20, 21, 22, 20, 21, 22], "who": ["A"] * 6 + ["B"] * 6}
    >>> found = enumerator_effects(Answers([str(n) for n in range(12)], columns), question="income", enumerator="who")
    >>> found.passed, round(found.facts["icc"], 2)
    (False, 0.98)
    """
    check_setting("level", level, least=0.5, most=0.999)
    known = _known(answers, question, enumerator)
    sizes = np.bincount(known.group)
    n_compared = int((sizes >= 2).sum())
    if n_compared < 2:
        raise OneEnumerator(found=n_compared)
    if len(known.y) < FEWEST:
        raise TooFewAnswers(found=len(known.y), needed=FEWEST)
    rows = [_row(known, place, 1 - (1 - level) / n_compared) for place in range(len(known.names))]
    return _result(question, known, rows, level)


def _known(answers: Answers, question: str, enumerator: str) -> _Numbers:
    y = answers.numbers(question)
    who = answers.column(enumerator)
    kept = [place for place, name in enumerate(who) if np.isfinite(y[place]) and name not in {None, ""}]
    names = sorted({str(who[place]) for place in kept})
    number = {name: place for place, name in enumerate(names)}
    return _Numbers(y[kept], np.array([number[str(who[place])] for place in kept], np.int64), names)


def _row(known: _Numbers, place: int, level: float) -> tuple[Cell, ...]:
    theirs, others = known.y[known.group == place], known.y[known.group != place]
    name, n, mean = known.names[place], len(theirs), float(theirs.mean())
    if n < 2 or len(others) < 2:
        return name, n, mean, None, None, None, None
    gap = mean - float(others.mean())
    parts = theirs.var(ddof=1) / n, others.var(ddof=1) / len(others)
    spread = float(sum(parts))
    if spread == 0:
        return name, n, mean, gap, gap, gap, gap != 0
    df = spread**2 / (parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (len(others) - 1))
    margin = t_quantile((1 + level) / 2, float(df)) * float(np.sqrt(spread))
    return name, n, mean, gap, gap - margin, gap + margin, bool(abs(gap) > margin)


def _result(question: str, known: _Numbers, rows: list[tuple[Cell, ...]], level: float) -> CheckResult:
    found = intraclass(known.y, known.group, level)
    n_apart = sum(row[-1] is True for row in rows)
    facts: dict[str, float | int | bool | str] = {
        "n": len(known.y),
        "n_enumerators": len(rows),
        "n_apart": n_apart,
        "question": question,
    }
    if found is not None:
        facts |= {
            "icc": found.value,
            "icc_low": found.low,
            "icc_high": found.high,
            "mean_size": found.mean_size,
            "design_effect": 1 + (found.mean_size - 1) * max(0.0, found.value),
        }
    passed = None if found is None and not n_apart else not n_apart
    return CheckResult(
        "enumerator_effects",
        passed,
        Table(COLUMNS, tuple(rows)),
        {language: enumerator_sentence(language, facts) for language in LANGUAGES},
        facts,
    )
