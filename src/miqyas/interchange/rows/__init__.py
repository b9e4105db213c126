"""Rows of a table, or of another program, as answers to a questionnaire."""

from miqyas.interchange.rows.faults import RowFault
from miqyas.interchange.rows.matching import match_columns
from miqyas.interchange.rows.rules import RowRules
from miqyas.interchange.rows.tied import TiedRow
from miqyas.interchange.rows.writing import RowWriter

__all__ = ["RowFault", "RowRules", "RowWriter", "TiedRow", "match_columns"]
