"""An invented workbook of answers that waits: its sheets were found, nobody said yet that they are right."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from miqyas_web.surveys.actions.spreadsheets import bring_sheet
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.models import Survey

NAME = "tournee-voisine-exemple-invente.xlsx"
# As KoboToolbox exports a form with a repeat.
SHEETS: Mapping[str, Sequence[Sequence[Any]]] = {
    "Foyers": [
        ["respondent_name", "water_source", "water_minutes", "_index"],
        ["Personne inventée 1", "well", 25, 1],
        ["Personne inventée 2", "tap", None, 2],
        ["Personne inventée 3", "spring", 40, 3],
    ],
    "pupil": [
        ["pupil_first_name", "pupil_sex", "pupil_age", "days_missed", "_index", "_parent_index"],
        ["Élève inventée A", "f", 13, 2, 1, 1],
        ["Élève inventé B", "m", 15, 0, 2, 1],
        ["Élève inventée C", "f", 12, 5, 3, 3],
    ],
    "Lisez-moi": [["Données inventées de l’exemple"], ["À ne pas prendre pour de vraies réponses."]],
}


def fill(context: dict[str, Any]) -> None:
    """Bring it, once."""
    survey: Survey = context["surveys"]["household"]
    if not survey.sources.filter(kind=SubmissionOrigin.SPREADSHEET).exists():
        bring_sheet(survey=survey, name=NAME, content=_content(), by=survey.initiative.created_by)


def _content() -> bytes:
    book = Workbook(write_only=True)
    for title, rows in SHEETS.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
