"""From rows to the value of an indicator, with its n and its interval, told apart by groups."""

from miqyas.indicators.measuring.formula import Condition, Formula, IntervalMethod, Statistic
from miqyas.indicators.measuring.measured import Measured, MeasuredGroup, measure

__all__ = [
    "Condition",
    "Formula",
    "IntervalMethod",
    "Measured",
    "MeasuredGroup",
    "Statistic",
    "measure",
]
