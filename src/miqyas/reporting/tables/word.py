"""A laid table as a Word file: heads repeated over pages, Arabic from the right."""

# ruff: noqa: SLF001 -- python-docx has no name for direction and repeated heads
import io
from importlib.util import find_spec
from typing import Any

from miqyas.errors import DocumentsUnavailable
from miqyas.reporting.documents.repacking import repack
from miqyas.reporting.documents.script import starts_right
from miqyas.reporting.tables.laid import Laid


def to_docx(table: Laid) -> bytes:
    """Write a table as a Word file of its own, ready to be copied into a report.

    Raises
    ------
    DocumentsUnavailable
        The optional package that writes Word files is not installed.
    """
    if find_spec("docx") is None:
        raise DocumentsUnavailable(package="python-docx")
    import docx  # noqa: PLC0415 -- optional dependency

    writer = _Writer(docx, is_rtl=table.language == "ar")
    writer.paragraph(table.title, style="Caption")
    writer.grid([(table.corner, *table.head), *((row.label, *row.cells) for row in table.rows)])
    for note in table.notes:
        writer.paragraph(note)
    return writer.saved()


class _Writer:
    """One file that grows, as python-docx knows it."""

    def __init__(self, docx: Any, *, is_rtl: bool) -> None:
        self.docx, self.is_rtl, self.file = docx, is_rtl, docx.Document()

    def paragraph(self, text: str, *, style: str | None = None) -> None:
        """Add a paragraph in the direction of the table."""
        self._write(self.file.add_paragraph(style=style), text)

    def grid(self, lines: list[tuple[str, ...]]) -> None:
        """Add the table, its first line as head."""
        table = self.file.add_table(rows=0, cols=len(lines[0]), style="Light Grid Accent 1")
        if self.is_rtl:
            table._tbl.tblPr.find(self._name("w:tblStyle")).addnext(self._element("w:bidiVisual"))
        for place, cells in enumerate(lines):
            row = table.add_row()
            if place == 0:
                row._tr.get_or_add_trPr().append(self._element("w:tblHeader"))
            for cell, text in zip(row.cells, cells, strict=True):
                self._write(cell.paragraphs[0], text, bold=place == 0)

    def saved(self) -> bytes:
        """The bytes of the file, the same for the same table."""
        whole = io.BytesIO()
        self.file.save(whole)
        return repack(whole.getvalue())

    def _write(self, paragraph: Any, text: str, *, bold: bool = False) -> None:
        run = paragraph.add_run(text)
        run.font.bold = run.font.cs_bold = bold or None
        if self.is_rtl:
            paragraph._p.get_or_add_pPr().append(self._element("w:bidi"))
        if starts_right(text):
            run._r.get_or_add_rPr().append(self._element("w:rtl"))

    def _element(self, tag: str) -> Any:
        return self.docx.oxml.OxmlElement(tag)

    def _name(self, tag: str) -> str:
        return str(self.docx.oxml.ns.qn(tag))
