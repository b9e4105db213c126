"""An invented panel and the matrix of options asked of it, the same wherever they are made: no random generator."""

import itertools
import math

import pandas as pd

UNITS, PERIODS = 48, 8


def panel() -> pd.DataFrame:
    """Units of twelve provinces over eight years, told by cosines: `y`, `d`, `got`, `z`, `x`, `twice`, `hole`, `w`, …"""
    rows = []
    for unit, year in itertools.product(range(UNITS), range(PERIODS)):
        i = unit * PERIODS + year
        province, first = unit // 4, (3, 5, 99)[unit % 3]
        d = int(year >= first)
        x = math.cos(1.3 * i) + 0.1 * year
        z = int(math.cos(2.1 * i + unit) > 0)
        noise = math.cos(7.7 * i * i) + 0.5 * math.cos(province * year + 1)
        got = 0.6 * z + 0.4 * d + 0.3 * math.cos(3.3 * i) + 0.2 * noise
        y = 2 + d + 0.4 * x + 0.7 * got + math.cos(unit) + 0.3 * year + noise
        rows.append(
            {
                "y": y,
                "d": d,
                "got": got,
                "z": z,
                "x": x,
                "twice": 2 * x,
                # Missing for one row in nine.
                "hole": None if i % 9 == 4 else math.cos(5.1 * i),
                "w": 1.2 + math.cos(0.9 * unit),
                "unit": unit,
                "year": year,
                "province": province,
                "zone": unit % 5,
            }
        )
    return pd.DataFrame(rows)


def unbalanced(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out one row in eleven."""
    return rows[(rows["unit"] * 7 + rows["year"]) % 11 != 0]


COVARIATES = ((), ("x",), ("x", "twice"), ("x", "hole"))


def asked() -> list[dict[str, object]]:
    """Every combination asked of `itt`, `iv` and `twfe`."""
    found = []
    for design, covariates, weights, cluster, shape in itertools.product(
        ("itt", "iv", "twfe"), COVARIATES, (None, "w"), (None, "province"), ("whole", "unbalanced")
    ):
        for strata in (None, "zone") if design != "twfe" else (None,):
            found.append(
                {
                    "design": design, "covariates": list(covariates), "weights": weights, "cluster": cluster,
                    "strata": strata, "shape": shape,
                }
            )  # fmt: skip
    return found
