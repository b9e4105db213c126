"""Duration: answers given much faster or slower than the others."""

import numpy as np

from miqyas.checks.collection.answers import Answers, check_setting
from miqyas.checks.collection.flags import Flag, flagged
from miqyas.numerics.robust import MAD_OF_NORMAL, median_and_mad
from miqyas.results.check import CheckResult

FEWEST = 10


def duration(
    answers: Answers, *, question: str, cutoff: float = 3.5, shortest: float | None = None
) -> CheckResult:
    """Flag the answers whose logarithm of duration lies far from the median, by the rule of the modified z-score.

    Durations are skewed to the right: on the logarithm, half as long is as far as twice as long.

    Parameters
    ----------
    answers : Answers
    question : str
        Seconds between the beginning and the end.
    cutoff : float
        Largest modified z-score 0.6745 |x - median| / MAD that is not flagged.
    shortest : float, optional
        Seconds under which nobody can have asked everything, whatever the others did.

    Returns
    -------
    CheckResult
        Reasons ``too_short``, ``too_long``, ``no_time`` (zero or less: a clock was changed). Facts: ``median`` seconds,
        ``low`` and ``high`` the limits, ``n_missing``. ``passed`` is None with fewer than ten durations, or when more than
        half are equal.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `AnswerNotNumber`, `ThresholdOutOfRange`.

    References
    ----------
    Iglewicz, B. and Hoaglin, D. C. (1993). How to detect and handle outliers. ASQC: 3.5 as cutoff.

    Examples
    --------
    >>> seconds = [600, 640, 700, 580, 620, 660, 610, 650, 630, 690, 60]
    >>> found = duration(Answers([str(n) for n in range(11)], {"seconds": seconds}), question="seconds")
    >>> [(row["answer"], row["reason"]) for row in found.table.records()]
    [('10', 'too_short')]
    """
    check_setting("cutoff", cutoff, least=0.1)
    check_setting("shortest", shortest or 0, least=0)
    seconds = answers.numbers(question)
    known = seconds[seconds > 0]
    limits = _limits(known, cutoff)
    low, high = limits or (0.0, np.inf)
    low = max(low, shortest or 0.0)
    flags = [
        Flag(key, reason, question, float(value), limit)
        for key, value in zip(answers.keys, seconds, strict=True)
        for reason, is_so, limit in (
            ("no_time", value <= 0, None),
            ("too_short", 0 < value < low, low),
            ("too_long", value > high, high),
        )
        if is_so
    ]
    facts = {
        "n_missing": int(np.isnan(seconds).sum()),
        "median": float(np.median(known)) if len(known) else None,
        "low": limits and limits[0],
        "high": limits and limits[1],
    }
    told = None if limits is None else True
    return flagged("duration", flags, n=len(answers.keys), facts=facts, passed=told)


def _limits(
    seconds: np.ndarray[tuple[int], np.dtype[np.float64]], cutoff: float
) -> tuple[float, float] | None:
    if len(seconds) < FEWEST:
        return None
    middle, mad = median_and_mad(np.log(seconds))
    if mad == 0:
        return None
    reach = cutoff * mad / MAD_OF_NORMAL
    return float(np.exp(middle - reach)), float(np.exp(middle + reach))
