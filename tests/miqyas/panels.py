"""Invented panels, small and told by their situation."""

import numpy as np
import pandas as pd


def two_period_panel(
    seed: int, *, n_villages: int = 20, per_village: int = 5, effect: float = 0.0
) -> pd.DataFrame:
    """Households of villages seen twice: `income`, `treated`, `year`, `household`, `village`, `age`, `weight`."""
    rng = np.random.default_rng(seed)
    n = n_villages * per_village
    village = np.repeat(np.arange(n_villages), per_village)
    treated = village % 2
    own, age, weight = rng.normal(0, 3, n) + 2 * treated, rng.normal(40, 9, n), rng.uniform(0.5, 2, n)
    years = []
    for after in (0, 1):
        shock = rng.normal(0, 0.5, n_villages)[village]
        income = 10 + own + after + effect * after * treated + shock + rng.normal(0, 1, n)
        years.append(
            pd.DataFrame(
                {
                    "income": income,
                    "treated": treated,
                    "year": 2020 + 3 * after,
                    "household": np.arange(n),
                    "village": village,
                    "age": age + 3 * after + rng.normal(0, 1, n),
                    "weight": weight,
                }
            )
        )
    return pd.concat(years, ignore_index=True)


def staggered_panel(
    seed: int, *, n_units: int = 60, n_years: int = 6, effect: float = 1.0, growth: float = 0.0
) -> pd.DataFrame:
    """Communes treated in 2003, 2005 or never: `y`, `d`, `year`, `commune`, `cohort`, `province`, `x`, `weight`.

    The effect is ``effect`` in the first year and grows by ``growth`` in each year after.
    """
    rng = np.random.default_rng(seed)
    commune, year = np.repeat(np.arange(n_units), n_years), np.tile(2001 + np.arange(n_years), n_units)
    cohort = np.array([0, 2003, 2005])[np.arange(n_units) % 3][commune]
    d = ((cohort > 0) & (year >= cohort)).astype(int)
    x = rng.normal(0, 1, commune.size)
    shock = rng.normal(0, 1, n_years)[year - 2001]
    y = rng.normal(0, 2, n_units)[commune] + shock + 0.3 * x + rng.normal(0, 1, commune.size)
    y = y + d * (effect + growth * (year - cohort))
    return pd.DataFrame(
        {
            "y": y,
            "d": d,
            "year": year,
            "commune": commune,
            "cohort": cohort,
            "province": commune // 3,
            "x": x,
            "weight": rng.uniform(0.5, 2, n_units)[commune],
        }
    )


def commune_panel(seed: int, *, n_communes: int = 24, n_years: int = 6, growth: float = 0.5) -> pd.DataFrame:
    """Households of communes treated as a whole in 2003, 2005 or never.

    Columns: `y`, `d`, `year`, `household`, `commune`, `cohort`; `rain` changes by commune and year, `size` by
    household, `income` by household and year; `weight` by household.
    """
    rng = np.random.default_rng(seed)
    of_commune = np.repeat(np.arange(n_communes), rng.integers(2, 7, n_communes))
    household, year = (
        np.repeat(np.arange(of_commune.size), n_years),
        np.tile(np.arange(n_years), of_commune.size),
    )
    commune = of_commune[household]
    cohort = np.array([0, 2003, 2005])[commune % 3]
    rain = rng.normal(0, 1, (n_communes, n_years))[commune, year]
    d = ((cohort > 0) & (year + 2001 >= cohort)).astype(int)
    shock = rng.normal(0, 0.5, (n_communes, n_years))[commune, year]
    y = 50 + rng.normal(0, 3, of_commune.size)[household] + year**1.5 + shock + 0.4 * rain
    y = y + d * (1 + growth * (year + 2001 - cohort)) + rng.normal(0, 1, household.size)
    return pd.DataFrame(
        {
            "y": y,
            "d": d,
            "year": year + 2001,
            "household": household * 7 + 3,
            "commune": commune,
            "cohort": cohort,
            "rain": rain,
            "size": rng.integers(1, 9, of_commune.size)[household],
            "income": rng.normal(0, 1, household.size),
            "weight": rng.uniform(0.5, 2, of_commune.size)[household],
        }
    )


def holed_panel(seed: int) -> pd.DataFrame:
    """Give the communes of `commune_panel` households that are not seen every year, and values that are missing."""
    panel = commune_panel(seed).sample(frac=0.85, random_state=seed).reset_index(drop=True)
    panel.loc[panel.index % 41 == 3, "y"] = np.nan
    panel.loc[panel.index % 53 == 7, "income"] = np.nan
    return panel
