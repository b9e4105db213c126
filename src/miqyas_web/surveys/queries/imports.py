"""Questions about imports: the sources of an initiative, what each brought, when."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys import shelf
from miqyas_web.surveys.models import FormVersion, ImportRun, Question, Source, Survey
from miqyas_web.surveys.science.rows import (
    SheetSight,
    questions_offered,
    required_left_out,
    sight_of,
    unjudged,
)

RUNS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source and its last import."""

    source: Source
    last: ImportRun | None


def source_rows(initiative: Initiative, *, survey_pk: int | None = None) -> list[SourceRow]:
    """The sources of an initiative, the latest first. Two queries, however many there are."""
    runs = ImportRun.objects.select_related("started_by").order_by("-pk")
    sources = (
        initiative.sources.select_related("survey", "created_by")
        .prefetch_related(Prefetch("runs", runs))
        .order_by("-pk")
    )
    if survey_pk is not None:
        sources = sources.filter(survey_id=survey_pk)
    return [SourceRow(source, next(iter(source.runs.all()), None)) for source in sources]


def source_for(person: Person, initiative: Initiative, pk: int) -> Source:
    """The source under this number, as far as the person may see it; 404 otherwise."""
    found = (
        Source.objects.visible_to(person)
        .filter(initiative=initiative, pk=pk)
        .select_related("initiative__organisation", "survey", "created_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def sheet_of(source: Source, person: Person) -> tuple[SheetSight, list[tuple[str, str]]]:
    """What a brought spreadsheet holds, and the questions it may answer; 404 once its rows are answers."""
    place = shelf.path_of(Path(settings.UPLOADS) / "answers", source.file_sha256)
    if not source.file_sha256 or not place.is_file():
        raise Http404
    outline = FormVersion.objects.values_list("outline", flat=True).get(pk=int(source.form_ref))
    sight = sight_of(place, source.file_name, outline)
    if Permission.READ_PERSONAL not in permissions_in(source.initiative.organisation, person):
        sight = sight.without(_personal_columns(source, sight))
    return sight, questions_offered(outline)


@dataclass(frozen=True, slots=True)
class NotChecked:
    """What the columns of a table leave unchecked: required questions without column, rules that cannot be judged."""

    required: list[str]
    unjudged: list[str]


def not_checked(source: Source, sight: SheetSight) -> NotChecked:
    """Of the columns matched, or of those proposed. One query."""
    outline = FormVersion.objects.values_list("outline", flat=True).get(pk=int(source.form_ref))
    columns = source.columns or sight.proposed
    return NotChecked(required_left_out(outline, columns), unjudged(outline, columns))


def _personal_columns(source: Source, sight: SheetSight) -> set[str]:
    """Those of personal questions, and those that answer none: nobody said yet what they hold."""
    paths = set(
        Question.objects.filter(version=int(source.form_ref), is_personal=False).values_list(
            "path", flat=True
        )
    )
    said = {**sight.proposed, **source.columns}
    return {name for name in sight.names if said.get(name) not in paths}


def runs_of(source: Source) -> QuerySet[ImportRun]:
    """Its imports, the latest first."""
    return source.runs.select_related("started_by").order_by("-pk")[:RUNS_SHOWN]


def brought(survey: Survey, person: Person) -> "str | Promise | None":
    """How many sources a questionnaire has, for its page; None for whom may not bring data. Two queries."""
    if Permission.BRING_DATA not in permissions_in(survey.initiative.organisation, person):
        return None
    n = survey.sources.count()
    return ngettext("%(n)s source", "%(n)s sources", n) % {"n": n}
