"""An invented trial in villages of unequal size, the same wherever it is made: no random generator."""

import math

import pandas as pd

ROWS = 600


def unequal_villages() -> pd.DataFrame:
    """Rows of villages of unequal size met in months, told by cosines."""
    rows = []
    for i in range(ROWS):
        village = int(30 * (i / ROWS) ** 1.5)
        month = i % 7
        d = (village * 7 + village // 3) % 2
        age = 40 + 10 * math.cos(1.7 * i)
        y = (
            3
            + 0.5 * d
            + 0.02 * age
            + math.cos(village * 2.3)
            + 0.7 * math.cos(month * 1.1 + 2)
            + math.cos(3.1 * i * i)
        )
        rows.append((y, d, village, month, village % 4, age, 1 + 0.5 * math.cos(0.9 * i)))
    return pd.DataFrame(rows, columns=["y", "d", "village", "month", "region", "age", "weight"])


def four_outcomes() -> pd.DataFrame:
    """The same villages with four outcomes that move together, less and less touched by treatment."""
    table = unequal_villages()
    i = table.index.to_numpy()
    own = [[math.cos((k + 2.1) * v * v + k) for v in table["village"]] for k in range(4)]
    for k in range(4):
        noise = [math.cos(0.37 * (k + 1) * j * j) for j in i]
        table[f"y{k + 1}"] = (
            table["y"] + (1.0 - 0.3 * k) * table["d"] + pd.Series(own[k]) * 0.5 + pd.Series(noise)
        )
    return table


def encouraged_villages() -> pd.DataFrame:
    """The same villages with three instruments, a treatment taken up in part, and an outcome `y`."""
    table = unequal_villages()
    i = table.index.to_series()
    table["z1"] = table["d"]
    table["z2"] = (0.61 * i * i).map(math.cos)
    table["z3"] = (1.3 * i + 0.1 * i * i).map(math.cos)
    hidden = (0.23 * i * i + 1).map(math.cos)
    table["taken"] = (0.8 * table["z1"] + 0.5 * table["z2"] + 0.4 * table["z3"] + hidden > 0.4).astype(int)
    table["y"] += 1.5 * table["taken"] + hidden + 0.15 * table["z3"]
    return table
