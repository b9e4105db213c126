"""The result of a diagnostic as a file: PDF or Word, in the language of the page."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from miqyas.reporting.documents.blocks import (
    Block,
    Bullets,
    Cover,
    Drawing,
    Grid,
    Heading,
    Pairs,
    Paragraph,
    isolated,
)
from miqyas.reporting.documents.pdf import set_pdf
from miqyas.reporting.documents.word import set_docx
from miqyas_web.adoption.models import Diagnostic
from miqyas_web.adoption.science.reading import Line, Result, Stop
from miqyas_web.studies.science import page_language, said_plainly

SETTINGS = {"pdf": set_pdf, "docx": set_docx}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def document_of(diagnostic: Diagnostic, result: Result, kind: str) -> bytes:
    """The file of a completed diagnostic."""
    cover, blocks = _cover(diagnostic), tuple(_blocks(result))
    language = page_language()
    return said_plainly(lambda: SETTINGS[kind](cover, blocks, language=language, fonts=settings.FONTS))


def _cover(diagnostic: Diagnostic) -> Cover:
    completed = diagnostic.completed_at
    day = localdate(completed).isoformat() if completed else ""
    version = _("version %(version)s") % {"version": isolated(diagnostic.version)}
    return Cover(
        title=_("Where your practice stands"),
        organisation=diagnostic.organisation.name,
        kind=_("Diagnostic"),
        head=(diagnostic.organisation.name, f"{isolated(day)} · {version}"),
        published_at=completed.isoformat() if completed else "",
    )


def _blocks(result: Result) -> Iterator[Block]:
    yield Paragraph(
        _(
            "There is no total and no pass. The profile says what can be shown today; the three priorities say "
            "where an effort counts most."
        ),
        "quiet",
    )
    if result.priorities:
        yield Heading(_("Three priorities, and why"), 1)
        for stop in result.priorities:
            yield from _stop(stop)
    yield Heading(_("Profile"), 1)
    yield Drawing(
        result.svg, result.title, _("A dimension stands at the mean of its questions, rounded down.")
    )
    yield Grid(
        result.title,
        tuple(result.table["head"]),
        tuple(tuple(str(cell) for _head, cell in row) for row in result.table["rows"]),
    )
    if result.path:
        yield Heading(_("The path through the toolbox"), 1)
        yield Bullets(tuple((_level(stop.grade.level), stop.name) for stop in result.path))
    yield Heading(_("The answers, one by one"), 1)
    for part in result.parts:
        yield Heading(part.name, 2)
        yield Pairs(tuple((line.name, _answer(line), False) for line in part.lines))


def _stop(stop: Stop) -> Iterator[Block]:
    yield Heading(stop.name, 2)
    yield Paragraph(
        _("Level %(level)s of 5: %(name)s") % {"level": stop.grade.level, "name": stop.grade.name}, "lead"
    )
    yield Paragraph(stop.reason)
    yield Paragraph(f"{_('To reach:')} {stop.aim}")


def _answer(line: Line) -> str:
    told = f"{_level(line.grade.level)}. {line.anchor}" if line.grade.level else line.grade.name
    parts = (told, isolated(line.answer.note), line.answer.link, str(line.found))
    return "\n".join(part for part in parts if part)


def _level(level: int | None) -> str:
    return _("level %(level)s") % {"level": level} if level else ""
