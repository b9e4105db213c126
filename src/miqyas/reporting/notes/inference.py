"""Notes about resampling and variances."""

from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {}
