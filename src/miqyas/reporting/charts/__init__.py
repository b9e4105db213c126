"""Charts as Vega-Lite specifications: one for page, notebook, PDF and Word.

Colour never speaks alone: shapes, hollow marks and words say the same. ``description`` says in figures what
the chart shows.
"""

from miqyas.reporting.charts.attrition import attrition_chart
from miqyas.reporting.charts.balance import balance_chart
from miqyas.reporting.charts.coefficients import coefficient_chart, event_chart
from miqyas.reporting.charts.effect import estimate_chart
from miqyas.reporting.charts.forest import forest_chart
from miqyas.reporting.charts.frontier import frontier_chart
from miqyas.reporting.charts.funnel import funnel_chart
from miqyas.reporting.charts.power import detectable_chart, power_chart
from miqyas.reporting.charts.practice import practice_chart
from miqyas.reporting.charts.selection import overlap_chart, weighting_chart
from miqyas.reporting.charts.series import gaps_chart, interrupted_chart, synthetic_chart
from miqyas.reporting.charts.threshold import density_chart, discontinuity_chart, sensitivity_chart
from miqyas.reporting.charts.tornado import tornado_chart

__all__ = [
    "attrition_chart",
    "balance_chart",
    "coefficient_chart",
    "density_chart",
    "detectable_chart",
    "discontinuity_chart",
    "estimate_chart",
    "event_chart",
    "forest_chart",
    "frontier_chart",
    "funnel_chart",
    "gaps_chart",
    "interrupted_chart",
    "overlap_chart",
    "power_chart",
    "practice_chart",
    "sensitivity_chart",
    "synthetic_chart",
    "tornado_chart",
    "weighting_chart",
]
