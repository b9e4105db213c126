"""Which statistic of rows an aggregation suggests; the person may say another."""

from miqyas_web.indicators.enums import Aggregation

SUGGESTED = {
    Aggregation.SUM: "sum",
    Aggregation.RATIO_OF_SUMS: "share",
    Aggregation.WEIGHTED_MEAN: "mean",
    Aggregation.MEAN: "mean",
    Aggregation.DISTINCT_PERSONS: "distinct",
    Aggregation.MAXIMUM: "maximum",
    Aggregation.LAST_VALUE: "mean",
    Aggregation.MEDIAN: "median",
}
