"""Notes about event studies and staggered roll-outs."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {}
