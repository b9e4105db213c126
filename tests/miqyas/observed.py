"""Invented people who chose: treatment depends on what is measured, and so does the outcome."""

import numpy as np
import pandas as pd

from miqyas.data.roles import Roles
from miqyas.data.selection import Selection


def choosers(seed: int, *, n: int = 600, per_village: int = 5, pull: float = 1.0) -> pd.DataFrame:
    """People in villages: `y`, `d`, `age`, `land`, `literate`, `village`, `weight`; the effect is 2 + literate."""
    rng = np.random.default_rng(seed)
    village = np.arange(n) // per_village
    place = rng.normal(0, 0.5, village.max() + 1)[village]
    age, land = rng.normal(0, 1, n), rng.normal(0, 1, n) + 0.5 * place
    literate = (rng.random(n) < 0.4).astype(float)
    chance = 1 / (1 + np.exp(-pull * (0.5 * age - 0.4 * land + 0.6 * literate - 0.3)))
    d = (rng.random(n) < chance).astype(int)
    y = 1 + age + 0.5 * land + literate + (2 + literate) * d + place + rng.normal(0, 1, n)
    return pd.DataFrame(
        {
            "y": y, "d": d, "age": 40 + 10 * age, "land": land, "literate": literate, "village": village,
            "weight": rng.uniform(0.5, 2, n),
        }
    )  # fmt: skip


def selected(people: pd.DataFrame) -> Selection:
    """The same people as arrays, villages as clusters, without the engine: for simulations."""
    names = ("age", "land", "literate")
    return Selection(
        y=people["y"].to_numpy(), d=people["d"].to_numpy(float), w=np.ones(len(people)),
        x=people[list(names)].to_numpy(), groups=people["village"].to_numpy(),
        roles=Roles("y", "d", None, "village", names), n_clusters=int(people["village"].nunique()), n_dropped=0,
        n_single_unit_clusters=0, spread=1.0,
    )  # fmt: skip
