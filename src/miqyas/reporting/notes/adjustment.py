"""Notes about regression adjustment."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {}
