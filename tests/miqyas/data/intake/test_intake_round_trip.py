"""Whatever people type comes back from the frozen file, cell by cell."""

import csv
import io
import tempfile
from pathlib import Path

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from miqyas.data.intake import freeze, read_table
from miqyas.data.intake.grammar import BLANKS, is_missing, runs_as_formula

# Printable characters of every script; surrogates are no text and control characters are not printable.
PRINTABLE = st.characters(exclude_categories=("C", "Zl", "Zp"))
CELLS = st.one_of(
    st.text(PRINTABLE, max_size=12),
    st.sampled_from(
        ["", "NA", ".", "0", "01", "1,5", "-3", "1e5", "oui", "true", "2024-02-29", "١٢", "a\nb", '"']
    ),
).filter(lambda cell: not runs_as_formula(cell))
NAMES = st.text(PRINTABLE, min_size=1, max_size=8).filter(
    lambda name: name.strip() and not runs_as_formula(name.strip())
)
TABLES = st.lists(NAMES, min_size=1, max_size=4, unique_by=lambda name: name.strip().casefold()).flatmap(
    lambda names: st.tuples(
        st.just(names),
        st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), min_size=1, max_size=6),
    )
)


def as_number(cell):
    plain = cell.strip(BLANKS).translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    return float(plain.replace(",", "."))


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_any_table_of_printable_texts_round_trips_through_freeze(drawn):
    names, rows = drawn
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(stream.getvalue().encode("utf-8"))
        with read_table(path) as table:
            types = [column.type for column in table.columns]
            frozen = freeze(table, Path(folder) / "store")
        found = duckdb.connect().execute(f"FROM '{frozen.path}'")
        assert [column[0] for column in found.description] == [name.strip() for name in names]
        kept = found.fetchall()
    assert len(kept) == len(rows)
    for written_row, kept_row in zip(rows, kept, strict=True):
        for cell, value, kind in zip(written_row, kept_row, types, strict=True):
            if is_missing(cell):
                assert value is None
            elif kind == "text":
                assert value == cell
            elif kind in ("number", "integer"):
                assert value == as_number(cell)
            elif kind == "boolean":
                assert value is (cell.strip(BLANKS).lower() == "true")
            else:
                assert str(value) == cell.strip(BLANKS)
