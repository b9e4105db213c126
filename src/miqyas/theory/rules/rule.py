"""What a rule is, and what it points at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from miqyas.theory.graph import Theory
from miqyas.types import Language

Texts: TypeAlias = dict[Language, str]
Subject: TypeAlias = Literal[
    "theory", "node", "activity", "output", "outcome", "result", "link", "concerned", "risk"
]


@dataclass(frozen=True, slots=True)
class Concern:
    """One place where a rule does not hold.

    Attributes
    ----------
    node, link, stakeholder, risk : str or None
        Key of the part concerned; all None when it is the theory as a whole.
    path : tuple of str
        Keys of nodes along a cycle, the first repeated at the end.
    facts : mapping
        What the rule's sentence needs: a text of the person's, or one text by language.
    """

    node: str | None = None
    link: str | None = None
    stakeholder: str | None = None
    risk: str | None = None
    path: tuple[str, ...] = ()
    facts: Mapping[str, str | Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A published rule: what it finds, what it is worth, why it matters and how to mend it.

    Attributes
    ----------
    key : str
        Stable name.
    points : int
        Kept when the rule holds everywhere.
    subject : str
        What is examined: its number is the denominator of each fault.
    share : {"each", "whole"}
        Whether each fault loses its share of the points, or the first loses them all.
    sheet : str
        Slug of the sheet that teaches it.
    title, text, why, remedy : dict of str
        By language; ``text`` holds the names of facts in braces.
    look : callable
        From a theory to the concerns found.
    """

    key: str
    points: int
    subject: Subject
    share: Literal["each", "whole"]
    sheet: str
    title: Texts
    text: Texts
    why: Texts
    remedy: Texts
    look: Callable[[Theory], Iterable[Concern]]
