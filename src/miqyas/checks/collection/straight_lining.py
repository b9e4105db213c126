"""Straight-lining: the same answer all along a battery of questions."""

from collections import Counter
from collections.abc import Mapping, Sequence

from miqyas.checks.collection.answers import Answers, check_setting, is_missing
from miqyas.checks.collection.flags import Flag, flagged
from miqyas.results.check import CheckResult


def straight_lining(
    answers: Answers, *, batteries: Mapping[str, Sequence[str]], share: float = 1.0, least: int = 5
) -> CheckResult:
    """Flag the answers that say the same thing to (nearly) all questions of a battery.

    A battery should hold questions worded both ways: then nobody sincere says the same to all.

    Parameters
    ----------
    answers : Answers
    batteries : mapping of str to sequence of str
        Questions of each battery, on one scale, by a name.
    share : float
        Share of one and the same choice from which an answer is flagged.
    least : int
        Fewer questions answered than this are not judged.

    Returns
    -------
    CheckResult
        Reason ``same_throughout``: ``question`` the battery, ``value`` the share. Fact ``n_judged``: batteries judged over
        all answers; ``passed`` is None when there is none.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `ThresholdOutOfRange`.

    References
    ----------
    Krosnick, J. A. (1991). Response strategies for coping with the cognitive demands of attitude measures in surveys.
    Applied Cognitive Psychology 5(3), 213-236: non-differentiation.

    Examples
    --------
    >>> scale = {f"q{n}": [3, n % 4] for n in range(6)}
    >>> found = straight_lining(Answers(["a", "b"], scale), batteries={"trust": list(scale)})
    >>> [row["answer"] for row in found.table.records()]
    ['a']
    """
    check_setting("share", share, least=0.5, most=1)
    check_setting("least", least, least=3)
    flags, n_judged = [], 0
    for name, questions in batteries.items():
        rows = zip(*(answers.column(question) for question in questions), strict=True)
        for key, row in zip(answers.keys, rows, strict=False):
            said = [value for value in row if not is_missing(value)]
            if len(said) < least:
                continue
            n_judged += 1
            same = max(Counter(said).values()) / len(said)
            if same >= share:
                flags.append(Flag(key, "same_throughout", name, same, share))
    facts = {"n_judged": n_judged}
    return flagged(
        "straight_lining", flags, n=len(answers.keys), facts=facts, passed=True if n_judged else None
    )
