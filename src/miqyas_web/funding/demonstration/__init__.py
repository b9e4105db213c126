"""An invented call and its invented applications, which say that they are."""

from typing import Any


def fill(_context: dict[str, Any]) -> None:
    """Fill the room, in the order one thing needs another."""
