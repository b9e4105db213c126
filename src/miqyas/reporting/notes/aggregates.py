"""Notes about sums handed over by data holders."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {}
