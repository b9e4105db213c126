"""Theories of change as SVG."""

from miqyas.reporting.drawing.theory import difference_svg, theory_svg

__all__ = ["difference_svg", "theory_svg"]
