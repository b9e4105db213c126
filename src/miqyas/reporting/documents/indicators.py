"""Reference sheets of indicators as one document: Word, PDF, Excel, in one language."""

import io
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from miqyas.errors import DocumentsUnavailable
from miqyas.reporting.charts.frame import is_right_to_left
from miqyas.reporting.documents.blocks import Block, Cover, Heading, Pairs
from miqyas.reporting.documents.pdf import set_pdf
from miqyas.reporting.documents.word import set_docx
from miqyas.types import Language

# Field → French, Arabic, English, in the order a sheet is read.
_LABELS: dict[str, tuple[str, str, str]] = {
    "origin": ("Origine", "الأصل", "Origin"),
    "theme": ("Thème", "الموضوع", "Theme"),
    "level": ("Niveau", "المستوى", "Level"),
    "node": ("Ce qu’il mesure", "ما يقيسه", "What it measures"),
    "sdg": ("Objectifs de développement durable", "أهداف التنمية المستدامة", "Sustainable Development Goals"),
    "definition": ("Définition", "التعريف", "Definition"),
    "numerator": ("Numérateur", "البسط", "Numerator"),
    "denominator": ("Dénominateur", "المقام", "Denominator"),
    "formula": ("Formule", "طريقة الحساب", "Formula"),
    "unit": ("Unité", "الوحدة", "Unit"),
    "direction": ("Sens", "الاتجاه", "Direction"),
    "aggregation": ("Règle d’agrégation", "طريقة التجميع", "How it adds up"),
    "disaggregation": ("Désagrégation", "التفصيل", "Told apart by"),
    "baseline": ("Valeur de départ", "قيمة الانطلاق", "Baseline"),
    "target": ("Cible", "القيمة المستهدفة", "Target"),
    "source": ("Source", "المصدر", "Source"),
    "frequency": ("Fréquence", "الوتيرة", "How often"),
    "collector": ("Qui collecte", "من يجمع المعطيات", "Who collects it"),
    "question": ("Question posée", "السؤال المطروح", "How it is asked"),
    "limits": ("Limites", "الحدود", "Limits"),
    "ethics": ("Éthique", "الأخلاقيات", "Ethics"),
    "references": ("Références", "المراجع", "References"),
}
_KIND = ("Fiches de référence d’indicateurs", "البطاقات المرجعية للمؤشرات", "Indicator reference sheets")
_NAME = ("Indicateur", "المؤشر", "Indicator")
_COUNT = ("{n} fiches", "عدد البطاقات: {n}", "{n} sheets")
_AT: Mapping[Language, int] = MappingProxyType({"fr": 0, "ar": 1, "en": 2})
FIELDS = tuple(_LABELS)
FORMS = ("docx", "pdf", "xlsx")
_WIDEST, _NARROW = 60, 28


def label_of(field: str, language: Language) -> str:
    """Return how a field of a sheet is called.

    Examples
    --------
    >>> label_of("limits", "fr")
    'Limites'
    """
    return _LABELS[field][_AT[language]]


def reference_document(
    sheets: Sequence[Mapping[str, str]],
    form: str,
    *,
    title: str,
    organisation: str,
    language: Language,
    fonts: Path | None = None,
) -> bytes:
    """Set reference sheets as one file.

    Parameters
    ----------
    sheets : sequence of mapping
        Each with ``name`` and any of `FIELDS`, already in the reader's language; empty texts are left out.
    form : {'docx', 'pdf', 'xlsx'}
        Word, PDF or Excel.
    title, organisation : str
        Of the document; who it is for.
    language : {'fr', 'ar', 'en'}
        Reader's language: labels and direction.
    fonts : Path or None
        Folder of TTF files for the PDF; None uses the machine's.

    Returns
    -------
    bytes
        The file; the same sheets give the same content.

    Raises
    ------
    DocumentsUnavailable
        The optional package that writes this form is not installed.
    """
    if form == "xlsx":
        return _workbook(sheets, title=title, language=language)
    kind = _KIND[_AT[language]]
    head = tuple(line for line in (organisation, _counted(len(sheets), language)) if line)
    cover = Cover(title=title, organisation=organisation or "Miqyas", kind=kind, head=head)
    setting = {"docx": set_docx, "pdf": set_pdf}[form]
    return setting(cover, tuple(_blocks(sheets, language)), language=language, fonts=fonts)


def _counted(n: int, language: Language) -> str:
    return _COUNT[_AT[language]].format(n=n)


def _blocks(sheets: Sequence[Mapping[str, str]], language: Language) -> Iterator[Block]:
    for sheet in sheets:
        yield Heading(sheet["name"], 1)
        rows = ((label_of(field, language), sheet.get(field, ""), False) for field in FIELDS)
        yield Pairs(tuple(row for row in rows if row[1]))


def _workbook(sheets: Sequence[Mapping[str, str]], *, title: str, language: Language) -> bytes:
    if find_spec("openpyxl") is None:
        raise DocumentsUnavailable(package="openpyxl")
    import openpyxl  # noqa: PLC0415 -- optional dependency
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- optional dependency

    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = _KIND[_AT[language]][:31]
    page.sheet_view.rightToLeft = is_right_to_left(language)
    used = [field for field in FIELDS if any(sheet.get(field) for sheet in sheets)]
    page.append([_NAME[_AT[language]], *(label_of(field, language) for field in used)])
    for sheet in sheets:
        page.append([sheet["name"], *(sheet.get(field, "") for field in used)])
    for row in page.iter_rows():
        for cell in row:
            # Text stays text: "=…" is no formula.
            cell.data_type = "s" if cell.value else "n"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1 or cell.column == 1)
    for column in page.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        page.column_dimensions[column[0].column_letter].width = _WIDEST if longest > _WIDEST else _NARROW
    page.freeze_panes = "B2"
    book.properties.title, book.properties.creator = title, "Miqyas"
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()
