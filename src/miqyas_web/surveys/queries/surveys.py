"""Questions about questionnaires and their versions."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import Http404

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.models import FormVersion, Survey
from miqyas_web.surveys.rules.definition import languages_of
from miqyas_web.surveys.rules.states import WRITABLE

HEAVY = ("definition", "outline", "previous", "xform", "findings")


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A questionnaire in the list: its latest version, the one phones get, what came back."""

    survey: Survey
    latest: FormVersion | None
    published: FormVersion | None
    n_submissions: int


@dataclass(frozen=True, slots=True)
class Sight:
    """A questionnaire and its versions, newest first."""

    survey: Survey
    versions: list[FormVersion]

    @property
    def writable(self) -> FormVersion | None:
        """The version being written, if any."""
        return next((version for version in self.versions if version.state in WRITABLE), None)

    @property
    def published(self) -> FormVersion | None:
        """The newest version phones and web links get."""
        return next((version for version in self.versions if version.state == VersionState.PUBLISHED), None)


def survey_rows(initiative: Initiative) -> list[SurveyRow]:
    """The questionnaires of an initiative, by title. Three queries."""
    surveys = list(initiative.surveys.order_by("title", "pk"))
    versions: dict[int, list[FormVersion]] = {survey.pk: [] for survey in surveys}
    for version in (
        FormVersion.objects.filter(survey__in=surveys)
        .annotate(n_questions=Count("questions"))
        .defer(*HEAVY)
        .order_by("-number")
    ):
        versions[version.survey_id].append(version)
    counts = dict(
        Survey.objects.filter(pk__in=versions, submissions__is_test=False, submissions__is_current=True)
        .filter(submissions__withdrawn_at__isnull=True)
        .values_list("pk")
        .annotate(n=Count("submissions"))
    )
    return [_row(survey, versions[survey.pk], counts.get(survey.pk, 0)) for survey in surveys]


def _row(survey: Survey, versions: list[FormVersion], n_submissions: int) -> SurveyRow:
    published = next((version for version in versions if version.state == VersionState.PUBLISHED), None)
    return SurveyRow(survey, versions[0] if versions else None, published, n_submissions)


def survey_for(person: Person, initiative: Initiative, pk: int) -> Survey:
    """The questionnaire under this number, as far as the person may see it; 404 otherwise."""
    survey = (
        Survey.objects.visible_to(person)
        .filter(initiative=initiative, pk=pk)
        .select_related("initiative__organisation", "created_by")
        .first()
    )
    if survey is None:
        raise Http404
    return survey


def sight_of(survey: Survey) -> Sight:
    """The questionnaire with its versions, newest first."""
    versions = (
        survey.versions.select_related("made_by", "published_by")
        .annotate(n_questions=Count("questions"))
        .defer("outline", "previous", "xform")
        .order_by("-number")
    )
    return Sight(survey, list(versions))


def version_for(person: Person, initiative: Initiative, pk: int, number: int) -> FormVersion:
    """One version of a questionnaire, as far as the person may see it; 404 otherwise."""
    version = (
        _versions_visible_to(person)
        .filter(survey__initiative=initiative, survey_id=pk, number=number)
        .first()
    )
    if version is None:
        raise Http404
    version.survey.initiative = initiative
    return version


def _versions_visible_to(person: Person) -> QuerySet[FormVersion]:
    return FormVersion.objects.filter(survey__in=Survey.objects.visible_to(person)).select_related(
        "survey", "made_by", "published_by"
    )


def form_languages(survey: Survey) -> list[str]:
    """The languages of the newest version of a questionnaire, as it names them."""
    newest = survey.versions.order_by("-number").only("definition").first()
    return languages_of(newest.definition) if newest else []
