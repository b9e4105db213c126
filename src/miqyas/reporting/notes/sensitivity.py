"""Notes about bounds and sensitivity."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {}
