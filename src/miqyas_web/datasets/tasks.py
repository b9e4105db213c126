"""Heavy files are read and frozen apart from the page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.datasets import actions
from miqyas_web.datasets.actions.feeding import feed_from
from miqyas_web.datasets.enums import UploadState
from miqyas_web.datasets.feeds import feeds_of
from miqyas_web.datasets.models import DatasetVersion, SurveyExtract, Upload
from miqyas_web.foundation import jobs
from miqyas_web.foundation.errors import Refused


def bringing_address(*, initiative_id: int, **_asked: Any) -> str:
    """Where another file is brought: one that was refused is gone."""
    return reverse("datasets:upload_create", args=[initiative_id])


def freezing_address(*, upload_id: int, **_asked: Any) -> str:
    """Where it was asked to freeze, as long as the file is there."""
    upload = Upload.objects.filter(pk=upload_id).first()
    return reverse("datasets:upload_freeze", args=[upload.initiative_id, upload.pk]) if upload else ""


@jobs.task("datasets.read_upload", back=bringing_address)
def read_upload(progress: jobs.Progress, *, upload_id: int, person_id: int, initiative_id: int) -> str:  # noqa: ARG001 -- says the way back
    upload, by = _upload(upload_id), Person.objects.get(pk=person_id)
    progress(10, _("Reading the lines and the type of each column"))
    actions.read_upload(upload, by=by)
    return reverse("datasets:upload_show", args=[upload.initiative_id, upload.pk])


@jobs.task("datasets.freeze_upload", back=freezing_address)
def freeze_upload(progress: jobs.Progress, *, upload_id: int, person_id: int, naming: dict[str, Any]) -> str:
    upload, by = _upload(upload_id), Person.objects.get(pk=person_id)
    if upload.state == UploadState.FROZEN and upload.version is not None:
        # The worker died after the commit: the work is done.
        return _address(upload.version)
    progress(10, _("Writing the frozen file and its hash"))
    return _address(actions.freeze_upload(upload=upload, naming=actions.Naming(**naming), by=by))


def extract_address(*, extract_id: int, **_asked: Any) -> str:
    """The page of an extract, as long as it is there."""
    extract = SurveyExtract.objects.select_related("survey").filter(pk=extract_id).first()
    return (
        reverse("datasets:extract_show", args=[extract.survey.initiative_id, extract.pk]) if extract else ""
    )


@jobs.task("datasets.measure_extract", back=extract_address)
def measure_extract(progress: jobs.Progress, *, extract_id: int, person_id: int) -> str:
    progress(10, _("Laying out the answers"))
    actions.measure_extract(extract=_extract(extract_id), by=Person.objects.get(pk=person_id))
    return extract_address(extract_id=extract_id)


@jobs.task("datasets.freeze_extract", back=extract_address)
def freeze_extract(progress: jobs.Progress, *, extract_id: int, person_id: int) -> str:
    extract = _extract(extract_id)
    if not extract.report and extract.dataset is not None:
        # The worker died after the commit: the work is done.
        return _address(extract.dataset.versions.order_by("-number").select_related("dataset")[0])
    progress(10, _("Laying out the answers"))
    return _address(actions.freeze_extract(extract=extract, by=Person.objects.get(pk=person_id)))


def _extract(extract_id: int) -> SurveyExtract:
    return SurveyExtract.objects.select_related("survey__initiative__organisation", "dataset").get(
        pk=extract_id
    )


@jobs.task("datasets.feed_indicators")
def feed_indicators(progress: jobs.Progress, *, version_id: int) -> str:
    """A feed that was served before the worker died is not served twice."""
    version = DatasetVersion.objects.select_related("dataset").get(pk=version_id)
    feeds = list(feeds_of(version.dataset))
    for number, feed in enumerate(feeds):
        progress(100 * number // len(feeds), feed.indicator.name)
        feed_from(feed=feed, version=version)
    return reverse("datasets:feed_list", args=[version.dataset.initiative_id])


def _upload(upload_id: int) -> Upload:
    upload = (
        Upload.objects.select_related("initiative__organisation", "version__dataset")
        .filter(pk=upload_id)
        .first()
    )
    if upload is None:
        raise Refused(_("This file was given up in the meantime. Bring it again."))
    return upload


def _address(version: DatasetVersion) -> str:
    return reverse(
        "datasets:version_show", args=[version.dataset.initiative_id, version.dataset_id, version.number]
    )
