"""Minutes as a file: PDF or Word, in the language of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from miqyas.reporting.documents.blocks import Block, Cover, Grid, Heading, Pairs, Paragraph, isolated
from miqyas.reporting.documents.pdf import set_pdf
from miqyas.reporting.documents.word import set_docx
from miqyas_web.studies.science import page_language, said_plainly

SETTINGS = {"pdf": set_pdf, "docx": set_docx}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class ToldMinute:
    """One set of minutes, in words."""

    title: str
    text: str
    present: tuple[str, ...]
    recused: tuple[str, ...]
    written_by: str


@dataclass(frozen=True, slots=True)
class ToldFile:
    """What was said of one file: levels by reader, first and last, why they changed; then its minutes."""

    title: str
    head: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    changes: tuple[str, ...]
    minutes: tuple[ToldMinute, ...]


@dataclass(frozen=True, slots=True)
class ToldMinutes:
    """The minutes of a call, without what is hidden from who prints them."""

    title: str
    organisation: str
    day: str
    general: tuple[ToldMinute, ...]
    files: tuple[ToldFile, ...]
    n_hidden: int


def document_of(told: ToldMinutes, kind: str) -> bytes:
    """The file."""
    cover = Cover(
        title=told.title,
        organisation=told.organisation,
        kind=_("Minutes of the committee"),
        head=(told.organisation, isolated(told.day)),
    )
    blocks, language = tuple(_blocks(told)), page_language()
    return said_plainly(lambda: SETTINGS[kind](cover, blocks, language=language, fonts=settings.FONTS))


def _blocks(told: ToldMinutes) -> Iterator[Block]:
    if told.n_hidden:
        yield Paragraph(
            _(
                "Files left out of this copy, for the person who printed it is tied to them: %(n)s. The secretariat holds "
                "the whole."
            )
            % {"n": told.n_hidden},
            "quiet",
        )
    if not told.general and not told.files:
        yield Paragraph(_("No minutes yet."))
    if told.general:
        yield Heading(_("The call as a whole"), 1)
        for minute in told.general:
            yield from _minute(minute)
    for file in told.files:
        yield Heading(file.title, 1)
        if file.levels:
            yield Grid(_("Levels given, first and after discussion"), file.head, file.levels)
        for change in file.changes:
            yield Paragraph(change, "quiet")
        for minute in file.minutes:
            yield from _minute(minute)


def _minute(minute: ToldMinute) -> Iterator[Block]:
    yield Heading(minute.title, 2)
    for line in minute.text.splitlines():
        if line.strip():
            yield Paragraph(line.strip())
    rows: Sequence[tuple[str, tuple[str, ...]]] = (
        (_("Present"), minute.present),
        (_("Left, tied to the applicant"), minute.recused),
        (_("Minutes written by"), (minute.written_by,)),
    )
    yield Pairs(
        tuple((label, ", ".join(isolated(name) for name in names), False) for label, names in rows if names)
    )


def sentences_of(changes: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Why each reader changed."""
    return tuple(
        _("%(reader)s changed, because: %(reason)s") % {"reader": reader, "reason": isolated(reason)}
        for reader, reason in changes
    )
