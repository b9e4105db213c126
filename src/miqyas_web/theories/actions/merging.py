"""What two people wrote at once, brought together field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from miqyas_web.foundation import clock
from miqyas_web.theories.models import Theory
from miqyas_web.theories.queries import Overtaking, overtakings
from miqyas_web.theories.rules import Disagreement, Overtaken, Row


@dataclass(slots=True)
class _Merge:
    """What comes of bringing texts together: the fields to take from others, and those both wrote."""

    taken: Row = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)

    def bring(self, name: str, before: Any, theirs: Any, mine: Any) -> Any:
        """One field, from three sides: what both had read, what stands, what the person wrote."""
        if theirs in (mine, before):
            return mine
        if mine == before:
            return theirs
        if isinstance(mine, list) and isinstance(theirs, list):
            return _both(before or [], theirs, mine)
        if isinstance(mine, dict) and isinstance(theirs, dict):
            sides = (before or {}, theirs, mine)
            names = sorted(set().union(*sides))
            merged = {each: self.bring(each, *(side.get(each, "") for side in sides)) for each in names}
            return {each: value for each, value in merged.items() if value != ""}
        self.disagreements.append(Disagreement(name, before, theirs, mine))
        return mine


def reconcile(
    theory: Theory,
    key: str,
    *,
    stands: Row,
    mine: Row,
    seen_revision: int | None = None,
    read: Mapping[str, Any] | None = None,
) -> Row:
    """Merge what a person wrote (``mine``) with what stands, since the person read it.

    Answers with the fields to write otherwise than in ``mine``: those the person left as read, and those both
    added to. A field both rewrote raises ``Overtaken``, which holds the three texts of each. What was read is
    told by ``seen_revision``, or field by field in ``read``.
    """
    changed = {} if seen_revision is None else overtakings(theory, key, since=seen_revision)
    bases = {name: each.before for name, each in changed.items()} | dict(read or {})
    merge = _Merge()
    for name, before in bases.items():
        value = merge.bring(name, before, stands[name], mine[name])
        if value != mine[name]:
            merge.taken[name] = value
    if merge.disagreements:
        who, at = _last_writer(set(bases), changed or overtakings(theory, key, since=0))
        raise Overtaken(who=who, at=at, fields=merge.disagreements, taken=merge.taken)
    return merge.taken


def _both(before: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    """What each added, without what either took out."""
    gone = {each for each in before if each not in theirs or each not in mine}
    return sorted({*theirs, *mine} - gone)


def _last_writer(fields: set[str], changed: dict[str, Overtaking]) -> tuple[str, datetime]:
    """Whoever wrote last one of these fields, and when."""
    changes = [each.change for name, each in changed.items() if name in fields]
    last = max(changes, key=lambda change: change.revision, default=None)
    return (str(last.by), last.at) if last else ("…", clock.now())
