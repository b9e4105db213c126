"""What may be said of an indicator, and what its measures may become. No queries, no requests."""

from miqyas_web.indicators.rules.sheets import (
    HOW_IT_ADDS,
    Disaggregation,
    Figures,
    UnfitFigure,
    check_disaggregation,
    check_figures,
    disaggregation_of,
)

__all__ = [
    "HOW_IT_ADDS",
    "Disaggregation",
    "Figures",
    "UnfitFigure",
    "check_disaggregation",
    "check_figures",
    "disaggregation_of",
]
