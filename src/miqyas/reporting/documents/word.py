# ruff: noqa: SLF001 -- python-docx has no name for direction, language, alternative text and fields
"""The Word file of a report: real headings, tables with heads, pictures with words, Arabic from the right."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from miqyas.errors import DocumentsUnavailable
from miqyas.reporting.charts.frame import is_right_to_left
from miqyas.reporting.documents import blocks
from miqyas.reporting.documents.content import Document
from miqyas.reporting.documents.printing import fitting_width, for_print
from miqyas.reporting.documents.repacking import repack
from miqyas.reporting.documents.script import starts_right
from miqyas.reporting.documents.words import WORDS
from miqyas.reporting.pictures import svg_to_png
from miqyas.types import Language

LATIN, ARABIC = "IBM Plex Sans", "IBM Plex Sans Arabic"
LOCALES = {"fr": "fr-MA", "ar": "ar-MA", "en": "en-GB"}
WIDTH_CM = 16.0
# Room for a picture on an A4 page laid on its long side.
WIDE_MM, TALL_MM = 265.0, 135.0
NO_DATE = "1980-01-01T00:00:00+00:00"


def to_docx(document: Document, *, language: Language, fonts: Path | None = None) -> bytes:
    """Set a document as a Word file.

    Parameters
    ----------
    document : Document
        Published or draft.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    fonts : Path or None
        Folder of TTF files for the pictures; the text uses the reader's.

    Returns
    -------
    bytes
        A ``.docx``; the same document gives the same bytes with the same versions of the packages.

    Raises
    ------
    DocumentsUnavailable
        The optional package that writes Word files is not installed.
    """
    cover = blocks.cover_of(document, language)
    return set_docx(cover, blocks.blocks_of(document, language), language=language, fonts=fonts)


def set_docx(
    cover: blocks.Cover, parts: Sequence[blocks.Block], *, language: Language, fonts: Path | None = None
) -> bytes:
    """Set any sequence of blocks as a Word file, as `to_docx` sets a report."""
    if find_spec("docx") is None:
        raise DocumentsUnavailable(package="python-docx")
    writer = _Writer(cover, language, fonts)
    for block in parts:
        writer.write(block)
    return writer.saved()


class _Writer:
    """Writes blocks one after the other; python-docx knows its file only as something that grows."""

    def __init__(self, cover: blocks.Cover, language: Language, fonts: Path | None) -> None:
        import docx  # noqa: PLC0415 -- optional dependency

        self.docx: Any = docx
        self.file: Any = docx.Document()
        self.cover, self.language, self.fonts = cover, language, fonts
        self.rtl = is_right_to_left(language)
        self._properties()
        self._styles()
        self._header()
        self._text(self.file.add_paragraph(style="Title"), cover.title)
        for line in cover.head:
            self._text(self.file.add_paragraph(style="Subtitle"), line)

    def write(self, block: blocks.Block) -> None:
        """Write one block."""
        if isinstance(block, blocks.Heading):
            self._text(self.file.add_heading(level=block.level), block.text)
        elif isinstance(block, blocks.Paragraph):
            style = "Intense Quote" if block.role == "quiet" else None
            self._text(self.file.add_paragraph(style=style), block.text, bold=block.role == "lead")
        elif isinstance(block, blocks.KeyFigure):
            self._key_figure(block)
        elif isinstance(block, blocks.Drawing):
            self._drawing(block)
        elif isinstance(block, blocks.Grid):
            self._grid(block)
        elif isinstance(block, blocks.Pairs):
            self._pairs(block)
        else:
            for word, text in block.items:
                self._text(self.file.add_paragraph(style="List Bullet"), f"{word} · {text}")

    def saved(self) -> bytes:
        """The bytes of the file."""
        whole = io.BytesIO()
        self.file.save(whole)
        return repack(whole.getvalue())

    def _properties(self) -> None:
        said, cover = self.file.core_properties, self.cover
        said.title, said.author, said.language = cover.title, cover.organisation, LOCALES[self.language]
        said.subject, said.comments = cover.kind, ""
        said.keywords = cover.keywords
        # Word's dates have no zone; a draft has no date, and its file must not take the clock's.
        instant = datetime.fromisoformat(cover.published_at or NO_DATE)
        stamp = instant.astimezone(UTC).replace(tzinfo=None)
        said.created = said.modified = stamp
        said.last_modified_by, said.revision = "Miqyas", 1

    def _styles(self) -> None:
        for style in self.file.styles:
            if style.type != self.docx.enum.style.WD_STYLE_TYPE.PARAGRAPH:
                continue
            style.font.name = LATIN
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for name in [name for name in fonts.attrib if name.endswith("Theme")]:
                del fonts.attrib[name]
            for slot, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", ARABIC)):
                fonts.set(self._name(f"w:{slot}"), font)
            self._lang(style.element.get_or_add_rPr())
        if self.cover.wide:
            for section in self.file.sections:
                section.orientation = self.docx.enum.section.WD_ORIENT.LANDSCAPE
                section.page_width, section.page_height = self.docx.shared.Cm(29.7), self.docx.shared.Cm(21)
                section.left_margin = section.right_margin = self.docx.shared.Cm(1.5)
        if self.rtl:
            for section in self.file.sections:
                # The order of the schema: before the grid, which stands last.
                section._sectPr.insert(-1, self._element("w:bidi"))

    def _header(self) -> None:
        section = self.file.sections[0]
        self._text(section.header.paragraphs[0], self.cover.title)
        self._text(
            section.footer.paragraphs[0],
            f"{self.cover.kind} · {WORDS[self.language]['page']} ",
        )
        run = section.footer.paragraphs[0].add_run()
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            part = self._element("w:fldChar", fldCharType=kind) if kind else self._element("w:instrText")
            part.text = text or None
            run._r.append(part)

    def _text(self, paragraph: Any, text: str, *, bold: bool = False, latin: bool = False) -> None:
        """Write text in a paragraph that stands on the page's side and reads in its own direction."""
        own_rtl = self.rtl if latin is False and starts_right(text) is None else bool(starts_right(text))
        own_rtl = own_rtl and not latin
        run = paragraph.add_run(text)
        run.font.bold = run.font.cs_bold = bold or None
        properties = run._r.get_or_add_rPr()
        if self.rtl:
            bidi = self._element("w:bidi")
            marks = paragraph._p.get_or_add_pPr()
            if marks.find(self._name("w:bidi")) is None:
                marks.append(bidi)
        if own_rtl:
            properties.append(self._element("w:rtl"))
        self._lang(properties)

    def _lang(self, properties: Any) -> None:
        for old in properties.findall(self._name("w:lang")):
            properties.remove(old)
        latin = LOCALES["fr" if self.rtl else self.language]
        properties.append(self._element("w:lang", val=latin, bidi="ar-MA"))

    def _key_figure(self, figure: blocks.KeyFigure) -> None:
        self._text(self.file.add_paragraph(), figure.label)
        paragraph = self.file.add_paragraph()
        self._text(paragraph, f"{figure.value} {figure.unit}", bold=True)
        paragraph.runs[0].font.size = self.docx.shared.Pt(22)
        self._text(self.file.add_paragraph(), f"{figure.interval} · {figure.n}")

    def _drawing(self, drawing: blocks.Drawing) -> None:
        picture = io.BytesIO(svg_to_png(for_print(drawing.svg), fonts=self.fonts))
        paragraph = self.file.add_paragraph()
        shape = paragraph.add_run().add_picture(picture, width=self.docx.shared.Cm(self._width(drawing.svg)))
        said = shape._inline.docPr
        said.set("descr", f"{drawing.title}. {drawing.told}")
        said.set("title", drawing.title)

    def _width(self, svg: str) -> float:
        """How wide a picture stands: the page's width; on a wide page, less where it would be taller than the page."""
        return fitting_width(svg, widest=WIDE_MM, tallest=TALL_MM) / 10 if self.cover.wide else WIDTH_CM

    def _grid(self, grid: blocks.Grid) -> None:
        self._text(self.file.add_paragraph(style="Caption"), grid.title)
        table = self._table(len(grid.head), "Light Grid Accent 1")
        for cells, is_head in ((grid.head, True), *((row, False) for row in grid.rows)):
            row = table.add_row()
            if is_head:
                row._tr.get_or_add_trPr().append(self._element("w:tblHeader"))
            for cell, text in zip(row.cells, cells, strict=True):
                self._text(cell.paragraphs[0], text, bold=is_head, latin=starts_right(text) is None)

    def _pairs(self, pairs: blocks.Pairs) -> None:
        colon = "\u00a0: " if self.language == "fr" else ": "
        for label, value, is_code in pairs.rows:
            paragraph = self.file.add_paragraph()
            self._text(paragraph, label + colon, bold=True)
            self._text(paragraph, value, latin=is_code)

    def _table(self, columns: int, style: str) -> Any:
        table = self.file.add_table(rows=0, cols=columns, style=style)
        if self.rtl:
            style_of_table = table._tbl.tblPr.find(self._name("w:tblStyle"))
            style_of_table.addnext(self._element("w:bidiVisual"))
        return table

    def _element(self, tag: str, **attributes: str) -> Any:
        element = self.docx.oxml.OxmlElement(tag)
        for name, value in attributes.items():
            element.set(self._name(f"w:{name}"), value)
        return element

    def _name(self, tag: str) -> str:
        return str(self.docx.oxml.ns.qn(tag))
