"""Invented encouragement designs, told by their situation."""

import numpy as np
import pandas as pd


def encouragement(
    seed: int, *, n_villages: int = 40, per_village: int = 10, effect: float = 2.0, push: float = 1.2
) -> pd.DataFrame:
    """Households invited by village; those who gain most attend: `income`, `attended`, `hours`, `invited`,
    `distance`, `village`, `region`, `age`, `weight`.
    """
    rng = np.random.default_rng(seed)
    village = np.repeat(np.arange(n_villages), per_village)
    invited = rng.permutation(np.arange(n_villages) % 2)[village]
    distance = rng.uniform(0, 10, village.size)
    age = rng.normal(40, 10, village.size)
    motivation = rng.normal(0, 1, village.size) + rng.normal(0, 0.5, n_villages)[village]
    hours = push * invited - 0.1 * push * distance + motivation
    attended = (hours > 0).astype(int)
    income = 10 + effect * attended + motivation + 0.05 * age + rng.normal(0, 1, village.size)
    return pd.DataFrame(
        {
            "income": income,
            "attended": attended,
            "hours": hours,
            "invited": invited,
            "distance": distance,
            "village": village,
            "region": village % 4,
            "age": age,
            "weight": rng.uniform(0.5, 2, village.size),
        }
    )
