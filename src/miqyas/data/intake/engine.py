"""A DuckDB that sees one folder and nothing else: no network, no other file, no extension.

A file name or a column name never becomes part of a statement unquoted, and a person's file is given to the
engine under a name of ours inside that folder, so that ``*``, ``?`` or quotes in its name mean nothing.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

MEMORY_LIMIT = "1GB"
BLOCK_BYTES = 16_384


def open_engine(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a database kept in ``folder``, closed to everything outside of it.

    One thread: sums then have one order, and frozen files one sequence of bytes.
    """
    connection = duckdb.connect(
        str(folder / "table.db"),
        config={
            "threads": 1,
            "memory_limit": MEMORY_LIMIT,
            "default_block_size": BLOCK_BYTES,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "allow_persistent_secrets": False,
        },
    )
    place = quote_text(f"{folder}{os.sep}")
    for statement in (
        "SET TimeZone = 'UTC'",
        "SET preserve_insertion_order = true",
        "SET enable_progress_bar = false",
        f"SET temp_directory = {quote_text(folder / 'spill')}",
        f"SET allowed_directories = [{place}]",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
    ):
        connection.execute(statement)
    return connection


def bring_inside(path: Path, folder: Path, name: str) -> Path:
    """Return ``path`` as the file ``name`` of ``folder``: a second name for the same bytes, or a copy."""
    inside = folder / name
    try:
        os.link(path.resolve(), inside)
    except OSError:
        shutil.copyfile(path, inside)
    return inside


def quote_name(name: str) -> str:
    """Return an identifier that nothing inside it can end.

    >>> quote_name('a"; drop table x;--')
    '"a""; drop table x;--"'
    """
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: object) -> str:
    """Return a string literal that nothing inside it can end.

    >>> quote_text("l'oasis")
    "'l''oasis'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def listed(parts: Iterable[str]) -> str:
    """Return the parts of a statement separated by commas."""
    return ", ".join(parts)
