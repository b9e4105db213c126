"""Consent: how many agreed to answer, and with whom."""

from collections.abc import Collection

from miqyas.checks.collection.answers import Answers, Value, check_setting, is_missing
from miqyas.checks.sentences.collection import headline
from miqyas.errors import NothingToCheck
from miqyas.numerics.proportions import wilson
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

COLUMNS = ("group", "n", "n_yes", "share", "low", "high")


def consent_rate(
    answers: Answers,
    *,
    question: str,
    yes: Collection[Value],
    by: str | None = None,
    least: float = 0.5,
    level: float = 0.95,
) -> CheckResult:
    """Count those who agreed, overall and by group.

    Parameters
    ----------
    answers : Answers
    question : str
        The question that asks for consent.
    yes : collection
        Answers that mean yes.
    by : str, optional
        Question that makes groups: who asked.
    least : float
        Rate below which a group needs a look, when its whole interval lies below.
    level : float
        Coverage of each interval (Wilson).

    Returns
    -------
    CheckResult
        First row, ``group`` empty: all. ``passed`` is False when an interval lies below ``least``. Facts ``n``, ``n_yes``,
        ``share``, ``low``, ``high``, ``n_below``, ``n_missing`` (consent not recorded: such an answer may not be used).

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `ThresholdOutOfRange`, `NothingToCheck`: nobody was asked.

    References
    ----------
    Law 09-08 of Morocco, article 4: consent. AAPOR (2016). Standard definitions, 9th ed.: cooperation rates.

    Examples
    --------
    >>> found = consent_rate(Answers(["a", "b", "c"], {"agrees": ["yes", "no", "yes"]}), question="agrees", yes=["yes"])
    >>> round(found.facts["share"], 3), found.facts["n"]
    (0.667, 3)
    """
    check_setting("least", least, least=0, most=1)
    check_setting("level", level, least=0.5, most=0.999)
    said = answers.column(question)
    groups: dict[str, list[bool]] = {}
    names = answers.column(by) if by else [""] * len(said)
    for value, name in zip(said, names, strict=True):
        if not is_missing(value):
            for group in {"", "" if name is None else str(name)}:
                groups.setdefault(group, []).append(value in yes)
    if not groups:
        raise NothingToCheck
    rows = [_row(name, groups[name], level) for name in sorted(groups)]
    _, n, n_yes, share, low, high = rows[0]
    below = sum(row[5] < least for row in rows)
    facts = {
        "n": n,
        "n_yes": n_yes,
        "share": share,
        "low": low,
        "high": high,
        "n_below": below,
        "n_missing": len(said) - n,
    }
    return CheckResult(
        "consent_rate",
        not below,
        Table(COLUMNS, tuple(rows)),
        {language: headline("consent_rate", language, facts, tells=True) for language in LANGUAGES},
        dict(facts),
    )


def _row(name: str, agreed: list[bool], level: float) -> tuple[str, int, int, float, float, float]:
    n, n_yes = len(agreed), sum(agreed)
    low, high = wilson(n_yes / n, n, level)
    return name, n, n_yes, n_yes / n, low, high
