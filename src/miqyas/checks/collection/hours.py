"""Time of day: answers begun when nobody visits."""

from miqyas.checks.collection.answers import Answers, check_setting
from miqyas.checks.collection.flags import Flag, flagged
from miqyas.results.check import CheckResult


def time_of_day(answers: Answers, *, question: str, earliest: float = 7, latest: float = 21) -> CheckResult:
    """Flag the answers begun outside the hours of work, by the clock of the phone.

    Parameters
    ----------
    answers : Answers
    question : str
        Hour of the beginning in local time, between 0 and 24: 13.5 is half past one.
    earliest, latest : float
        Hours of work; when ``earliest`` is the larger, work goes past midnight.

    Returns
    -------
    CheckResult
        Reason ``odd_hour``: ``value`` the hour. Fact ``n_missing``. ``passed`` is None when no answer tells its hour.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `AnswerNotNumber`, `ThresholdOutOfRange`: an hour of the settings outside of 0 to 24.

    References
    ----------
    Robbins, M. (2018). New frontiers in detecting data fabrication. In Johnson et al. (eds), Advances in comparative
    survey methods. Wiley: time stamps among the signs to look at.

    Examples
    --------
    >>> found = time_of_day(Answers(["a", "b"], {"hour": [10.25, 3.0]}), question="hour")
    >>> [row["answer"] for row in found.table.records()]
    ['b']
    """
    check_setting("earliest", earliest, least=0, most=24)
    check_setting("latest", latest, least=0, most=24)
    hours = answers.numbers(question)
    flags = [
        Flag(key, "odd_hour", question, float(hour), earliest if hour < earliest else latest)
        for key, hour in zip(answers.keys, hours, strict=True)
        if hour == hour and not _within(float(hour), earliest, latest)  # noqa: PLR0124 -- not-a-number differs from itself
    ]
    missing = int((hours != hours).sum())  # noqa: PLR0124 -- same reason
    told = None if missing == len(hours) else True
    return flagged("time_of_day", flags, n=len(hours), facts={"n_missing": missing}, passed=told)


def _within(hour: float, earliest: float, latest: float) -> bool:
    if earliest <= latest:
        return earliest <= hour < latest
    return hour >= earliest or hour < latest
