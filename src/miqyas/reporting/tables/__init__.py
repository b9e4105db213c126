"""Tables of results as a paper or a report prints them: laid out once, written as text, HTML, LaTeX or Word."""

from miqyas.reporting.tables.balance import balance_table
from miqyas.reporting.tables.forms import to_html, to_latex, to_markdown, to_text
from miqyas.reporting.tables.laid import Laid, LaidRow
from miqyas.reporting.tables.regression import events_table, regression_table
from miqyas.reporting.tables.word import to_docx

__all__ = [
    "Laid",
    "LaidRow",
    "balance_table",
    "events_table",
    "regression_table",
    "to_docx",
    "to_html",
    "to_latex",
    "to_markdown",
    "to_text",
]
