"""XLSForm: a questionnaire written in a workbook, checked, converted, tried in the engine of phones."""

from miqyas.interchange.xlsform.checking import check_form
from miqyas.interchange.xlsform.depth import located, validate_in_depth
from miqyas.interchange.xlsform.finding import Finding, FormReport
from miqyas.interchange.xlsform.writing import TARGETS, convert_form, write_workbook

__all__ = [
    "TARGETS",
    "Finding",
    "FormReport",
    "check_form",
    "convert_form",
    "located",
    "validate_in_depth",
    "write_workbook",
]
