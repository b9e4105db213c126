"""Questions about a spreadsheet that was brought: its sheets, what each is taken for, where the file waits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import shelf
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.models import FormVersion, Question, Source
from miqyas_web.surveys.science.books import SheetSeen, identifier_place, repeats_offered, sheets_in
from miqyas_web.surveys.science.rows import questions_offered, required_left_out, unjudged

HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class NotChecked:
    """What the columns of a table leave unchecked: required questions without column, rules that cannot be judged."""

    required: list[str]
    unjudged: list[str]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A sheet as a person may see it, with the questions its columns may answer."""

    seen: SheetSeen
    # The repeat its rows stand in, as the form names it.
    repeat: str
    questions: list[tuple[str, str]]

    @property
    def has_hidden(self) -> bool:
        """Whether some cells are not shown to this person."""
        return any(HIDDEN in row for row in self.seen.rows)


def folder() -> Path:
    """Where brought spreadsheets wait until their rows are answers."""
    return Path(settings.UPLOADS) / "answers"


def file_of(source: Source) -> Path:
    """The file of a source; ``Refused`` once its rows are answers."""
    place = shelf.path_of(folder(), source.file_sha256)
    if not source.file_sha256 or not place.is_file():
        raise Refused(_("This file was stored already and is no longer here. Bring it again."))
    return place


def outline_of(source: Source) -> dict[str, Any]:
    """The version its rows answer."""
    return dict(FormVersion.objects.values_list("outline", flat=True).get(pk=int(source.form_ref)))


def sheets_of(source: Source) -> list[SheetSeen]:
    """The sheets of a file as they were seen and arranged; seen again when it came before they were kept."""
    if source.sheets:
        return [SheetSeen(**each) for each in source.sheets]
    seen = sheets_in(file_of(source), source.file_name, outline_of(source))
    return [replace(each, columns=dict(source.columns)) if each.is_main else each for each in seen]


def sheets_shown(source: Source, person: Person) -> list[SheetShown]:
    """The sheets that hold something, as a person may see them; 404 once their rows are answers."""
    _check_waits(source)
    outline = outline_of(source)
    names = dict(repeats_offered(outline))
    sheets = [each for each in sheets_of(source) if each.repeat is not None]
    if Permission.READ_PERSONAL not in permissions_in(source.initiative.organisation, person):
        sheets = _without_personal(source, sheets)
    own = (identifier_place(outline), _("Identifier of the answer"))
    return [
        SheetShown(
            each,
            names.get(each.repeat or "", ""),
            [
                *questions_offered(outline, each.repeat or "", each.columns),
                *([own] if each.is_main else []),
            ],
        )
        for each in sheets
    ]


def sheets_to_arrange(source: Source) -> tuple[list[SheetSeen], list[tuple[str, str]]]:
    """All the sheets of a workbook, and the repeats they may hold; 404 once their rows are answers."""
    _check_waits(source)
    return sheets_of(source), repeats_offered(outline_of(source))


def is_to_arrange(source: Source) -> bool:
    """Whether a file has several sheets and its questionnaire repeats."""
    return len(source.sheets) > 1 and bool(repeats_offered(outline_of(source)))


def not_checked(source: Source) -> NotChecked:
    """Of the columns matched, or of those proposed."""
    outline = outline_of(source)
    tables = {each.repeat: each.columns for each in sheets_of(source) if each.repeat is not None}
    return NotChecked(required_left_out(outline, tables), unjudged(outline, tables))


def personal_columns(source: Source) -> set[tuple[str, str]]:
    """Title of the sheet and column of each personal question: those who read of a fault may not all read of a person."""
    paths = set(
        Question.objects.filter(version=int(source.form_ref), is_personal=True).values_list("path", flat=True)
    )
    return {
        (each.title, column)
        for each in sheets_of(source)
        for column, path in each.columns.items()
        if _question(path, paths) in paths
    }


def _without_personal(source: Source, sheets: Iterable[SheetSeen]) -> list[SheetSeen]:
    """Hidden are the cells of personal questions, and of columns that answer none: nobody said yet what they hold."""
    paths = set(
        Question.objects.filter(version=int(source.form_ref), is_personal=False).values_list(
            "path", flat=True
        )
    )
    return [
        replace(
            each,
            rows=[
                [
                    cell if _question(each.columns.get(name, ""), paths) in paths else HIDDEN
                    for name, cell in zip(each.names, row, strict=True)
                ]
                for row in each.rows
            ],
        )
        for each in sheets
    ]


def _question(path: str, paths: set[str]) -> str:
    """The question of a path, which may be that of a part of its answer."""
    return path if path in paths else path.rpartition("/")[0]


def _check_waits(source: Source) -> None:
    if not source.file_sha256 or not shelf.path_of(folder(), source.file_sha256).is_file():
        raise Http404
