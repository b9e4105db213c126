"""Files, reviewers, conflicts and earlier assignments read from tables."""

from collections.abc import Mapping

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation
from miqyas.errors import NotNumeric, ReaderNameless
from miqyas.judgement.readers import FileToRead, Pair, Reader

SEPARATOR = ";"  # between themes, or languages, of one cell


def read_files(
    relation: Relation, *, id_column: str, traits: Mapping[str, str] | None = None
) -> list[FileToRead]:
    """Read one row a file.

    Parameters
    ----------
    id_column : str
        Column of names.
    traits : mapping, optional
        ``panel``, ``themes``, ``region``, ``languages`` → column; a column the table lacks is no trait.

    Raises
    ------
    MissingColumn, ReaderNameless
        No column of names; a row without name.
    """
    return [
        FileToRead(
            name, row.get("panel", ""), _split(row, "themes"), row.get("region", ""), _split(row, "languages")
        )
        for name, row in _rows(relation, id_column, traits or {})
    ]


def read_readers(
    relation: Relation, *, id_column: str, traits: Mapping[str, str] | None = None
) -> list[Reader]:
    """Read one row a reviewer; ``least`` and ``most`` are traits too, whole numbers.

    Raises
    ------
    MissingColumn, ReaderNameless, NotNumeric
        As in `read_files`; a load that is no whole number.
    """
    found = []
    for name, row in _rows(relation, id_column, traits or {}):
        bounds = {
            trait: _load(row[trait], (traits or {})[trait]) for trait in ("least", "most") if row.get(trait)
        }
        found.append(
            Reader(
                name,
                row.get("panel", ""),
                _split(row, "themes"),
                row.get("region", ""),
                _split(row, "languages"),
                bounds.get("least"),
                bounds.get("most"),
            )
        )
    return found


def read_pairs(relation: Relation, *, file: str, reviewer: str) -> list[Pair]:
    """Read pairs of a file and a reviewer: conflicts, or an earlier assignment.

    Raises
    ------
    MissingColumn, ReaderNameless
        No such column; a row without one of the two.
    """
    relation.require(reviewer)
    rows = _rows(relation, file, {"reviewer": reviewer})
    for place, (_name, row) in enumerate(rows, start=1):
        if not row["reviewer"]:
            raise ReaderNameless(column=reviewer, row=place)
    return [(name, row["reviewer"]) for name, row in rows]


def _rows(relation: Relation, id_column: str, traits: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    relation.require(id_column)
    held = {trait: column for trait, column in traits.items() if column in relation.columns}
    columns = [id_column, *held.values()]
    told = ", ".join(
        f"coalesce(trim(CAST({quoted(column)} AS VARCHAR)), '') AS c{place}"
        for place, column in enumerate(columns)
    )
    answer = relation.ask(f"SELECT {told} FROM {ROWS}")
    rows = []
    for place, cells in enumerate(zip(*(answer[f"c{k}"] for k in range(len(columns))), strict=True), start=1):
        if not cells[0]:
            raise ReaderNameless(column=id_column, row=place)
        rows.append((str(cells[0]), {trait: str(cell) for trait, cell in zip(held, cells[1:], strict=True)}))
    return rows


def _split(row: Mapping[str, str], trait: str) -> frozenset[str]:
    return frozenset(part.strip() for part in row.get(trait, "").split(SEPARATOR) if part.strip())


def _load(cell: str, column: str) -> int:
    if not cell.removesuffix(".0").isdigit():
        raise NotNumeric(column=column, found=cell)
    return int(cell.removesuffix(".0"))
