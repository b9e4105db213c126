"""What two people wrote at once, brought together field by field."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from miqyas_web.foundation import clock
from miqyas_web.theories.models import Link, Node, Theory
from miqyas_web.theories.queries import Overtaking, overtakings
from miqyas_web.theories.rules import Disagreement, Overtaken, Row


def reconcile(
    theory: Theory,
    part: Node | Link,
    *,
    stands: Row,
    seen_revision: int | None = None,
    read: Mapping[str, Any] | None = None,
) -> None:
    """Merge what a person set on ``part`` with what others saved since the person read it.

    A field the person left as read takes what stands; a field both changed raises ``Overtaken``, which
    holds the three texts of each. ``stands`` is the row before the person's words were set; what was read
    is told by ``seen_revision``, or field by field in ``read``.
    """
    changed = {} if seen_revision is None else overtakings(theory, part.key, since=seen_revision)
    bases = {name: each.before for name, each in changed.items()} | dict(read or {})
    disagreements, taken = [], {}
    for name, before in bases.items():
        mine, theirs = getattr(part, name), stands[name]
        if theirs in (mine, before):
            continue
        if mine == before:
            taken[name] = theirs
            setattr(part, name, theirs)
        else:
            disagreements.append(Disagreement(name, before, theirs, mine))
    if disagreements:
        who, at = _last_writer(disagreements, changed or overtakings(theory, part.key, since=0))
        raise Overtaken(who=who, at=at, fields=disagreements, taken=taken)


def _last_writer(found: list[Disagreement], changed: dict[str, Overtaking]) -> tuple[str, datetime]:
    """Whoever wrote last one of the fields in question, and when."""
    last = max(
        (changed[each.field].change for each in found if each.field in changed),
        key=lambda change: change.revision,
        default=None,
    )
    return (str(last.by), last.at) if last else ("…", clock.now())
