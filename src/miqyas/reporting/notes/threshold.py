"""Notes about regression discontinuities."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {}
