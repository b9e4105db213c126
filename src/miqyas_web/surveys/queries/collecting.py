"""What an address opens: its questionnaires, their forms and the files these read."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.models import Collector, FormMedia, FormVersion, Survey
from miqyas_web.surveys.queries.versions import HEAVY, TAKEN
from miqyas_web.surveys.refusals import UnknownForm


def token_hash(token: str) -> str:
    """All that is kept of the secret of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def surveys_open_to(collector: Collector) -> QuerySet[Survey]:
    """Those the collector was given, or all of the initiative when it was given none."""
    given = Collector.surveys.through.objects.filter(collector=collector)
    mine = given.filter(survey=OuterRef("pk"))
    return Survey.objects.filter(Exists(mine) | ~Exists(given), initiative=collector.initiative_id)


def survey_answered(collector: Collector, form_id: str) -> Survey:
    """The questionnaire an answer is to; raise ``UnknownForm`` when this address does not open it."""
    survey = surveys_open_to(collector).filter(form_id=form_id).first()
    if survey is None:
        raise UnknownForm(form_id)
    # The same row, already read with its organisation.
    survey.initiative = collector.initiative
    return survey


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form a phone is offered."""

    survey: Survey
    version: FormVersion
    has_media: bool


def forms_open_to(collector: Collector, *, form_id: str = "") -> list[OpenForm]:
    """The newest form of each questionnaire still open, by title; the one on trial for a trial address."""
    surveys = surveys_open_to(collector).filter(closed_at__isnull=True)
    if form_id:
        surveys = surveys.filter(form_id=form_id)
    state = VersionState.TEST if collector.is_test else VersionState.PUBLISHED
    newer = FormVersion.objects.filter(survey=OuterRef("survey"), state=state, number__gt=OuterRef("number"))
    versions = (
        FormVersion.objects.filter(~Exists(newer), survey__in=surveys, state=state)
        .select_related("survey")
        .defer(*HEAVY)
        .annotate(has_media=Exists(FormMedia.objects.filter(version=OuterRef("pk"))))
        .order_by("survey__title", "survey")
    )
    return [OpenForm(version.survey, version, version.has_media) for version in versions]


def version_offered(collector: Collector, *, survey_pk: int, number: int | None) -> FormVersion:
    """A form this address may download: any once published, or on trial for a trial address; without number, the newest."""
    states: Iterable[str] = (VersionState.TEST,) if collector.is_test else TAKEN
    if number is None and not collector.is_test:
        states = (VersionState.PUBLISHED,)
    numbered = Q() if number is None else Q(number=number)
    versions = FormVersion.objects.filter(
        numbered, survey=survey_pk, survey__in=surveys_open_to(collector), state__in=states
    )
    version = versions.defer("definition", "outline").order_by("-number").first()
    if version is None:
        raise UnknownForm(str(survey_pk))
    return version


def media_of(version: FormVersion) -> list[FormMedia]:
    """The files a form reads, by name."""
    return list(FormMedia.objects.filter(version=version).order_by("name"))


def media_named(version: FormVersion, name: str) -> FormMedia:
    """One of them; raise ``UnknownForm`` when the form reads no such file."""
    media = FormMedia.objects.filter(version=version, name=name).first()
    if media is None:
        raise UnknownForm(name)
    return media
