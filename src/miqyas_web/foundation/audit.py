"""The audit log: append a row, check the chain."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import models, transaction

from miqyas_web.foundation import clock
from miqyas_web.foundation.models import AuditEvent, AuditHead


def record(verb: str, *, target: models.Model, by: Any, organisation: Any = None, **facts: Any) -> AuditEvent:
    """Append one row. Call it inside the transaction of the action: both stand or fall together.

    ``by`` is the person who acts, or None when the platform does. ``facts`` must be JSON.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record belongs inside the transaction of an action.")
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
    event = AuditEvent(
        position=head.position + 1,
        verb=verb,
        target_kind=target._meta.label_lower,
        target_id=str(target.pk),
        target_name=str(target)[:200],
        person_id=getattr(by, "pk", None),
        person_name=str(by)[:200] if by is not None else "",
        organisation_id=getattr(organisation, "pk", None),
        facts=facts,
        at=clock.now(),
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    event.save()
    AuditHead.objects.filter(pk=1).update(position=event.position, hash=event.hash)
    return event


def event_hash(event: AuditEvent) -> str:
    """SHA-256 of the row's content and of the hash before it."""
    content = {
        "position": event.position,
        "verb": event.verb,
        "target": [event.target_kind, event.target_id, event.target_name],
        "person": [event.person_id, event.person_name],
        "organisation": event.organisation_id,
        "facts": event.facts,
        "at": event.at.isoformat(timespec="microseconds"),
        "previous": event.previous_hash,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_links() -> Iterator[tuple[int, str]]:
    """Yield (position, reason) for every row at which the chain does not hold."""
    before, position = "0" * 64, 0
    for event in AuditEvent.objects.order_by("position").iterator():
        position += 1
        if event.position != position:
            yield event.position, f"expected position {position}"
            position = event.position
        if event.previous_hash != before:
            yield event.position, "does not follow the row before it"
        if event_hash(event) != event.hash:
            yield event.position, "was changed after it was written"
        before = event.hash
    head = AuditHead.objects.filter(pk=1).first()
    if head and (head.position, head.hash) != (position, before):
        yield head.position, "rows are missing at the end"
