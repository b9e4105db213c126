"""The PDF of a report: tagged for screen readers (PDF/UA-1), Arabic set from the right.

What people wrote never becomes Typst code: the setting (`report.typ`) is a fixed file, and reads the whole
content as JSON strings.
"""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from miqyas.errors import DocumentsUnavailable
from miqyas.reporting.charts.frame import is_right_to_left
from miqyas.reporting.documents.blocks import Block, Cover, Drawing, blocks_of, cover_of
from miqyas.reporting.documents.content import Document
from miqyas.reporting.documents.printing import fitting_width, for_print
from miqyas.reporting.documents.words import WORDS
from miqyas.types import Language

SETTING = Path(__file__).with_name("report.typ")
STANDARD = "ua-1"
# Room for a drawing, under a heading, on an A4 page laid on its long side.
WIDE_MM, TALL_MM = 268.0, 148.0


def to_pdf(document: Document, *, language: Language, fonts: Path | None = None) -> bytes:
    """Set a document as PDF.

    Parameters
    ----------
    document : Document
        Published or draft.
    language : {'fr', 'ar', 'en'}
        Reader's language.
    fonts : Path or None
        Folder of TTF files (IBM Plex Sans, IBM Plex Sans Arabic); None uses the machine's.

    Returns
    -------
    bytes
        PDF/UA-1. The same document gives the same bytes on the same fonts and version of Typst.

    Raises
    ------
    DocumentsUnavailable
        The optional package that sets PDF is not installed.
    """
    cover = cover_of(document, language)
    return set_pdf(cover, blocks_of(document, language), language=language, fonts=fonts)


def set_pdf(cover: Cover, blocks: Sequence[Block], *, language: Language, fonts: Path | None = None) -> bytes:
    """Set any sequence of blocks as PDF, as `to_pdf` sets a report."""
    typst = _engine()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        content = _content(cover, blocks, language, root)
        (root / "report.typ").write_bytes(SETTING.read_bytes())
        (root / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        made = typst.compile(
            root / "report.typ",
            root=root,
            font_paths=[fonts] if fonts else [],
            ignore_system_fonts=fonts is not None,
            pdf_standards=[STANDARD],
            timestamp=_stamp(cover.published_at),
        )
    return bytes(made)


def _engine() -> ModuleType:
    try:
        import typst  # noqa: PLC0415 -- optional dependency
    except ImportError as absent:
        raise DocumentsUnavailable(package="typst") from absent
    return typst


def _stamp(published_at: str) -> int:
    """Seconds since 1970 at publication: a PDF made twice is the same. A draft has no date."""
    return int(datetime.fromisoformat(published_at).timestamp()) if published_at else 0


def _content(cover: Cover, blocks: Sequence[Block], language: Language, root: Path) -> dict[str, Any]:
    return {
        "title": cover.title,
        "head": cover.head,
        "organisation": cover.organisation,
        "kind": cover.kind,
        "page": WORDS[language]["page"],
        "language": language,
        "rtl": is_right_to_left(language),
        "published": cover.published_at[:10],
        "wide": cover.wide,
        "blocks": [
            _block(block, root / f"drawing-{at}.svg", wide=cover.wide) for at, block in enumerate(blocks)
        ],
    }


def _block(block: Block, drawing: Path, *, wide: bool) -> dict[str, Any]:
    said = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Drawing):
        if wide:
            said["width"] = fitting_width(block.svg, widest=WIDE_MM, tallest=TALL_MM)
        drawing.write_text(for_print(said.pop("svg")), encoding="utf-8")
        said["file"] = drawing.name
    return said
