"""What a first reading tells about a sample: counts, oddities, means and bounds, and its groups where they are few."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from miqyas.data.complete import complete_rows, variables_of
from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.roles import Roles

WHOLE = ("true",)  # the parts of a sample that is taken at once
FIRST_ROWS = 100_000  # read to guess whether the groups are few
FEW_CELLS = 20_000  # strata × clusters among the first rows that are summed apart in one reading
# From `cells`, one line by stratum s and cluster g with its rows n and n_treated.
GROUPS = """
    clusters AS (SELECT sum(n) AS n, sum(n_treated) AS n_treated FROM cells GROUP BY g),
    strata AS (SELECT sum(n) AS n, sum(n_treated) AS n_treated FROM cells GROUP BY s)
"""
COUNTS = {
    "n_cells": "SELECT count(*) FROM cells",
    "n_clusters": "SELECT count(*) FROM clusters",
    "n_single_unit_clusters": "SELECT count(*) FROM clusters WHERE n = 1",
    "n_treated_clusters": "SELECT count(*) FROM clusters WHERE n_treated > 0",
    "n_control_clusters": "SELECT count(*) FROM clusters WHERE n_treated < n",
    "n_strata": "SELECT count(*) FROM strata",
    "n_one_arm_strata": "SELECT count(*) FROM strata WHERE n_treated = 0 OR n_treated = n",
}
COUNTED = ", ".join(f"({count}) AS {name}" for name, count in COUNTS.items())


def read_profile(
    relation: Relation, roles: Roles, parts: tuple[str, ...] = WHOLE
) -> tuple[dict[str, float], dict[str, int] | None]:
    """Read the rows once; count the groups in the same reading where they are few, else leave them to `count_groups`.

    An instrument parts the rows at its mean, which a first reading has to find. ``parts`` says that the strata are
    too many to hold at once.
    """
    if roles.instruments or len(parts) > 1 or not _has_few_cells(relation, roles):
        return _profile(relation, roles), None
    return _profile_by_cell(relation, roles)


def _has_few_cells(relation: Relation, roles: Roles) -> bool:
    """Guess from the first rows; a wrong guess costs time or memory, never a figure."""
    keys = [quoted(name) for name in dict.fromkeys((roles.strata, roles.cluster)) if name is not None]
    if not keys:
        return False
    first = f"SELECT {', '.join(keys)} FROM {ROWS} LIMIT {FIRST_ROWS}"
    found = relation.ask(f"SELECT count(*) AS n FROM (SELECT DISTINCT {', '.join(keys)} FROM ({first}))")
    return bool(found["n"][0] <= FEW_CELLS)


def _sums(roles: Roles) -> dict[str, tuple[str, str]]:
    """Write what is asked of the rows: by name, the sum and how the sums of several cells are put together.

    Plain sums do for the means: they only centre, and what is summed after centring is small. Without weights,
    counts take their place.
    """
    p = len(variables_of(roles))
    w, weight = ("w * ", "sum(w)") if roles.weights else ("", "count(*)")
    asked = {"n": ("count(*)", "sum"), "total_weight": (weight, "sum")}
    asked |= _sums_of_arms(f"v{p - 2}", f"v{p - 1}", w, weight, is_graded=bool(roles.instruments))
    if roles.weights:
        asked["n_bad_weights"] = ("count(*) FILTER (w <= 0)", "sum")
        asked |= {"smallest_weight": ("min(w)", "min"), "largest_weight": ("max(w)", "max")}
    for i in range(p):
        asked[f"total{i}"] = (f"sum({w}v{i})", "sum")
        asked |= {f"lowest{i}": (f"min(v{i})", "min"), f"highest{i}": (f"max(v{i})", "max")}
    return asked


def _sums_of_arms(
    arm: str, outcome: str, w: str, weight: str, *, is_graded: bool
) -> dict[str, tuple[str, str]]:
    """Write the counts and sums of the arms; a treatment of 0 and 1 is multiplied, twice as fast as a filter."""
    if is_graded:
        return {
            "n_treated": (f"count(*) FILTER ({arm} = 1)", "sum"),
            "n_other_arms": (f"count(*) FILTER ({arm} NOT IN (0, 1))", "sum"),
            "control_weight": (f"{weight} FILTER ({arm} = 0)", "sum"),
            "control_total": (f"sum({w}{outcome}) FILTER ({arm} = 0)", "sum"),
        }
    return {
        "n_treated": (f"sum({arm})", "sum"),
        "n_other_arms": (f"max(abs({arm} * (1 - {arm})))", "max"),  # above zero when there is one
        "control_weight": (f"sum({w}(1 - {arm}))", "sum"),
        "control_total": (f"sum({w}(1 - {arm}) * {outcome})", "sum"),
    }


def _profile(relation: Relation, roles: Roles) -> dict[str, float]:
    """Read once: counts, oddities, and the weighted mean and bounds of every variable."""
    asked = [f"{sums} AS {name}" for name, (sums, _) in _sums(roles).items()]
    if roles.strata:
        asked.append(f"count(*) FILTER ({missing('s', relation.types[roles.strata])}) AS n_without_stratum")
    if roles.instruments:
        asked.append(f"count(DISTINCT v{len(variables_of(roles)) - 2}) AS n_grades")
    answer = relation.ask(f"""
        SELECT {", ".join(asked)}, (SELECT count(*) FROM {ROWS}) AS n_rows
        FROM ({complete_rows(roles, relation.types)})
    """)
    return _with_means(_figures(answer), roles)


def _profile_by_cell(relation: Relation, roles: Roles) -> tuple[dict[str, float], dict[str, int]]:
    """Read once by stratum and cluster, and put the cells together: the profile, and the groups."""
    asked = _sums(roles)
    keys = ", ".join(key for key, name in (("s", roles.strata), ("g", roles.cluster)) if name is not None)
    others = "".join(
        f"0 AS {key}, " for key, name in (("s", roles.strata), ("g", roles.cluster)) if name is None
    )
    blank = missing("s", relation.types[roles.strata]) if roles.strata else "false"
    sums = ", ".join(f"{sums} AS {name}" for name, (sums, _) in asked.items())
    whole = ", ".join(f"{together}({name}) AS {name}" for name, (_, together) in asked.items())
    answer = relation.ask(f"""
        WITH cells AS MATERIALIZED (
            SELECT {keys}, {others} {sums} FROM ({complete_rows(roles, relation.types)}) GROUP BY {keys}
        ),
        {GROUPS}
        SELECT {whole}, sum(n) FILTER ({blank}) AS n_without_stratum, {COUNTED}, (SELECT count(*) FROM {ROWS}) AS n_rows
        FROM cells
    """)
    found = _figures(answer)
    groups = {name: int(found.pop(name)) for name in COUNTS}
    found |= {name: float(np.nan_to_num(found[name])) for name in ("n", "n_without_stratum")}
    profile, n = _with_means(found, roles), int(found["n"])
    # Two arms, or the profile is refused before groups are looked at.
    return profile, {**groups, "n_arms": 2, **({} if roles.cluster else {"n_clusters": n})}


def _figures(answer: dict[str, NDArray[Any]]) -> dict[str, float]:
    """Read the one line of an answer as doubles; some engines answer whole numbers, even where there is none."""
    return {
        name: float(np.ma.filled(column.astype(np.float64), np.nan)[0]) for name, column in answer.items()
    }


def _with_means(found: dict[str, float], roles: Roles) -> dict[str, float]:
    without = {"n_without_stratum": 0.0, "n_grades": 0.0, "n_bad_weights": 0.0}
    profile = without | {"smallest_weight": 1.0, "largest_weight": 1.0} | found
    total = profile["total_weight"]
    p = len(variables_of(roles))
    profile |= {f"mean{i}": _share(profile[f"total{i}"], total) for i in range(p)}
    profile["mean_outcome"] = profile[f"mean{p - 1}"]
    profile["control_mean"] = _share(profile["control_total"], profile["control_weight"])
    return profile


def _share(part: float, whole: float) -> float:
    return part / whole if whole else np.nan


def count_groups(relation: Relation, roles: Roles, n: int, parts: tuple[str, ...] = WHOLE) -> dict[str, int]:
    """Count clusters and strata, those with one unit or one arm, and the cells where they meet, part by part."""
    if roles.cluster is None and roles.strata is None:
        return {"n_clusters": n, "n_strata": 1, "n_one_arm_strata": 0, "n_cells": 1}
    counts = _counted(relation, roles, parts[0])
    for part in parts[1:]:
        more = _counted(relation, roles, part)
        counts = {name: count + more[name] for name, count in counts.items()} | {"n_arms": counts["n_arms"]}
    if len(parts) > 1 and roles.cluster != roles.strata:
        counts |= _whole_clusters(relation, roles)
    if counts["n_arms"] != 2 or len(roles.instruments) > 1:
        counts["n_one_arm_strata"] = 0  # a graded instrument, or several, have no arms
    return counts if roles.cluster else counts | {"n_clusters": n}


def _counted(relation: Relation, roles: Roles, part: str) -> dict[str, int]:
    answer = relation.ask(f"""
        WITH complete AS NOT MATERIALIZED ({complete_rows(roles, relation.types, part=part)}),
        cells AS (SELECT s, g, count(*) AS n, sum({_arm(roles)}) AS n_treated FROM complete GROUP BY s, g),
        {GROUPS}
        SELECT {COUNTED}, ({_arms(roles, relation)}) AS n_arms
    """)
    return {name: int(column[0]) for name, column in answer.items()}


def _arms(roles: Roles, relation: Relation) -> str:
    """Count the values of the treatment, or of the first instrument, up to three."""
    place = len(roles.covariates)
    rows = complete_rows(roles, relation.types)
    return f"SELECT count(*) FROM (SELECT DISTINCT v{place} FROM ({rows}) LIMIT 3)"


def _whole_clusters(relation: Relation, roles: Roles) -> dict[str, int]:
    """Count clusters over all parts: one may lie in several."""
    names = ("n_clusters", "n_single_unit_clusters", "n_treated_clusters", "n_control_clusters")
    answer = relation.ask(f"""
        WITH complete AS NOT MATERIALIZED ({complete_rows(roles, relation.types)}),
        clusters AS (SELECT count(*) AS n, sum({_arm(roles)}) AS n_treated FROM complete GROUP BY g)
        SELECT {", ".join(f"({COUNTS[name]}) AS {name}" for name in names)}
    """)
    return {name: int(column[0]) for name, column in answer.items()}


def _arm(roles: Roles) -> str:
    """Write what is 1 in one arm and 0 in the other; the first instrument parts the rows at its mean."""
    first = f"v{len(roles.covariates)}"
    return f"({first} > (SELECT avg({first}) FROM complete))::INTEGER" if roles.instruments else first
