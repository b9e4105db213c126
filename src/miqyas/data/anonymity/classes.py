"""How many others each person is alike to: k-anonymity and l-diversity over declared quasi-identifiers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from miqyas.data.intake.engine import listed, quote_name, quote_text
from miqyas.data.intake.freezing import FORM
from miqyas.errors import (
    InvalidAnonymity,
    MissingColumn,
    NoQuasiIdentifiers,
    NothingToProtect,
    QuasiAndSensitive,
    SuppressionLeavesNothing,
)

USUAL_K = 5
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RiskyClass:
    """People alike on every quasi-identifier, and too few."""

    values: tuple[Any, ...]
    n_rows: int


@dataclass(frozen=True, slots=True)
class AnonymityReport:
    """How much a table still tells.

    Attributes
    ----------
    quasi_identifiers : tuple of str
        What an outsider may know of a person.
    k : int
        The smallest number of rows alike: of those, anyone hides among ``k``.
    wanted_k : int
        What was asked.
    n_rows, n_classes : int
        Rows; groups of rows alike.
    n_unique : int
        Rows alike to no other.
    n_at_risk : int
        Rows in groups smaller than ``wanted_k``: what a suppression would take away.
    sizes : Mapping
        By size of group under ``wanted_k``, the rows in such groups.
    risky : tuple of RiskyClass
        The smallest of these groups, twenty at most.
    least_values : Mapping
        By sensitive column, the smallest number of different values in a group (distinct l-diversity): 1 means that
        knowing who is in the group is knowing the value.
    n_revealed : Mapping
        By sensitive column, rows in groups where all have the same value.
    """

    quasi_identifiers: tuple[str, ...]
    k: int
    wanted_k: int
    n_rows: int
    n_classes: int
    n_unique: int
    n_at_risk: int
    sizes: Mapping[int, int]
    risky: tuple[RiskyClass, ...]
    least_values: Mapping[str, int]
    n_revealed: Mapping[str, int]

    @property
    def holds(self) -> bool:
        """Whether every row is alike to enough others."""
        return self.k >= self.wanted_k


def k_anonymity(
    path: Path, *, quasi_identifiers: Sequence[str], k: int = USUAL_K, sensitive: Sequence[str] = ()
) -> AnonymityReport:
    """Count, for each row, how many are alike on all the quasi-identifiers.

    A missing value is a value like another: two rows without age are alike. That is the careful reading only when an
    outsider does not know the age of those who gave none.

    Parameters
    ----------
    path : Path
        A Parquet file.
    quasi_identifiers : sequence of str
        Columns an outsider may know: age, sex, place, date of a visit.
    k : int
        The least number of rows alike that is wanted; 5 is usual, 2 the least.
    sensitive : sequence of str
        Columns an outsider would learn.

    Returns
    -------
    AnonymityReport
        The counts; nothing is changed.

    Raises
    ------
    NoQuasiIdentifiers, InvalidAnonymity, QuasiAndSensitive, MissingColumn, NothingToProtect
        Nothing to compare, a k under 2, a column in both roles, a column or rows that are not there.

    References
    ----------
    Sweeney, L. (2002). k-anonymity: a model for protecting privacy. International Journal of Uncertainty, Fuzziness and
    Knowledge-Based Systems 10(5), 557-570.
    Machanavajjhala, A., Kifer, D., Gehrke, J., Venkitasubramaniam, M. (2007). l-diversity: Privacy beyond k-anonymity.
    ACM Transactions on Knowledge Discovery from Data 1(1), article 3.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        origin = _checked(connection, path, quasi_identifiers, k, sensitive)
        quasi = listed(f"{quote_name(name)} AS q{place}" for place, name in enumerate(quasi_identifiers))
        values = "".join(
            f", count(DISTINCT {quote_name(name)}) + (count(*) > count({quote_name(name)}))::INT AS l{place}"
            for place, name in enumerate(sensitive)
        )
        connection.execute(
            f"CREATE TEMP TABLE classes AS SELECT {quasi}, count(*) AS n{values} FROM {origin} GROUP BY ALL"
        )
        return _report(connection, tuple(quasi_identifiers), k, tuple(sensitive))


def suppress_rows(path: Path, out: Path, *, quasi_identifiers: Sequence[str], k: int = USUAL_K) -> int:
    """Write the table without the rows alike to fewer than ``k``; return how many were taken away.

    Raises
    ------
    SuppressionLeavesNothing
        Every row would go: generalise first.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        origin = _checked(connection, path, quasi_identifiers, k, ())
        alike = f"count(*) OVER (PARTITION BY {listed(map(quote_name, quasi_identifiers))})"
        ((n_rows, n_kept),) = connection.execute(
            f"SELECT count(*), count(*) FILTER (n >= {int(k)}) FROM (SELECT {alike} AS n FROM {origin})"
        ).fetchall()
        if not n_kept:
            raise SuppressionLeavesNothing(k=k)
        # The order of the rows is kept: it is part of the hash of what is frozen.
        kept = (
            f"SELECT * EXCLUDE (file_row_number) FROM read_parquet({quote_text(path)}, file_row_number = true) "
            f"QUALIFY {alike} >= {int(k)} ORDER BY file_row_number"
        )
        connection.execute(f"COPY ({kept}) TO {quote_text(out)} ({FORM})")
    return int(n_rows - n_kept)


def _checked(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    quasi_identifiers: Sequence[str],
    k: int,
    sensitive: Sequence[str],
) -> str:
    if not quasi_identifiers:
        raise NoQuasiIdentifiers
    if k < 2:
        raise InvalidAnonymity(found=k)
    origin = f"read_parquet({quote_text(path)})"
    names = [name for name, *_ in connection.execute(f"DESCRIBE FROM {origin}").fetchall()]
    for name in (*quasi_identifiers, *sensitive):
        if name not in names:
            raise MissingColumn(column=name, nearest=", ".join(names[:5]))
    both = sorted(set(quasi_identifiers) & set(sensitive))
    if both:
        raise QuasiAndSensitive(column=both[0])
    ((n_rows,),) = connection.execute(f"SELECT count(*) FROM {origin}").fetchall()
    if not n_rows:
        raise NothingToProtect(file=path.name)
    return origin


def _report(
    connection: duckdb.DuckDBPyConnection, quasi: tuple[str, ...], k: int, sensitive: tuple[str, ...]
) -> AnonymityReport:
    least = "".join(
        f", min(l{place}), coalesce(sum(n) FILTER (l{place} = 1), 0)" for place in range(len(sensitive))
    )
    ((smallest, n_rows, n_classes, n_unique, n_at_risk, *found),) = connection.execute(
        "SELECT min(n), sum(n), count(*), coalesce(sum(n) FILTER (n = 1), 0), "
        f"coalesce(sum(n) FILTER (n < {int(k)}), 0){least} FROM classes"
    ).fetchall()
    sizes = connection.execute(
        f"SELECT n, sum(n) FROM classes WHERE n < {int(k)} GROUP BY n ORDER BY n"
    ).fetchall()
    known = listed(f"q{place}" for place in range(len(quasi)))
    risky = connection.execute(
        f"SELECT {known}, n FROM classes WHERE n < {int(k)} ORDER BY n, {known} LIMIT {MOST_SHOWN}"
    ).fetchall()
    return AnonymityReport(
        quasi_identifiers=quasi,
        k=int(smallest),
        wanted_k=k,
        n_rows=int(n_rows),
        n_classes=int(n_classes),
        n_unique=int(n_unique),
        n_at_risk=int(n_at_risk),
        sizes={int(size): int(count) for size, count in sizes},
        risky=tuple(RiskyClass(tuple(row[:-1]), int(row[-1])) for row in risky),
        least_values={name: int(found[2 * place]) for place, name in enumerate(sensitive)},
        n_revealed={name: int(found[2 * place + 1]) for place, name in enumerate(sensitive)},
    )
