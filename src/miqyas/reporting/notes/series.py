"""Notes about synthetic comparisons and interrupted series."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {}
