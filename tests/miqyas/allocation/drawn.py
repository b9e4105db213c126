"""Invented calls too large for brute force, under every kind of rule; other solvers answered them once (tests/reference)."""

from typing import Any

import numpy as np
import pandas as pd
from tests.miqyas.allocation.files import files

from miqyas.allocation.problem import Level, Limit

SEEDS = range(40)
LEVELS = (Level(0.6, 0.72), Level(1.0, 1.0))
WHOLE = (Level(1.0, 1.0),)


def drawn_call(seed: int) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Forty to eighty files and what `allocate` is asked of them: values and costs are whole numbers."""
    rng = np.random.default_rng(1_000 + seed)
    n = int(rng.integers(40, 81))
    table = files(n, seed=1_000 + seed)
    table["owner"] = [f"o{x}" if x < n // 4 else None for x in rng.integers(0, n, n)]
    table["who"] = [f"w{x}" for x in rng.integers(0, n // 2, n)]
    table["needs"] = None
    for file, needed in rng.permutation(n)[:6].reshape(3, 2):
        table.loc[file, "needs"] = table.loc[needed, "id"]
    budget = float(round(rng.uniform(0.15, 0.5) * table["cost"].sum()))
    region, theme = str(rng.integers(0, 4)), str(rng.integers(0, 3))
    in_region = float(table.loc[table["region"] == region, "cost"].sum())
    limits = [
        Limit("region", region, float(round(rng.uniform(0.3, 0.9) * in_region)), True),
        Limit("theme", theme, float(round(0.25 * budget)), False),
        Limit("region", str(rng.integers(0, 4)), 3.0, True, True),
        Limit("theme", str(rng.integers(0, 3)), 8.0, False, True),
    ]
    names = rng.permutation(table["id"].to_numpy())
    return table, {
        "budget": budget, "limits": limits, "exclusive": "owner", "levels": LEVELS if seed % 2 else WHOLE,
        "applicant": "who", "most_per_applicant": 2, "needs": "needs",
        "force": tuple(names[: seed % 3]), "forbid": tuple(names[3 : 3 + seed % 2]),
    }  # fmt: skip
