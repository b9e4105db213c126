"""Addresses answers are sent to, as the team that gives them out sees them."""

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import CollectorKind
from miqyas_web.surveys.models import Collector, Survey

# A program is no phone: its key stands on its own page.
GIVEN_OUT = (CollectorKind.PHONE, CollectorKind.LINK)


def collectors_of(initiative: Initiative, *, survey: Survey | None = None) -> QuerySet[Collector]:
    """Those of an initiative, or those that open one questionnaire: the open ones first, by name."""
    collectors = Collector.objects.filter(initiative=initiative, kind__in=GIVEN_OUT)
    if survey is not None:
        collectors = collectors.filter(pk__in=_opening(survey))
    return (
        collectors.annotate(n_received=Count("submissions"), last_at=Max("submissions__received_at"))
        .prefetch_related("surveys")
        .order_by("revoked_at", "name", "pk")
    )


def collector_for(initiative: Initiative, pk: int) -> Collector:
    """One of them; 404 when there is none under this number."""
    collector = (
        Collector.objects.filter(initiative=initiative, pk=pk, kind__in=GIVEN_OUT)
        .prefetch_related("surveys")
        .first()
    )
    if collector is None:
        raise Http404
    collector.initiative = initiative
    return collector


def open_for(survey: Survey, person: Person) -> "str | Promise | None":
    """How many addresses open a questionnaire, for who may give them out."""
    if Permission.BRING_DATA not in permissions_in(survey.initiative.organisation, person):
        return None
    n = _opening(survey).filter(revoked_at__isnull=True).count()
    return ngettext("%(n)s address open", "%(n)s addresses open", n) % {"n": n}


def _opening(survey: Survey) -> QuerySet[Collector]:
    opens = Q(surveys=survey) | Q(surveys__isnull=True)
    return Collector.objects.filter(opens, initiative=survey.initiative_id, kind__in=GIVEN_OUT)
