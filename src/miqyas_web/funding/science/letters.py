"""A letter as a file to keep or to print: PDF or Word, in its own language (`miqyas.reporting.documents`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miqyas.reporting.documents.blocks import Block, Cover, Heading, Paragraph
from miqyas.reporting.documents.pdf import set_pdf
from miqyas.reporting.documents.word import set_docx
from miqyas.types import LANGUAGES, Language
from miqyas_web.studies.science.readings import fonts
from miqyas_web.studies.science.words import said_plainly

SETTING = {"pdf": set_pdf, "docx": set_docx}


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What stands above a letter."""

    title: str
    organisation: str
    lines: tuple[str, ...]
    sent_at: str
    sha256: str


def letter_file(head: LetterHead, parts: Sequence[Mapping[str, Any]], *, language: str, form: str) -> bytes:
    """Set the parts of a letter; the answer itself is read first, the hash of what was sent stands at the end."""
    said: Language = next((each for each in LANGUAGES if each == language), "fr")
    blocks: list[Block] = []
    for place, part in enumerate(parts):
        blocks.append(Heading(part["title"], 1))
        blocks += [Paragraph(line, "plain" if place else "lead") for line in part["lines"]]
    blocks.append(Paragraph(f"sha256 {head.sha256}", "code"))
    cover = Cover(
        title=head.title,
        organisation=head.organisation,
        kind=head.organisation,
        head=head.lines,
        published_at=head.sent_at,
        keywords=head.sha256,
    )
    return said_plainly(lambda: SETTING[form](cover, blocks, language=said, fonts=fonts()))
