"""The answers of a questionnaire as one workbook: a sheet for the answers, one for each repeat."""

import tempfile
from dataclasses import replace
from pathlib import Path

from miqyas.errors import MiqyasError
from miqyas.interchange.statistics_files import of_answers, write_book
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.science.answers import personal_names, tables_of, versions_of
from miqyas_web.surveys.science.brought import language


def workbook_of_answers(survey: Survey, *, with_personal: bool) -> bytes:
    """Lay out the answers that stand, under the words of the newest version; personal columns on demand alone."""
    with tempfile.TemporaryDirectory(prefix="miqyas-") as folder, tables_of(survey) as flat:
        personal = personal_names(survey, flat)
        spoken = str(versions_of(survey)[-1].outline.get("default_language", ""))
        tables = []
        for place, name in enumerate(flat):
            title = name.rpartition("/")[2] or survey.form_id
            table = of_answers(flat[name], Path(folder) / f"{place}.parquet", title=title, language=spoken)
            hidden = frozenset() if with_personal else personal[name]
            kept = tuple(each for each in table.variables if each.name not in hidden)
            tables.append(replace(table, variables=kept))
        made = Path(folder) / "answers.xlsx"
        try:
            write_book(tables, made, language=language())
        except MiqyasError as error:
            raise Refused(refusal_sentence(error, language())) from error
        return made.read_bytes()
