"""Theories as spreadsheets: written for people to work on, read back row by row, every fault told at once."""

from miqyas.theory.spreadsheet.problems import Problem
from miqyas.theory.spreadsheet.reading import SheetsRead, read_sheets
from miqyas.theory.spreadsheet.writing import to_csv, to_xlsx

__all__ = ["Problem", "SheetsRead", "read_sheets", "to_csv", "to_xlsx"]
