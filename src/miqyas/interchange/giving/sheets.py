"""A package as a table, one row a grant, under the titles of the standard: ``Recipient Org:Name``; and back.

Several objects of one list (two places) stand in columns numbered from the second: ``Beneficiary Location:2:Name``.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from miqyas.errors import GrantsUnreadable
from miqyas.interchange.giving.fields import OBJECTS, VERSION

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def package_rows(package: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of a package; columns in the order they first appear."""
    flat = [dict(_flat(grant, "Grant", "")) for grant in package["grants"]]
    headings = list(dict.fromkeys(name for row in flat for name in row))
    return headings, [[row.get(name, "") for name in headings] for row in flat]


def package_csv(package: Mapping[str, Any]) -> str:
    """The table as CSV."""
    headings, rows = package_rows(package)
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue()


def package_workbook(package: Mapping[str, Any]) -> bytes:
    """The table as an Excel file; text stays text, whatever it begins with.

    Raises
    ------
    GrantsUnreadable
        The package openpyxl is not installed.
    """
    if find_spec("openpyxl") is None:
        raise GrantsUnreadable(reason="openpyxl")
    import openpyxl  # noqa: PLC0415 -- optional dependency

    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "grants"
    headings, rows = package_rows(package)
    for row in (headings, *rows):
        page.append(row)
    for line in page.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_rows(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """A package from a table under titles or under field names (``recipientOrganization/0/id``); columns unknown are kept.

    Figures written as plain numbers become numbers; anything else stays as written, for `check_package` to tell.

    Raises
    ------
    GrantsUnreadable
        No column is a field of a grant.
    """
    paths = [_path(str(name)) for name in headings]
    if not any(path and path[0] in OBJECTS["Grant"] for path in paths):
        raise GrantsUnreadable(reason=", ".join(map(str, headings[:5])) or "—")
    grants = []
    for row in rows:
        grant: dict[str, Any] = {}
        for path, cell in zip(paths, row, strict=False):
            if path and cell is not None and str(cell) != "":
                _put(grant, path, cell)
        if grant:
            grants.append(grant)
    return {"version": VERSION, "grants": grants}


def _flat(found: Mapping[str, Any], kind: str, before: str) -> Iterator[tuple[str, Any]]:
    for name, value in found.items():
        inner, title = OBJECTS[kind].get(name, ("text", name))
        heading = f"{before}{title}"
        if inner.startswith("[") and inner[1:-1] in OBJECTS:
            for number, each in enumerate(value):
                yield from _flat(
                    each, inner[1:-1], f"{heading}:" if not number else f"{heading}:{number + 1}:"
                )
        elif inner in OBJECTS:
            yield from _flat(value, inner, f"{heading}:")
        else:
            yield heading, "; ".join(map(str, value)) if isinstance(value, list) else value


def _path(heading: str) -> list[str | int]:
    """Field names and places of a heading; a heading unknown to the standard stays as one name."""
    parts = [part.strip() for part in re.split(r"[:/]", heading)]
    kind = "Grant"
    path: list[str | int] = []
    for part in parts:
        if part.isdigit() and path and isinstance(path[-1], int):
            path[-1] = int(part) if "/" in heading else int(part) - 1
            continue
        found = next(
            (name for name, (_, title) in OBJECTS.get(kind, {}).items() if part in (name, title)), None
        )
        if found is None:
            return [heading]
        inner = OBJECTS[kind][found][0]
        path.append(found)
        kind = inner.strip("[]")
        if inner.startswith("["):
            path.append(0)
    return path


def _put(grant: dict[str, Any], path: Sequence[str | int], cell: Any) -> None:
    here: Any = grant
    for step, following in zip(path, [*path[1:], None], strict=True):
        if following is None:
            break
        if isinstance(step, str):
            here = here.setdefault(step, [] if isinstance(following, int) else {})
        else:
            while len(here) <= step:
                here.append({})
            here = here[step]
    last = path[-1]
    if isinstance(last, int):  # a list of texts
        here.extend(part.strip() for part in str(cell).split(";"))
    else:
        here[last] = _cell(cell, path)


def _cell(cell: Any, path: Sequence[str | int]) -> Any:
    kind = "Grant"
    inner = "text"
    for step in path:
        if isinstance(step, str):
            inner = OBJECTS.get(kind, {}).get(step, ("text", ""))[0]
            kind = inner.strip("[]")
    if inner == "number" and isinstance(cell, str) and NUMBER.fullmatch(cell.strip()):
        figure = float(cell)
        return int(figure) if figure.is_integer() else figure
    if inner == "number":
        return cell
    if hasattr(cell, "isoformat"):  # a spreadsheet's own date
        return cell.isoformat()[:10]
    return str(cell)
