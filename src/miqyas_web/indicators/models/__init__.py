"""What would show that an outcome happened, what is due, what was found."""

from miqyas_web.indicators.models.indicator import Indicator, IndicatorQuerySet
from miqyas_web.indicators.models.measurements import MeasuredGroup, Measurement, MeasurementQuerySet
from miqyas_web.indicators.models.own_sheets import ListDraft, OwnList, OwnSheet, OwnSheetQuerySet
from miqyas_web.indicators.models.portfolios import Portfolio, PortfolioQuerySet
from miqyas_web.indicators.models.targets import Target, TargetChange

__all__ = [
    "Indicator",
    "IndicatorQuerySet",
    "ListDraft",
    "MeasuredGroup",
    "Measurement",
    "MeasurementQuerySet",
    "OwnList",
    "OwnSheet",
    "OwnSheetQuerySet",
    "Portfolio",
    "PortfolioQuerySet",
    "Target",
    "TargetChange",
]
