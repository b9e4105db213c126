"""Completeness: questions put and left without answer, apart from those the form skipped."""

from collections.abc import Sequence

from miqyas.checks.collection.answers import Answers, check_setting, is_missing
from miqyas.checks.collection.flags import Flag, flagged
from miqyas.checks.sentences.collection import headline
from miqyas.numerics.proportions import wilson
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

LEVEL = 0.95
COLUMNS = ("question", "n_asked", "n_missing", "share", "low", "high", "n_not_asked")


def completeness(
    answers: Answers, *, questions: Sequence[str] = (), most_missing: float = 0.2, least_asked: int = 5
) -> CheckResult:
    """Flag the answers in which too many of the questions put were left without answer.

    A question the form skipped counts neither as answered nor as missing.

    Parameters
    ----------
    answers : Answers
        With ``asked`` where the form skips.
    questions : sequence of str
        Those to look at; all when empty.
    most_missing : float
        Share of missing among questions put, above which an answer is flagged.
    least_asked : int
        Answers with fewer questions put are not judged.

    Returns
    -------
    CheckResult
        Reason ``incomplete``: ``value`` the share missing, ``limit`` the setting. Fact ``share``: over all questions put.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `ThresholdOutOfRange`.

    References
    ----------
    Statistics Canada (2019). Quality Guidelines, 6th ed., "Data editing": item non-response is told from questions that
    did not apply.

    Examples
    --------
    >>> found = completeness(Answers(["a", "b"], {"q": [1, None], "r": [2, None]}), least_asked=1)
    >>> [(row["answer"], row["value"]) for row in found.table.records()]
    [('b', 1.0)]
    """
    check_setting("most_missing", most_missing, least=0, most=1)
    names = list(questions or answers.columns)
    n_asked, n_missing = [0] * len(answers.keys), [0] * len(answers.keys)
    for name in names:
        for place, (value, was_asked) in enumerate(
            zip(answers.column(name), answers.is_asked(name), strict=True)
        ):
            n_asked[place] += was_asked
            n_missing[place] += was_asked and is_missing(value)
    flags = [
        Flag(key, "incomplete", value=missing / asked, limit=most_missing)
        for key, asked, missing in zip(answers.keys, n_asked, n_missing, strict=True)
        if asked >= least_asked and missing / asked > most_missing
    ]
    share = sum(n_missing) / max(1, sum(n_asked))
    return flagged("completeness", flags, n=len(answers.keys), facts={"share": share})


def missing_by_question(
    answers: Answers, *, questions: Sequence[str] = (), most_missing: float = 0.2
) -> CheckResult:
    """Count, for each question, those asked, those who did not answer, and those who were not asked.

    Parameters
    ----------
    answers, questions, most_missing
        As in `completeness`; ``most_missing`` is that of one question over the answers.

    Returns
    -------
    CheckResult
        One row by question, with the Wilson interval of the share missing at 95 %; ``passed`` is False when the lower
        bound of a question passes ``most_missing``, None when nothing was asked.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `ThresholdOutOfRange`.

    References
    ----------
    Wilson, E. B. (1927). Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> found = missing_by_question(Answers(["a", "b"], {"q": [1, None]}, {"q": [True, False]}))
    >>> found.table.rows[0][:3], found.table.rows[0][-1]
    (('q', 1, 0), 1)
    """
    check_setting("most_missing", most_missing, least=0, most=1)
    rows = [_row(answers, name) for name in questions or answers.columns]
    above = [row[0] for row in rows if row[4] is not None and row[4] > most_missing]
    judged = any(row[1] for row in rows)
    facts = {"n": len(answers.keys), "n_questions": len(rows), "n_above": len(above)}
    return CheckResult(
        "missing_by_question",
        not above if judged else None,
        Table(COLUMNS, tuple(rows)),
        {language: headline("missing_by_question", language, facts, tells=judged) for language in LANGUAGES},
        dict(facts),
    )


def _row(answers: Answers, name: str) -> tuple[str, int, int, float | None, float | None, float | None, int]:
    put = [value for value, asked in zip(answers.column(name), answers.is_asked(name), strict=True) if asked]
    n, missing = len(put), sum(map(is_missing, put))
    low, high = wilson(missing / n, n, LEVEL) if n else (None, None)
    return name, n, missing, missing / n if n else None, low, high, len(answers.keys) - n
