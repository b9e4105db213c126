"""A theory as files to take away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from miqyas.errors import MiqyasError
from miqyas.reporting.drawing import theory_svg
from miqyas.reporting.refusals import refusal_sentence
from miqyas.reporting.theory_document import theory_docx, theory_pdf, theory_png, theory_sheet
from miqyas.theory.parts import parts_of
from miqyas_web.foundation.errors import Refused
from miqyas_web.theories.science.stored import Graph

SVG = "image/svg+xml"
PNG = "image/png"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Export:
    """One file: its bytes and what they are."""

    content: bytes
    content_type: str


def n_parts(theory: Graph) -> int:
    """In how many pictures a theory is drawn so that each can be read."""
    return len(parts_of(theory))


def export(
    theory: Graph, kind: str, *, title: str, organisation: str, strengths: Mapping[str, Any], part: int = 0
) -> Export | None:
    """The theory as a file of one kind, in the language of the page; None for a kind or a part there is not.

    ``part`` is 0 for the whole, or the number of a part of a long theory.
    """
    if part:
        parts = parts_of(theory)
        if part > len(parts):
            return None
        theory = parts[part - 1]
    drawn: Any = {"language": _language(), "strengths": strengths, "all_levels": not part}
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "svg": (SVG, lambda: theory_svg(theory, **drawn).encode()),
        "png": (PNG, lambda: theory_png(theory, **drawn, fonts=_fonts())),
        "pdf": (PDF, lambda: theory_pdf(sheet(), language=_language(), fonts=_fonts())),
        "docx": (DOCX, lambda: theory_docx(sheet(), language=_language(), fonts=_fonts())),
    }

    def sheet() -> Any:
        return theory_sheet(
            theory, title=title, organisation=organisation, language=_language(), strengths=strengths
        )

    if kind not in makers:
        return None
    content_type, make = makers[kind]
    try:
        return Export(make(), content_type)
    except MiqyasError as error:
        raise Refused(refusal_sentence(error, _language())) from error


def _fonts() -> Path | None:
    """Our fonts, once the front end is built; the machine's until then."""
    built = Path(settings.FONTS)
    return built if built.is_dir() else None


def _language() -> Any:
    return (get_language() or "fr")[:2]
