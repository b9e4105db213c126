"""What the toolbox takes from the science: how French sets its marks."""

from miqyas.reporting.typography import french_spaces

__all__ = ["french_spaces"]
