"""What a check says of one answer, and the result they make together."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from miqyas.checks.collection.answers import Value
from miqyas.checks.sentences.collection import headline
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

COLUMNS = ("answer", "reason", "question", "value", "limit", "other")


@dataclass(frozen=True, slots=True)
class Flag:
    """One answer that needs a look.

    Attributes
    ----------
    answer, reason : str
        Key of the answer; stable name of what was seen, whose sentence is `flag_sentence`.
    question : str
        What it is about; empty for the whole answer.
    value, limit : value
        What was found, and what it passes.
    other : str
        Key of the answer it resembles or contradicts.
    """

    answer: str
    reason: str
    question: str = ""
    value: Value = None
    limit: Value = None
    other: str = ""


def flagged(
    name: str,
    flags: Sequence[Flag],
    *,
    n: int,
    facts: Mapping[str, Cell] | None = None,
    passed: bool | None = True,
) -> CheckResult:
    """The result of a check that looks at each answer; ``passed`` is what holds when nothing was seen."""
    n_flagged = len({flag.answer for flag in flags})
    known = {key: value for key, value in (facts or {}).items() if value is not None}
    said = {"n": n, "n_flagged": n_flagged} | known
    return CheckResult(
        name=name,
        passed=False if flags else passed,
        table=Table(COLUMNS, tuple(astuple(flag) for flag in flags)),
        text={
            language: headline(name, language, said, tells=bool(flags) or passed is not None)
            for language in LANGUAGES
        },
        facts=said,
    )
