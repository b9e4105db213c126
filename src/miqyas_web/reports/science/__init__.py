"""From reports to the science and back. The only place of this room that imports `miqyas`."""

from miqyas.reporting.documents.content import Document
from miqyas_web.reports.science.pages import (
    Origin,
    command_for,
    document_in,
    note_for,
    origin_of,
    origins_of,
    said,
    said_day,
    verdict_lines,
    words,
)
from miqyas_web.reports.science.sealing import (
    Sealed,
    Verified,
    archive_of,
    content_is_intact,
    manifest_bytes,
    seal,
    verify,
)
from miqyas_web.reports.science.setting import docx_of, pdf_of
from miqyas_web.reports.science.writing import here, write

__all__ = [
    "Document",
    "Origin",
    "Sealed",
    "Verified",
    "archive_of",
    "command_for",
    "content_is_intact",
    "document_in",
    "docx_of",
    "here",
    "manifest_bytes",
    "note_for",
    "origin_of",
    "origins_of",
    "pdf_of",
    "said",
    "said_day",
    "seal",
    "verdict_lines",
    "verify",
    "words",
    "write",
]
