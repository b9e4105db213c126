"""Questions about imports: the sources of an initiative, what each brought, when."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import ImportRun, Source, Survey

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


def runs_of(source: Source) -> QuerySet[ImportRun]:
    """Its imports, the latest first."""
    return source.runs.select_related("started_by").order_by("-pk")[:RUNS_SHOWN]


def brought(survey: Survey, person: Person) -> "str | Promise | None":
    """How many sources a questionnaire has, for its page; None for whom may not bring data. Two queries."""
    if Permission.BRING_DATA not in permissions_in(survey.initiative.organisation, person):
        return None
    n = survey.sources.count()
    return ngettext("%(n)s source", "%(n)s sources", n) % {"n": n}
