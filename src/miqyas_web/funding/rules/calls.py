"""Where a stage of a call stands at a given moment. No queries, no requests."""

from datetime import datetime
from enum import StrEnum


class Moment(StrEnum):
    """Before it opens, while it is open, after its deadline."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


def moment_of(opens_at: datetime | None, closes_at: datetime | None, *, now: datetime) -> Moment:
    """Where a stage stands. Without an opening it has not opened; without a deadline it stays open."""
    if opens_at is None or now < opens_at:
        return Moment.BEFORE
    if closes_at is not None and now >= closes_at:
        return Moment.AFTER
    return Moment.OPEN
