"""Invented trials, small and told by their situation."""

import numpy as np
import pandas as pd


def village_trial(
    seed: int, *, n_villages: int = 40, per_village: int = 6, effect: float = 0.0, pairs: bool = False
) -> pd.DataFrame:
    """Households in villages assigned as a whole: `income`, `assigned`, `village`, `pair`, `age`, `weight`.

    In `pairs`, two villages alike make a pair and one of them is drawn; else half the villages are drawn.
    """
    rng = np.random.default_rng(seed)
    pair = np.arange(n_villages) // 2
    if pairs:
        first = rng.integers(0, 2, n_villages // 2)
        assigned = np.where(np.arange(n_villages) % 2 == 0, first[pair], 1 - first[pair])
    else:
        assigned = rng.permutation(np.arange(n_villages) % 2)
    place = rng.normal(0, 1, n_villages) + (rng.normal(0, 1, n_villages // 2)[pair] if pairs else 0)
    village = np.repeat(np.arange(n_villages), per_village)
    age = rng.normal(40, 10, village.size)
    income = 10 + effect * assigned[village] + place[village] + 0.05 * age + rng.normal(0, 1, village.size)
    return pd.DataFrame(
        {
            "income": income,
            "assigned": assigned[village],
            "village": village,
            "pair": pair[village],
            "age": age,
            "weight": rng.uniform(0.5, 2, village.size),
        }
    )
