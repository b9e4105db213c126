"""Theories of change as SVG."""

from miqyas.reporting.drawing.theory import theory_svg

__all__ = ["theory_svg"]
