"""An invented call and its invented applications, which say that they are."""

from typing import Any

from miqyas_web.funding.demonstration import (
    calls,
    committee,
    following,
    granting,
    published,
    reading,
    reviewing,
    stages,
)


def fill(context: dict[str, Any]) -> None:
    """Fill the room, in the order one thing needs another."""
    calls.fill(context)
    reviewing.fill(context)
    reading.fill(context)
    granting.fill(context)
    stages.fill(context)
    following.fill(context)
    committee.fill(context)
    published.fill(context)
