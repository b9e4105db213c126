"""Long questionnaires are checked apart from the page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import jobs
from miqyas_web.surveys.actions import definitions, publishing
from miqyas_web.surveys.models import FormVersion


def version_address(*, version_id: int, **_asked: Any) -> str:
    """The page of the version."""
    version = FormVersion.objects.select_related("survey").filter(pk=version_id).first()
    if version is None:
        return ""
    return reverse(
        "surveys:version_show", args=[version.survey.initiative_id, version.survey_id, version.number]
    )


@jobs.task("surveys.check_version", back=version_address)
def check_version(progress: jobs.Progress, *, version_id: int, revision: int) -> str:
    """Check the rows of a heavy version and make its form."""
    version = _version(version_id)
    progress(10, _("Checking each question and each list"))
    if version.revision == revision:
        definitions.check_again(version)
    return version_address(version_id=version_id)


@jobs.task("surveys.publish_version", back=version_address)
def publish_version(progress: jobs.Progress, *, version_id: int, revision: int, person_id: int) -> str:
    """Check a long version in depth, then publish it."""
    version = _version(version_id)
    progress(10, _("Checking the questionnaire in depth"))
    if version.published_at is None:
        publishing.publish_version(version=version, by=Person.objects.get(pk=person_id), seen=revision)
    return version_address(version_id=version_id)


def _version(pk: int) -> FormVersion:
    return FormVersion.objects.select_related("survey__initiative__organisation").get(pk=pk)
