"""Invented regions followed over the years, with factors they share: a long panel with few units."""

import numpy as np
import pandas as pd


def regions(
    seed: int,
    *,
    n_donors: int = 12,
    n_treated: int = 1,
    n_before: int = 20,
    n_after: int = 4,
    effect: float = 0.0,
) -> pd.DataFrame:
    """Rows of `region`, `year`, `sales`, `treated`, `rain`: treated regions come first."""
    rng = np.random.default_rng(seed)
    n, periods = n_donors + n_treated, n_before + n_after
    loadings = rng.dirichlet(np.ones(3), n)
    loadings[:n_treated] = rng.dirichlet(3 * np.ones(n_donors), n_treated) @ loadings[n_treated:]
    factors = 10 + np.cumsum(rng.normal(0, 1, (3, periods)), axis=1)
    outcomes = loadings @ factors + rng.normal(0, 0.5, (n, periods))
    treated = np.zeros((n, periods), dtype=int)
    treated[:n_treated, n_before:] = 1
    region, year = (axis.ravel() for axis in np.indices((n, periods)))
    return pd.DataFrame(
        {
            "region": [f"r{place:02d}" for place in region],
            "year": 2000 + year,
            "sales": (outcomes + effect * treated).ravel(),
            "treated": treated.ravel(),
            "rain": (loadings[:, :1] + rng.normal(0, 0.1, (n, periods))).ravel(),
        }
    )
