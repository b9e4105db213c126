"""What would show that an outcome happened."""

from miqyas_web.indicators.models.indicator import Indicator, IndicatorQuerySet

__all__ = ["Indicator", "IndicatorQuerySet"]
