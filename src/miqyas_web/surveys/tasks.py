"""Long questionnaires are checked apart from the page."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import jobs
from miqyas_web.foundation.models import Job
from miqyas_web.foundation.shelf import path_of
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.actions import definitions, publishing
from miqyas_web.surveys.actions.bringing import BroughtFile, keep_form_read_apart
from miqyas_web.surveys.models import FormVersion, Survey


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


def bringing_address(*, initiative_id: int, survey_id: int | None, **_asked: Any) -> str:
    """Where another file is brought."""
    if survey_id is None:
        return reverse("surveys:survey_bring", args=[initiative_id])
    return reverse("surveys:version_bring", args=[initiative_id, survey_id])


@jobs.task("surveys.read_form", back=bringing_address)
def read_form(
    progress: jobs.Progress,
    *,
    initiative_id: int,
    survey_id: int | None,
    files: list[tuple[str, str]],
    person_id: int,
) -> str:
    """Read a long workbook, check it, keep it as a version."""
    progress(10, _("Reading the rows of the workbook"))
    brought = [BroughtFile(name, path_of(settings.FORM_FILES, sha256).read_bytes()) for name, sha256 in files]
    standing = FormVersion.objects.filter(source_sha256=files[0][1], survey__initiative_id=initiative_id)
    done = standing.filter(made_at__gte=Job.objects.get(pk=progress.job_id).asked_at).first()
    if done is not None:
        # The worker died after the commit: the work is done.
        return version_address(version_id=done.pk)
    progress(30, _("Checking each question and each list"))
    version = keep_form_read_apart(
        initiative=Initiative.objects.select_related("organisation").get(pk=initiative_id),
        file=brought[0],
        media=brought[1:],
        survey=Survey.objects.filter(pk=survey_id).first() if survey_id else None,
        by=Person.objects.get(pk=person_id),
    )
    return version_address(version_id=version.pk)
