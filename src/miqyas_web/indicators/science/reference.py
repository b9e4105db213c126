"""Reference sheets as a document: from the catalogue or from an initiative's indicators to `miqyas.reporting`."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from miqyas.errors import DocumentsUnavailable
from miqyas.reporting.documents.indicators import FORMS, reference_document
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.science.catalogue import ShownSheet
from miqyas_web.indicators.science.figures import language

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PLAIN = (
    "name", "definition", "numerator", "denominator", "formula", "unit", "direction", "aggregation", "source",
    "frequency", "collector", "question", "limits", "ethics", "theme",
)  # fmt: skip

__all__ = ["CONTENT_TYPES", "FORMS", "document_of", "told"]


def document_of(sheets: Iterable[Mapping[str, str]], form: str, *, title: str, organisation: str) -> bytes:
    """The file, in the language of the page; refused where the machine cannot write this form."""
    fonts = Path(settings.FONTS)
    try:
        return reference_document(
            list(sheets),
            form,
            title=title,
            organisation=organisation,
            language=language(),
            fonts=fonts if fonts.is_dir() else None,
        )
    except DocumentsUnavailable as absent:
        raise Refused(refusal_sentence(absent, language())) from absent


def told(sheet: ShownSheet) -> dict[str, str]:
    """A sheet of the catalogue as the document takes it."""
    listed = {
        "level": sheet.levels,
        "disaggregation": sheet.disaggregation,
        "references": sheet.sources,
        "sdg": (*sheet.goals, *sheet.codes),
    }
    comma = "، " if language() == "ar" else ", "
    return {
        **{name: _capital(getattr(sheet, name)) for name in PLAIN},
        **{name: _capital(comma.join(values)) for name, values in listed.items()},
        "origin": sheet.owner or "Miqyas",
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
