"""How often the 95 % intervals at a threshold hold the effect, over a declared set of designs.

    python bench/coverage_rdd.py [draws] [units]      1,000 and 500 by default, about three minutes

The curves are those of simulations in the literature: the Senate and the Head Start designs of Calonico, Cattaneo
and Titiunik (2014), section 6, models 1 and 2, as remembered; the third is a line.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from miqyas.checks.density import density
from miqyas.data.pulled import Pulled
from miqyas.errors import ReceivedNotMoved, TooFewAtThreshold
from miqyas.estimators.threshold_fit import Choice, at_threshold
from miqyas.estimators.threshold_sample import Threshold, TreatedSide
from miqyas.numerics.threshold_bandwidths import Selector

N = int(sys.argv[2]) if len(sys.argv) > 2 else 500
SEED = 20261123
Draw = Callable[[np.random.Generator], pd.DataFrame]


def _base(rng: np.random.Generator) -> np.ndarray:
    return 2 * rng.beta(2, 4, N) - 1


def _curved(x: np.ndarray) -> np.ndarray:
    below = 1.27 * x + 7.18 * x**2 + 20.21 * x**3 + 21.54 * x**4 + 7.33 * x**5
    above = 0.84 * x - 3.00 * x**2 + 7.99 * x**3 - 9.01 * x**4 + 3.56 * x**5
    return np.where(x < 0, below, above)


def _steep(x: np.ndarray) -> np.ndarray:
    below = 2.30 * x + 3.28 * x**2 + 1.45 * x**3 + 0.23 * x**4 + 0.03 * x**5
    above = 18.49 * x - 54.81 * x**2 + 74.30 * x**3 - 45.02 * x**4 + 9.83 * x**5
    return np.where(x < 0, below, above)


def sharp(curve: Callable[[np.ndarray], np.ndarray]) -> Draw:
    """One effect of 1, noise of 0.3."""

    def draw(rng: np.random.Generator) -> pd.DataFrame:
        x = _base(rng)
        return pd.DataFrame({"x": x, "y": 1.0 * (x >= 0) + curve(x) + 0.3 * rng.normal(size=N)})

    return draw


def uneven(rng: np.random.Generator) -> pd.DataFrame:
    """Noise that grows with the distance, half as large again above."""
    x = rng.uniform(-1, 1, N)
    noise = rng.normal(size=N) * 0.5 * (1 + np.abs(x)) * np.where(x >= 0, 1.5, 1.0)
    return pd.DataFrame({"x": x, "y": 1.0 * (x >= 0) + np.sin(3 * x) + x**2 + noise})


def covariate(rng: np.random.Generator) -> pd.DataFrame:
    """A covariate that says half of the noise."""
    x = _base(rng)
    z = rng.normal(size=N) + x
    return pd.DataFrame(
        {"x": x, "z": z, "y": 1.0 * (x >= 0) + _curved(x) + 0.3 * z + 0.3 * rng.normal(size=N)}
    )


def clusters(rng: np.random.Generator) -> pd.DataFrame:
    """Villages of 5 with one distance each and a shock of their own, twice the units."""
    n_villages = 2 * N // 5
    x = np.repeat(rng.uniform(-1, 1, n_villages), 5)
    shock = np.repeat(rng.normal(size=n_villages), 5)
    y = 1.0 * (x >= 0) + np.sin(2 * x) + 0.3 * shock + 0.5 * rng.normal(size=x.size)
    return pd.DataFrame({"x": x, "g": np.repeat(np.arange(n_villages), 5), "y": y})


def fuzzy(rng: np.random.Generator) -> pd.DataFrame:
    """The rule moves six in ten; those who take gain 1."""
    x = rng.uniform(-1, 1, 2 * N)
    t = 1.0 * (rng.uniform(size=2 * N) < 0.2 + 0.6 * (x >= 0))
    return pd.DataFrame({"x": x, "t": t, "y": 1.0 * t + np.sin(2 * x) + 0.5 * rng.normal(size=2 * N)})


PLAIN = Choice()
DESIGNS: dict[str, tuple[Draw, dict[str, object], Choice]] = {
    "line": (sharp(lambda x: x), {}, PLAIN),
    "Senate curve": (sharp(_curved), {}, PLAIN),
    "Head Start curve": (sharp(_steep), {}, PLAIN),
    "Senate curve, cerrd": (sharp(_curved), {}, Choice(selector=Selector.CERRD)),
    "Senate curve, msetwo": (sharp(_curved), {}, Choice(selector=Selector.MSETWO)),
    "Senate curve, order 2": (sharp(_curved), {}, Choice(order=2)),
    "uneven noise": (uneven, {}, PLAIN),
    "covariate": (covariate, {"covariates": ("z",)}, PLAIN),
    "villages": (clusters, {"cluster": "g"}, PLAIN),
    "fuzzy": (fuzzy, {"received": "t"}, PLAIN),
}


def coverage(name: str, draws: int) -> tuple[float, float, int]:
    """Return the share of intervals that hold 1, their mean length, and the draws refused."""
    draw, roles, choice = DESIGNS[name]
    threshold = Threshold("y", "x", 0.0, TreatedSide.ABOVE, **roles)
    held, lengths, refused = [], [], 0
    start = [SEED, list(DESIGNS).index(name)]  # each design has draws of its own
    for rng in np.random.default_rng(start).spawn(draws):
        table = draw(rng).sort_values("x")
        # The rows are in memory already: what `rdd` does once it has brought them.
        rows = Pulled(
            numbers={column: table[column].to_numpy() for column in table if column != "g"},
            groups={"g": table["g"].to_numpy()} if "g" in table else {},
            labels={"g": tuple(map(str, table["g"].unique()))} if "g" in table else {},
            n=len(table),
            n_dropped=0,
        )
        try:
            found = at_threshold(rows, threshold, choice).estimate
        except (ReceivedNotMoved, TooFewAtThreshold):
            refused += 1
            continue
        held.append(found.low <= 1 <= found.high)
        lengths.append(found.high - found.low)
    return float(np.mean(held)), float(np.mean(lengths)), refused


def size(draws: int) -> float:
    """Return the share of honest normal running variables that the density test refuses at 5 %."""
    refused = [
        not density(pd.DataFrame({"x": rng.normal(0.3, 1, 600)}), running="x", cutoff=0.0).passed
        for rng in np.random.default_rng(SEED).spawn(draws)
    ]
    return float(np.mean(refused))


def main(draws: int) -> None:
    """Print one line a design."""
    print(f"{draws} draws of {N} units; the chance of a share: ±{1.96 * np.sqrt(0.95 * 0.05 / draws):.3f}")
    for name in DESIGNS:
        start = time.perf_counter()
        held, length, refused = coverage(name, draws)
        print(
            f"{name:24} {held:.3f}  length {length:6.3f}  refused {refused:3d}  {time.perf_counter() - start:5.1f} s"
        )
    print(f"{'density test, honest':24} {size(draws):.3f} refused")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
