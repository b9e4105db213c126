"""What may be done to a theory. No queries, no requests."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.initiatives.rules import Stale, writable

# The kinds of part a theory is made of, in the order in which they can be written: groups before the elements
# that quote them, links before the risks that bear on them.
PARTS = ("stakeholders", "nodes", "links", "risks")
# What the drawing, the checks and a reader can still hold (`miqyas.theory.graph`: 500 and 2,000 at most).
MOST_NODES = 300
MOST_LINKS = 800
MOST_STAKEHOLDERS = 60
MOST_COMMENTS = 2_000
MOST_RISKS = 120
# A hand's width beyond any layout: what lies farther was not put there by a hand.
FARTHEST = 100_000.0
# Where an element is drawn, not what it says: two people may move and rewrite it at once.
PLACE_FIELDS = frozenset({"x", "y"})
# The share of points above which a theory is sound enough to build indicators on.
SOUND_SHARE = 0.75

Row = dict[str, Any]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field that two people wrote at once: what both had read, and what each made of it."""

    field: str
    before: Any
    theirs: Any
    mine: Any


class Overtaken(Stale):
    """Someone changed the same fields of an element or link since the person read them."""

    def __init__(
        self, *, who: str, at: datetime, fields: Sequence[Disagreement], taken: Mapping[str, Any]
    ) -> None:
        super().__init__(
            _(
                "%(who)s changed this while you were writing. Nothing of yours is lost: compare both below, "
                "keep what is right, then save."
            )
            % {"who": who}
        )
        self.who = who
        self.at = at
        self.fields = tuple(fields)
        # Fields the person left alone and others changed: what stands in them.
        self.taken = dict(taken)


class Gone(Refused):
    """The element or link is no longer in the theory."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This is no longer in the theory: someone deleted it since the page was opened. "
                "Open the theory again."
            )
        )


def check_room_for(*, nodes: int = 0, links: int = 0) -> None:
    """Raise ``Refused`` when the theory would hold more than people and drawings can."""
    if nodes > MOST_NODES or links > MOST_LINKS:
        raise Refused(
            _(
                "A theory holds at most %(nodes)s elements and %(links)s links. Gather the finer steps in "
                "one element, or describe another initiative."
            )
            % {"nodes": MOST_NODES, "links": MOST_LINKS}
        )


def check_title(title: str) -> str:
    """The title without what cannot be written; raises ``Unfit`` when nothing is left."""
    title = " ".join(writable(title).split())
    if not title:
        raise Unfit(_("An element needs a title: what is done, or what changes and for whom."))
    return title


def check_groups(groups: Iterable[str], known: Collection[str]) -> list[str]:
    """The keys in order, each once; raises ``Unfit`` for a group that the theory does not describe."""
    chosen = sorted(set(groups))
    if any(key not in known for key in chosen):
        raise Unfit(_("One of these groups is no longer in the theory. Open the form again and choose anew."))
    return chosen


def check_can_add(*, stakeholders: int = 0, risks: int = 0) -> None:
    """Raise ``Refused`` when there would be more groups or risks than people read."""
    if stakeholders > MOST_STAKEHOLDERS or risks > MOST_RISKS:
        raise Refused(
            _("A theory names at most %(groups)s groups and %(risks)s risks. Gather those that are alike.")
            % {"groups": MOST_STAKEHOLDERS, "risks": MOST_RISKS}
        )


def check_name(text: str, problem: str | Promise) -> str:
    """The text without what cannot be written; raises ``Unfit`` with ``problem`` when nothing is left."""
    text = " ".join(writable(text).split())
    if not text:
        raise Unfit(problem)
    return text


def check_can_comment(n_comments: int) -> None:
    """Raise ``Refused`` when a theory carries more remarks than people read."""
    if n_comments >= MOST_COMMENTS:
        raise Refused(_("This theory carries too many comments already: decide, then keep a version of it."))


def check_can_close(*, is_author: bool, may_describe: bool) -> None:
    """Raise ``Refused`` unless the person began the discussion or may change the theory."""
    if not (is_author or may_describe):
        raise Refused(
            _("Only whoever began a discussion, or someone who may change the theory, may close it.")
        )


def check_can_link(*, source: str, target: str, linked: Iterable[tuple[str, str]]) -> None:
    """Raise ``Refused`` for a loop or a link that stands already. Keys in, keys in ``linked``."""
    if source == target:
        raise Refused(_("An element cannot lead to itself. Choose another element at the end of the link."))
    if (source, target) in set(linked):
        raise Refused(_("These two elements are linked already. Open the link to change what it says."))


def check_positions(moves: Mapping[str, tuple[float, float]]) -> None:
    """Raise ``Unfit`` unless every place is a point of the drawing."""
    for place in moves.values():
        if not all(-FARTHEST <= value <= FARTHEST for value in place):
            raise Unfit(_("A place outside the drawing was sent. Arrange the drawing again."))


def is_sound(score: float, maximum: float) -> bool:
    """Whether a theory is sound enough to build indicators on."""
    return score >= SOUND_SHARE * maximum
