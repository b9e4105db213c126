"""The questionnaire turned into what phones run, by pyxform."""

from collections.abc import Mapping, Sequence
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.sheets import Workbook
from miqyas.interchange.xlsform.translation import finding_of, finding_of_warning


def convert_workbook(workbook: Workbook, *, form_id: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Return the XForm, or None, and what the converter found."""
    warnings: list[str] = []
    try:
        converted = convert(_given(workbook, form_id), warnings=warnings)
    except PyXFormError as error:
        return None, _placed(workbook, finding_of(error))
    except RecursionError:
        return None, (Finding("converter", "survey", values={"message": "groups are nested too deeply"}),)
    except Exception as error:  # noqa: BLE001  # the converter breaks in many ways on rows nobody foresaw
        message = f"{type(error).__name__}: {error}"
        return None, (Finding("converter", values={"message": message}),)
    found = [finding_of_warning(warning) for warning in warnings]
    return converted.xform.encode(), _placed(workbook, [each for each in found if each is not None])


def _given(workbook: Workbook, form_id: str) -> dict[str, Any]:
    """Return the rows as pyxform takes them, headings in their order; it writes on what it is given."""
    given: dict[str, Any] = {"sheet_names": list(workbook.names)}
    for name, sheet in workbook.sheets.items():
        given[name] = [dict(row) for row in sheet.rows]
        given[f"{name}_header"] = [dict.fromkeys(heading.text for heading in sheet.headings)]
    if not workbook.settings.get("form_id"):
        rows: list[dict[str, str]] = given.get("settings") or [{}]
        given["settings"] = [{**rows[0], "form_id": form_id}]
        given["settings_header"] = [{**(given.get("settings_header") or [{}])[0], "form_id": None}]
    return given


def _placed(workbook: Workbook, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Count rows as the file does: pyxform supposes headings in the first row of each sheet."""
    return tuple(_moved(finding, workbook) for finding in findings)


def _moved(finding: Finding, workbook: Workbook) -> Finding:
    sheet = workbook[finding.sheet]
    row = finding.row + sheet.first_row - 2 if finding.row is not None else None
    values: Mapping[str, Any] = finding.values
    return Finding(finding.code, finding.sheet, row, sheet.heading(finding.column), values)
