"""Addresses by which other programs send answers."""

from django.db.models import QuerySet

from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import CollectorKind
from miqyas_web.surveys.models import Collector, Survey
from miqyas_web.surveys.queries.collecting import token_hash
from miqyas_web.surveys.refusals import ClosedAddress, UnknownAddress, UnknownForm


def program_with(token: str, *, initiative_pk: int) -> Collector:
    """The program whose address this is; raise ``UnknownAddress`` or ``ClosedAddress``."""
    collector = (
        Collector.objects.filter(
            token_sha256=token_hash(token), kind=CollectorKind.PROGRAM, initiative=initiative_pk
        )
        .select_related("initiative__organisation")
        .first()
    )
    if collector is None:
        raise UnknownAddress
    if collector.revoked_at is not None:
        raise ClosedAddress
    return collector


def survey_at(collector: Collector, pk: int) -> Survey:
    """The questionnaire a program writes to: of its own initiative."""
    survey = Survey.objects.filter(pk=pk, initiative=collector.initiative_id).first()
    if survey is None:
        raise UnknownForm(str(pk))
    survey.initiative = collector.initiative
    return survey


def programs_of(initiative: Initiative) -> QuerySet[Collector]:
    """Those of an initiative, the latest first."""
    return (
        initiative.collectors.filter(kind=CollectorKind.PROGRAM).select_related("created_by").order_by("-pk")
    )
