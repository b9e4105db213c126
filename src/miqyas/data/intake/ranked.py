"""Rows of a table in an order given from outside, as the rows of another table they belong to."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from miqyas.data.intake.engine import listed, quote_text
from miqyas.data.intake.profile import Cell, shown
from miqyas.data.intake.store import cell_name, homes_of
from miqyas.data.intake.table import BATCH_ROWS, RawTable


class Ranked:
    """Some columns of a table, sorted on the disk by a rank given to each row, then by their place in the file.

    Parameters
    ----------
    table : RawTable
        An open table; it stays open as long as this is used, and is ranked once.
    ranks : iterable of int or None
        One for each row; a row whose rank is None is left out.
    names : sequence of str
        The columns kept.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from miqyas.data.intake import read_table
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name) / "rows.csv"
    >>> _ = path.write_text("name\\nb\\nx\\na\\n", encoding="utf-8")
    >>> with read_table(path) as table:
    ...     list(Ranked(table, [1, None, 0], ["name"]).rows())
    [(0, 4, ['a']), (1, 2, ['b'])]
    >>> folder.cleanup()
    """

    def __init__(self, table: RawTable, ranks: Iterable[int | None], names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._connection = table.store.connection
        path = table.store.folder / "ranks.csv"
        with path.open("w", encoding="ascii", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                ("" if rank is None else rank, table.line_of(row)) for row, rank in enumerate(ranks)
            )
        places = [table.names.index(name) for name in self.names]
        cells = listed(
            f"{shown(place, table.columns[place].type)} AS {cell_name(order)}"
            for order, place in enumerate(places)
        )
        homes = f"{homes_of(places)} POSITIONAL JOIN ranks" if places else "ranks"
        for statement in (
            (
                f"CREATE TABLE ranks AS FROM read_csv({quote_text(path)}, columns = "
                "{'rank': 'BIGINT', 'line': 'BIGINT'}, auto_detect = false, header = false, delim = ',')"
            ),
            (
                f"CREATE TABLE ranked AS SELECT {listed(['rank', 'line', *([cells] if cells else [])])} "
                f"FROM {homes} WHERE rank IS NOT NULL ORDER BY rank, line"
            ),
            "DROP TABLE ranks",
        ):
            table.store.run(statement)
        path.unlink()

    def rows(self) -> Iterator[tuple[int, int, list[Cell]]]:
        """Yield each row in order: its rank, its line in the file, its cells."""
        asked = self._connection.cursor().execute("FROM ranked")
        while some := asked.fetchmany(BATCH_ROWS):
            for rank, line, *cells in some:
                yield rank, line, cells
