"""Invented files that ask for money."""

import numpy as np
import pandas as pd

from miqyas.allocation.problem import Limit


def files(n, *, seed=0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "id": [f"f{i:06}" for i in range(n)],
            "cost": np.round(np.exp(rng.normal(5, 0.6, n))),
            "value": np.round(rng.gamma(9, 1, n) * 10),
            "region": rng.integers(0, 4, n).astype(str),
            "theme": rng.integers(0, 3, n).astype(str),
            "owner": [f"o{x}" if x < n // 6 else None for x in rng.integers(0, n, n)],
        }
    )


def rules(table: pd.DataFrame, *, share=0.4) -> tuple[float, list[Limit]]:
    """A budget and limits that bind: a floor on the costliest region, a cap on a theme."""
    budget = round(share * table["cost"].sum())
    limits = []
    if (table["region"] == "1").any():
        limits.append(
            Limit("region", "1", round(0.3 * share * table.loc[table["region"] == "1", "cost"].sum()), True)
        )
    if (table["theme"] == "0").any():
        limits.append(
            Limit("theme", "0", round(0.9 * share * table.loc[table["theme"] == "0", "cost"].sum()), False)
        )
    return budget, limits


COLUMNS = {"id": "id", "cost": "cost", "value": "value"}
