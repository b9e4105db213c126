"""Notes about matching and weighting."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {}
