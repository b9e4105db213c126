"""The sheet of settings: who the questionnaire is, which version, and where its answers go."""

import re
from collections.abc import Iterator

from miqyas.interchange.xlsform.finding import Fact, Finding
from miqyas.interchange.xlsform.sheets import Workbook

USUAL = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


def check_settings(workbook: Workbook, *, form_id: str) -> Iterator[Finding]:
    """Tell what is missing or refused in the settings; ``form_id`` is what is taken when they name none."""
    settings = workbook.settings
    given = settings.get("form_id", "")
    if not given:
        yield _finding(workbook, "no_form_id", "form_id", used=form_id)
    elif not USUAL.fullmatch(given):
        yield _finding(workbook, "form_id_unusual", "form_id", form_id=given)
    if not settings.get("version"):
        yield _finding(workbook, "no_version", "version")
    if settings.get("public_key"):
        yield _finding(workbook, "encrypted", "public_key")
    if settings.get("submission_url"):
        yield _finding(workbook, "sent_elsewhere", "submission_url", url=settings["submission_url"])


def _finding(workbook: Workbook, code: str, column: str, **values: Fact) -> Finding:
    sheet = workbook["settings"]
    row = sheet.first_row if sheet.rows else None
    return Finding(code, "settings", row, sheet.heading(column), values)
