"""How a figure is computed again, by its kind; each answers with the flat row that is stored and compared."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np

import miqyas
from miqyas.checks.pretrends import pretrends
from miqyas.data.relation import Relation, open_relation
from miqyas.estimators.arm_means import arm_means
from miqyas.indicators.measuring.measured import measure_row
from miqyas.reporting.carried_out import Asked
from miqyas.reporting.headline import headline
from miqyas.reporting.record import Cell, FigureRecord, Row, library_version
from miqyas.results.check import CheckResult
from miqyas.results.table import Table

Maker: TypeAlias = Callable[..., Any]
Compute: TypeAlias = Callable[[Path, Mapping[str, Any]], Row]


def table_row(table: Table) -> dict[str, Cell]:
    """Lay a table flat: ``first cell of the row . column``.

    Examples
    --------
    >>> table_row(Table(("arm", "mean"), (("control", 2.0), ("treated", 3.0))))
    {'control.mean': 2.0, 'treated.mean': 3.0}
    """
    name = table.columns[0] if table.columns else ""
    return {
        f"{record[name]}.{column}": cell
        for record in table.records()
        for column, cell in record.items()
        if column != name
    }


def check_row(check: CheckResult) -> dict[str, Cell]:
    """Lay a check flat: its verdict, its facts, its table."""
    facts: dict[str, Cell] = {f"facts.{name}": fact for name, fact in check.facts.items()}
    return {"passed": check.passed, **facts, **table_row(check.table)}


def estimate_row(found: Any) -> dict[str, Cell]:
    """Lay what an estimator returned flat; of several effects, each key begins with the place of its effect.

    Examples
    --------
    >>> class Two:
    ...     def tidy(self):
    ...         return [{"event": 0.0, "value": 1.0}, {"event": 1.0, "value": 1.5}]
    >>> estimate_row(Two())
    {'0.event': 0.0, '0.value': 1.0, '1.event': 1.0, '1.value': 1.5}
    """
    row = found.tidy()
    if isinstance(row, dict):
        return dict(row)
    return {f"{place}.{name}": cell for place, one in enumerate(row) for name, cell in one.items()}


def answer(source: Any, asked: Asked) -> Any:
    """Compute what a plan asks, as the estimator or the check returns it: a headline, a check, a table.

    Parameters
    ----------
    source : Relation, or what `open_relation` takes
        The data.
    asked : Asked
        From `miqyas.reporting.carried_out`.

    Raises
    ------
    MiqyasError
        Whatever the estimator refuses.
    """
    return MAKERS[asked.kind](open_relation(source), **_with_chance(asked.parameters))


def _named(name: str) -> Maker:
    def make(relation: Relation, **parameters: Any) -> Any:
        return getattr(miqyas, name)(relation, **parameters)

    return make


def _overall(name: str) -> Maker:
    return lambda relation, **parameters: headline(getattr(miqyas, name)(relation, **parameters))


def _pretrends(name: str) -> Maker:
    def make(relation: Relation, **parameters: Any) -> CheckResult:
        level = float(parameters.get("level", 0.95))
        return pretrends(getattr(miqyas, name)(relation, **parameters), level=level)

    return make


def _with_chance(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a stored ``seed`` into the generator an estimator asks for."""
    given = dict(parameters)
    if "seed" in given:
        given["rng"] = np.random.default_rng(int(given.pop("seed")))
    return given


def _row_of(kind: str) -> Compute:
    def compute(path: Path, parameters: Mapping[str, Any]) -> Row:
        found = answer(path, Asked("", kind, dict(parameters)))
        if isinstance(found, CheckResult):
            return check_row(found)
        return table_row(found) if isinstance(found, Table) else estimate_row(found)

    return compute


# Those whose parameters are plain: columns, numbers, names of options, a seed. A kind that is not here is refused.
ESTIMATORS = (
    "itt", "ancova", "difference_in_means", "iv", "did", "twfe", "event_study", "group_time", "rdd", "ipw", "aipw",
    "before_after", "naive_comparison", "attrition_weighting", "lee_bounds", "manski_bounds",
)  # fmt: skip
CHECKS = ("balance", "attrition", "negative_weights", "weak_instruments", "density", "overlap")
MAKERS: MappingProxyType[str, Maker] = MappingProxyType(
    {
        **{name: _named(name) for name in (*ESTIMATORS, *CHECKS)},
        "arm_means": arm_means,
        **{f"{name}_overall": _overall(name) for name in ("group_time", "event_study")},
        **{f"{name}_pretrends": _pretrends(name) for name in ("group_time", "event_study")},
    }
)
KINDS: MappingProxyType[str, Compute] = MappingProxyType(
    {**{kind: _row_of(kind) for kind in MAKERS}, "measure": measure_row}
)


def record_figure(
    key: str,
    kind: str,
    *,
    dataset: Path,
    dataset_sha256: str,
    parameters: Mapping[str, Any],
    dataset_name: str = "",
    plan_sha256: str | None = None,
    created_at: str = "",
) -> FigureRecord:
    """Compute a figure from its frozen dataset and remember how: what is stored is what is computed again.

    Parameters
    ----------
    key, kind : str
        Name in the report; a key of `KINDS`.
    dataset, dataset_sha256, dataset_name : Path, str, str
        The frozen Parquet, its hash, and what people call it.
    parameters : mapping
        Arguments of the estimator or check, without the relation.
    plan_sha256, created_at : str
        See `FigureRecord`.

    Raises
    ------
    KeyError
        No such kind.
    MiqyasError
        Whatever the estimator refuses.
    """
    return FigureRecord(
        key=key,
        kind=kind,
        dataset_sha256=dataset_sha256,
        dataset_name=dataset_name,
        version=library_version(),
        parameters=dict(parameters),
        row=KINDS[kind](dataset, parameters),
        plan_sha256=plan_sha256,
        created_at=created_at,
    )
