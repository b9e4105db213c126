"""A logframe as a file: Word for reading and signing, Excel for working on."""

import io
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from miqyas.errors import DocumentsUnavailable
from miqyas.reporting.charts.frame import is_right_to_left
from miqyas.reporting.documents.blocks import Block, Cover, Grid, Heading, Paragraph
from miqyas.reporting.documents.word import set_docx
from miqyas.theory.graph import Theory
from miqyas.theory.logframe import Measure, Row, logframe
from miqyas.theory.names import LEVEL_HEADINGS, TERM_NAMES
from miqyas.types import Language

KIND: dict[Language, str] = {"fr": "Cadre logique", "ar": "الإطار المنطقي", "en": "Logframe"}
HEADS: dict[Language, tuple[str, str, str, str]] = {
    "fr": ("Logique d’intervention", "Indicateurs", "Sources de vérification", "Hypothèses"),
    "ar": ("منطق التدخل", "المؤشرات", "مصادر التحقق", "الافتراضات"),
    "en": ("Intervention logic", "Indicators", "Sources of verification", "Assumptions"),
}
LEVEL: dict[Language, str] = {"fr": "Niveau", "ar": "المستوى", "en": "Level"}
_UNSAID: dict[Language, str] = {"fr": "non dit", "ar": "لم يُذكر", "en": "not said"}
_TOWARDS: dict[Language, str] = {
    "fr": "Vers «\u00a0{title}\u00a0»\u00a0: {text}",
    "ar": "نحو «{title}»: {text}",
    "en": "Towards “{title}”: {text}",
}
_READ: dict[Language, str] = {
    "fr": "Se lit de bas en haut\u00a0: une ligne et ses hypothèses mènent à la ligne du dessus. Ce tableau est tiré de "
    "la théorie du changement.",
    "ar": "يُقرأ من الأسفل إلى الأعلى: كل سطر وافتراضاته يؤديان إلى السطر الذي فوقه. هذا الجدول مستخرج من نظرية التغيير.",
    "en": "Read from the bottom up: a row and its assumptions lead to the row above. This table is drawn from the theory "
    "of change.",
}
_WIDTHS = (16, 44, 36, 30, 50)

Measures = Mapping[str, Sequence[Measure]]


def logframe_document(
    theory: Theory,
    form: str,
    *,
    measures: Measures,
    title: str,
    organisation: str,
    language: Language,
    fonts: Path | None = None,
) -> bytes:
    """Set the logframe of a theory as one file.

    Parameters
    ----------
    theory : Theory
        Any theory.
    form : {'docx', 'xlsx'}
        Word or Excel.
    measures : mapping of node key to sequence of Measure
        The indicators of each node.
    title, organisation : str
        Of the document; who it is for.
    language : {'fr', 'ar', 'en'}
        Reader's language: heads and direction.
    fonts : Path or None
        Folder of TTF files for pictures.

    Returns
    -------
    bytes
        The file; the same theory gives the same content.

    Raises
    ------
    DocumentsUnavailable
        The optional package that writes this form is not installed.
    """
    if form == "xlsx":
        return _workbook(theory, measures, title=title, language=language)
    cover = Cover(title=title, organisation=organisation or "Miqyas", kind=KIND[language])
    return set_docx(cover, tuple(_blocks(theory, measures, language)), language=language, fonts=fonts)


def _blocks(theory: Theory, measures: Measures, language: Language) -> Iterator[Block]:
    yield Paragraph(_READ[language], role="quiet")
    for shelf in logframe(theory, measures=measures):
        yield Heading(LEVEL_HEADINGS[shelf.level][language], 1)
        if not shelf.rows:
            yield Paragraph(_UNSAID[language], role="quiet")
            continue
        rows = tuple(_cells(theory, row, language) for row in shelf.rows)
        yield Grid(LEVEL_HEADINGS[shelf.level][language], HEADS[language], rows)


def _cells(theory: Theory, row: Row, language: Language) -> tuple[str, str, str, str]:
    unsaid = _UNSAID[language]
    term = f" ({TERM_NAMES[row.node.term][language]})" if row.node.term else ""
    several = len(row.conditions) > 1
    assumptions = [
        _TOWARDS[language].format(title=theory.node(each.target).label, text=each.text or unsaid)
        if several
        else each.text or unsaid
        for each in row.conditions
    ]
    return (
        row.node.label + term,
        "\n".join(measure.name for measure in row.measures) or unsaid,
        "\n".join(measure.source for measure in row.measures if measure.source) or unsaid,
        "\n".join(assumptions) or "–",
    )


def _workbook(theory: Theory, measures: Measures, *, title: str, language: Language) -> bytes:
    if find_spec("openpyxl") is None:
        raise DocumentsUnavailable(package="openpyxl")
    import openpyxl  # noqa: PLC0415 -- optional dependency
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- optional dependency
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- optional dependency

    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = KIND[language]
    page.sheet_view.rightToLeft = is_right_to_left(language)
    page.append([LEVEL[language], *HEADS[language]])
    for shelf in logframe(theory, measures=measures):
        for row in shelf.rows:
            page.append([LEVEL_HEADINGS[shelf.level][language], *_cells(theory, row, language)])
    for row in page.iter_rows():
        for cell in row:
            # Text stays text: "=…" is no formula.
            cell.data_type = "s" if cell.value else "n"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    for i, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(i)].width = width
    page.freeze_panes = "A2"
    book.properties.title, book.properties.creator = title, "Miqyas"
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()
