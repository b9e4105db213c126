"""Forms that people fill in on paper's heirs: written as Word and Excel, read back question by question."""

from miqyas.reporting.forms.content import Field, FieldTable, Form
from miqyas.reporting.forms.reading import Filled, FilledTable, read_form
from miqyas.reporting.forms.writing import form_to_docx, form_to_xlsx

__all__ = [
    "Field",
    "FieldTable",
    "Filled",
    "FilledTable",
    "Form",
    "form_to_docx",
    "form_to_xlsx",
    "read_form",
]
