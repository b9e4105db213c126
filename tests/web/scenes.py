"""What takes long to make is made once, kept, and put back in each test that starts from it: its rows and its files.

A scene is made on a database that holds nothing but what migrations leave, inside the transaction of the first test
that asks; the rows it adds are put back in the transactions of the others, with their numbers.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

LONGEST = 200_000  # characters of rows said at once: SQLite takes a million


@dataclass(frozen=True, slots=True)
class Scene:
    """Rows by table and columns, a folder of files, and what the maker answered: text and numbers, no object."""

    rows: dict[tuple[str, str], list[str]]
    folder: Path
    answer: Any


KEPT: dict[str, Scene] = {}


def kept_scene(name: str, make: Callable[[], Any], *, files: Path, shelf: Path) -> Any:
    """Make it, or put back what was made; files under ``files`` are kept on the ``shelf``."""
    if name in KEPT:
        for (table, columns), rows in KEPT[name].rows.items():
            put_back(table, columns, rows)
        shutil.copytree(KEPT[name].folder, files, dirs_exist_ok=True)
        return KEPT[name].answer
    before = rows_there()
    answer = make()
    after = rows_there()
    added = {}
    for place, rows in after.items():
        known = set(before[place])
        assert known <= set(rows), f"The scene {name} changes rows of {place[0]} that were there."
        added[place] = [row for row in rows if row not in known]
    shutil.copytree(files, shelf / name)
    KEPT[name] = Scene({place: rows for place, rows in added.items() if rows}, shelf / name, answer)
    return answer


def rows_there() -> dict[tuple[str, str], list[str]]:
    """Every row as its database writes it: nothing is read and written anew on the way."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        table = f'"{model._meta.db_table}"'
        columns = [f'"{field.column}"' for field in model._meta.local_concrete_fields if not field.generated]
        written = f"{table}::text"
        if connection.vendor == "sqlite":
            written = " || ',' || ".join(f"quote({column})" for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {written} FROM {table}")
            found[table, ", ".join(columns)] = [row for (row,) in cursor.fetchall()]
    return found


def put_back(table: str, columns: str, rows: list[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            fields = ", ".join(f"(kept.one).{column}" for column in columns.split(", "))
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {fields} FROM (SELECT unnest(%s::text[])::{table} AS one) kept",
                [rows],
            )
            return
        said: list[str] = []
        for row in rows:
            if said and sum(map(len, said)) + len(row) > LONGEST:
                cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {', '.join(said)}")
                said = []
            said.append(f"({row})")
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {', '.join(said)}")
