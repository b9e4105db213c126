"""Back-checks: the same questions put again by someone else, and how often the answers differ."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from miqyas.checks.collection.answers import Answers, Value, check_setting, is_missing
from miqyas.checks.collection.flags import COLUMNS as FLAG_COLUMNS
from miqyas.checks.collection.flags import Flag
from miqyas.checks.sentences.collection import headline
from miqyas.errors import NothingBackChecked
from miqyas.numerics.proportions import wilson
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

COLUMNS = ("level", "name", "n", "n_different", "share", "low", "high")
# Beyond a tenth of differences on what cannot change, the enumerator is suspected before the question.
MOST_DIFFERENT = 0.10


class Kind(IntEnum):
    """What a difference means: something cannot change; is hard to ask; may change honestly."""

    FIXED = 1
    HARD = 2
    CHANGING = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """A question put twice; numbers within ``tolerance`` of each other agree."""

    kind: Kind = Kind.FIXED
    tolerance: float = 0.0


@dataclass(slots=True)
class _Tally:
    n: int = 0
    n_different: int = 0
    flags: list[Flag] = field(default_factory=list)


def back_checks(
    first: Answers,
    second: Answers,
    *,
    linked: Mapping[str, str],
    questions: Mapping[str, Compared],
    enumerator: str,
    most_different: float = MOST_DIFFERENT,
    level: float = 0.95,
) -> CheckResult:
    """Compare answers with those collected again, and give error rates by kind, question and enumerator.

    Parameters
    ----------
    first, second : Answers
        As collected first; as collected again.
    linked : mapping of str to str
        Key of the second answer to that of the first.
    questions : mapping of str to Compared
        What to compare, of which kind, with which tolerance. Not compared where either is missing.
    enumerator : str
        Question of ``first`` that says who asked.
    most_different : float
        Share of differences on fixed questions from which an enumerator needs a look.
    level : float
        Coverage of each interval (Wilson; differences inside one answer count as independent, so intervals are on the
        short side).

    Returns
    -------
    CheckResult
        Rows of ``level`` ``all``, ``kind``, ``question`` and ``enumerator`` (fixed questions only). ``passed`` is False
        when the interval of an enumerator lies above ``most_different``; None when no fixed question was compared.
        Facts ``n_pairs``, ``n_compared``, ``n_different``, ``fixed_share``, ``fixed_low``, ``fixed_high``, ``n_above``.

    Raises
    ------
    InvalidAnswers
        `QuestionAbsent`, `ThresholdOutOfRange`, `NothingBackChecked`.

    References
    ----------
    Innovations for Poverty Action, "bcstats" and its guide to back checks: the three kinds of questions.

    Examples
    --------
    >>> one = Answers(["a"], {"age": [30], "who": ["E1"]})
    >>> two = Answers(["a2"], {"age": [40]})
    >>> found = back_checks(one, two, linked={"a2": "a"}, questions={"age": Compared()}, enumerator="who")
    >>> found.table.rows[0][:5]
    ('all', '', 1, 1, 1.0)
    """
    check_setting("most_different", most_different, least=0, most=1)
    check_setting("level", level, least=0.5, most=0.999)
    tallies, _flags = _compare(first, second, linked, questions, enumerator)
    rows = [
        (
            *name,
            tally.n,
            tally.n_different,
            tally.n_different / tally.n,
            *wilson(tally.n_different / tally.n, tally.n, level),
        )
        for name, tally in tallies.items()
    ]
    above = sum(row[0] == "enumerator" and row[5] > most_different for row in rows)
    fixed = next((row for row in rows if row[:2] == ("kind", str(int(Kind.FIXED)))), None)
    facts: dict[str, float | int | bool | str] = {
        "n_pairs": len(linked),
        "n_compared": rows[0][2],
        "n_different": rows[0][3],
        "n_above": above,
        **(dict(zip(("fixed_share", "fixed_low", "fixed_high"), fixed[4:], strict=True)) if fixed else {}),
    }
    return CheckResult(
        "back_checks",
        not above if fixed else None,
        Table(COLUMNS, tuple(rows)),
        {
            language: headline("back_checks", language, facts, tells=fixed is not None)
            for language in LANGUAGES
        },
        facts,
    )


def differences(
    first: Answers,
    second: Answers,
    *,
    linked: Mapping[str, str],
    questions: Mapping[str, Compared],
    enumerator: str,
) -> Table:
    """The differences themselves, as flags of the first answer: ``value`` then, ``limit`` the answer given again."""
    _, flags = _compare(first, second, linked, questions, enumerator)
    rows = tuple((f.answer, f.reason, f.question, f.value, f.limit, f.other) for f in flags)
    return Table(FLAG_COLUMNS, rows)


def _compare(
    first: Answers,
    second: Answers,
    linked: Mapping[str, str],
    questions: Mapping[str, Compared],
    enumerator: str,
) -> tuple[dict[tuple[str, str], _Tally], list[Flag]]:
    where = {key: place for place, key in enumerate(first.keys)}
    pairs = [(again, where[linked[key]]) for again, key in enumerate(second.keys) if linked.get(key) in where]
    who = first.column(enumerator)
    tallies: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)
    flags = []
    for name, compared in questions.items():
        one, two = first.column(name), second.column(name)
        for again, place in pairs:
            if is_missing(one[place]) or is_missing(two[again]):
                continue
            differs = not _agree(one[place], two[again], compared.tolerance)
            for tally in _levels(name, compared.kind, str(who[place])):
                tallies[tally].n += 1
                tallies[tally].n_different += differs
            if differs:
                flags.append(
                    Flag(first.keys[place], "different", name, one[place], two[again], second.keys[again])
                )
    if not tallies:
        raise NothingBackChecked
    order = ("all", "kind", "question", "enumerator")
    return dict(sorted(tallies.items(), key=lambda pair: (order.index(pair[0][0]), pair[0][1]))), flags


def _levels(question: str, kind: Kind, who: str) -> list[tuple[str, str]]:
    levels = [("all", ""), ("kind", str(int(kind))), ("question", question)]
    return [*levels, ("enumerator", who)] if kind is Kind.FIXED else levels


def _agree(one: Value, other: Value, tolerance: float) -> bool:
    try:
        return abs(float(one or 0) - float(other or 0)) <= tolerance
    except ValueError:
        return str(one) == str(other)
