"""The rows of an extract weighed: from what its page says to the science, and to sentences."""

from pathlib import Path
from typing import Any

from miqyas.data.weighting import WEIGHT, Start, Total, weight_rows
from miqyas_web.datasets.rules.weights import Weighting

__all__ = ["WEIGHT", "weighed"]


def weighed(path: Path, weighting: Weighting) -> tuple[Path, dict[str, Any]]:
    """The table with the weight of each row, in a file beside; and what is told of the weights."""
    out = path.with_name("weighed.parquet")
    totals = [
        Total(tuple(each["columns"]), tuple(each["values"]), each["total"])
        for each in weighting.get("totals", [])
    ]
    start = Start(**weighting["start"]) if "start" in weighting else None
    leaves_out = weighting.get("leaves_out_empty", False)
    found = weight_rows(path, out, totals=totals, start=start, leaves_out_empty=leaves_out)
    n_margins = len({each.columns for each in totals})
    return out, {
        "method": "plan" if not n_margins else "cells" if n_margins == 1 else "raking",
        "population": found.population,
        "least": found.least,
        "greatest": found.greatest,
        "deff": found.deff,
        "n_effective": found.n_effective,
        "n_rounds": found.n_rounds,
        "n_left_out": found.n_left_out,
        "said": weighting,
    }
