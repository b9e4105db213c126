"""The documents of a published report, made once for each language."""

from pathlib import Path

import miqyas
from miqyas.reporting.documents.pdf import to_pdf
from miqyas.reporting.documents.word import to_docx
from miqyas.types import Language
from miqyas_web.reports.models import Report
from miqyas_web.reports.science.pages import document_in
from miqyas_web.reports.science.shelves import kept_file
from miqyas_web.studies.science import said_plainly
from miqyas_web.studies.science.readings import fonts


def pdf_of(report: Report, language: Language) -> Path:
    """The PDF in one language."""
    return kept_file(
        report.content_sha256,
        f"{miqyas.__version__}-{language}.pdf",
        lambda path: _keep(
            path, said_plainly(lambda: to_pdf(document_in(report), language=language, fonts=fonts()))
        ),
    )


def docx_of(report: Report, language: Language) -> Path:
    """The Word file in one language."""
    return kept_file(
        report.content_sha256,
        f"{miqyas.__version__}-{language}.docx",
        lambda path: _keep(
            path, said_plainly(lambda: to_docx(document_in(report), language=language, fonts=fonts()))
        ),
    )


def _keep(path: Path, content: bytes) -> None:
    path.write_bytes(content)
