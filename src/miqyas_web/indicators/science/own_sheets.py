"""An organisation's own list: from its file to `miqyas.indicators.foreign`, and to the pages of the catalogue."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miqyas.data.intake import read_texts
from miqyas.errors import ForeignNameColumnMissing, MiqyasError
from miqyas.indicators.foreign import FIELDS, LIMITS, Foreign, ForeignIndicator, read_foreign
from miqyas.reporting.documents.indicators import label_of
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.folding import fold
from miqyas_web.indicators.models import ListDraft, OwnSheet
from miqyas_web.indicators.science.catalogue import ShownSheet
from miqyas_web.indicators.science.figures import language

__all__ = ["FIELDS", "ReadList", "UnfitList", "first_values_of_own", "read_draft", "row_of", "shown_own"]

# Texts of a list that have a field of the same name in an indicator, and how long each may be there.
SAME = {
    "name": 200, "definition": 5000, "numerator": 5000, "denominator": 5000, "unit": 60, "formula": 5000,
    "source": 200, "frequency": 100, "limits": 5000,
}  # fmt: skip


class UnfitList(Unfit):
    """The file cannot be read as a list of indicators."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a file holds, as the page shows it before anything is kept."""

    headings: tuple[str, ...]
    columns: Mapping[str, str]
    left_out: tuple[str, ...]
    indicators: tuple[ForeignIndicator, ...]
    faults: tuple[str, ...]
    is_iris: bool
    # Why nothing could be read yet: no column for the names, two fields on one column…
    obstacle: str = ""


def read_draft(draft: ListDraft) -> ReadList:
    """Read the file of a draft with its corrections; ``UnfitList`` when the file is no table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(draft.content)
        try:
            return _read(read_foreign(path, columns=draft.columns, name=draft.file_name))
        except ForeignNameColumnMissing as error:
            headings = read_texts(path, name=draft.file_name, limits=LIMITS).names
            return ReadList(headings, draft.columns, headings, (), (), False, _sentence(error))
        except MiqyasError as error:
            raise UnfitList(_sentence(error)) from error


def _read(found: Foreign) -> ReadList:
    faults = tuple(_sentence(fault) for fault in found.faults)
    return ReadList(found.headings, found.columns, found.left_out, found.indicators, faults, found.is_iris)


def _sentence(error: MiqyasError) -> str:
    return refusal_sentence(error, language())


def row_of(indicator: ForeignIndicator) -> dict[str, Any]:
    """A row of the file as an own sheet stores it."""
    texts = {field: getattr(indicator, field) for field in FIELDS if field != "sdg"}
    searched = (*(texts[name] for name in ("name", "identifier", "definition", "theme")), *indicator.sdg)
    return {**texts, "row": indicator.row, "sdg": list(indicator.sdg), "words": fold(" ".join(searched))}


def field_name(field: str) -> str:
    """How people call a field of a list."""
    return OWN_NAMES[field][language()] if field in OWN_NAMES else label_of(field, language())


OWN_NAMES = {
    "identifier": {"fr": "Identifiant", "ar": "المعرف", "en": "Identifier"},
    "name": {"fr": "Nom de l’indicateur", "ar": "اسم المؤشر", "en": "Name of the indicator"},
    "link": {"fr": "Lien", "ar": "الرابط", "en": "Link"},
}


def shown_own(sheet: OwnSheet) -> ShownSheet:
    """An own sheet as the pages of the catalogue show it."""
    said = ("name", "definition", "numerator", "denominator", "unit", "formula", "source", "limits")
    return ShownSheet(
        key=sheet.key,
        written_in=language(),
        **{name: getattr(sheet, name) for name in said},
        ethics="",
        question="",
        theme=sheet.theme,
        frequency=sheet.frequency,
        disaggregation=(sheet.disaggregation,) if sheet.disaggregation else (),
        codes=tuple(sheet.sdg),
        sources=tuple(text for text in (sheet.identifier, sheet.link) if text),
        owner=sheet.own_list.name,
    )


def first_values_of_own(sheet: OwnSheet) -> dict[str, Any]:
    """What an own sheet says of an indicator, by field of its form; texts too long for it are left to the person."""
    texts = {name: text for name, most in SAME.items() if 0 < len(text := getattr(sheet, name)) <= most}
    return {**texts, "catalogue_key": sheet.key}
