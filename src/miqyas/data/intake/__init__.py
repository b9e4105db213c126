"""A person's file becomes a table that can be profiled and frozen, or a sentence that says why not."""

from miqyas.data.intake.columns import ColumnType
from miqyas.data.intake.freezing import Frozen, freeze, freeze_columns, open_frozen
from miqyas.data.intake.limits import Limits
from miqyas.data.intake.notes import Note
from miqyas.data.intake.personal import REASONS
from miqyas.data.intake.profile import ColumnProfile
from miqyas.data.intake.reading import read_table
from miqyas.data.intake.sheets import SheetPeek, peek_sheets
from miqyas.data.intake.source import fingerprint
from miqyas.data.intake.table import RawTable
from miqyas.data.intake.texts import Texts, read_texts

__all__ = [
    "REASONS",
    "ColumnProfile",
    "ColumnType",
    "Frozen",
    "Limits",
    "Note",
    "RawTable",
    "SheetPeek",
    "Texts",
    "fingerprint",
    "freeze",
    "freeze_columns",
    "open_frozen",
    "peek_sheets",
    "read_table",
    "read_texts",
]
