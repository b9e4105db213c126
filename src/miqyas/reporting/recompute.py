"""How a figure is computed again, by its kind; each answers with the flat row that is stored and compared."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.data.relation import open_relation
from miqyas.estimators.arm_means import arm_means
from miqyas.estimators.itt import itt
from miqyas.reporting.record import Cell, FigureRecord, Row, library_version
from miqyas.results.check import CheckResult
from miqyas.results.table import Table

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


def _itt(path: Path, parameters: Mapping[str, Any]) -> Row:
    return itt(open_relation(path), **parameters).tidy()


def _balance(path: Path, parameters: Mapping[str, Any]) -> Row:
    return check_row(balance(open_relation(path), **parameters))


def _attrition(path: Path, parameters: Mapping[str, Any]) -> Row:
    return check_row(attrition(open_relation(path), **parameters))


def _arm_means(path: Path, parameters: Mapping[str, Any]) -> Row:
    return table_row(arm_means(open_relation(path), **parameters))


KINDS: MappingProxyType[str, Compute] = MappingProxyType(
    {"itt": _itt, "balance": _balance, "attrition": _attrition, "arm_means": _arm_means}
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
