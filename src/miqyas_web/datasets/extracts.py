"""Frozen versions, as the indicators below ask for them (slot `frozen_extracts`)."""

from pathlib import Path

from django.db.models import Prefetch
from django.urls import reverse

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.models import Column, DatasetVersion
from miqyas_web.datasets.queries import versions_of, versions_visible_to
from miqyas_web.datasets.science import frozen_place
from miqyas_web.indicators.extracts import Extract, ExtractColumn
from miqyas_web.initiatives.models import Initiative


def extracts_of(initiative: Initiative) -> list[Extract]:
    """The frozen versions of an initiative with the columns of their analysis extract, the latest first. Two queries."""
    columns = Prefetch("columns", Column.objects.filter(is_personal=False).order_by("position"))
    return [extract_of(version) for version in versions_of(initiative).prefetch_related(columns)]


def extract_of(version: DatasetVersion) -> Extract:
    """One version; its columns are those prefetched, or all that are not personal."""
    return Extract(version.sha256, str(version), _address(version), _columns(version))


def page_of(sha256: str, person: Person) -> tuple[str, str] | None:
    """Title and address of a version of this content that the person may read about."""
    version = versions_visible_to(person).filter(sha256=sha256).first()
    return (str(version), _address(version)) if version else None


def path_of(sha256: str) -> Path:
    """Where the frozen file of this content stands."""
    return frozen_place(sha256)


def _address(version: DatasetVersion) -> str:
    return reverse(
        "datasets:version_show", args=[version.dataset.initiative_id, version.dataset_id, version.number]
    )


def _columns(version: DatasetVersion) -> tuple[ExtractColumn, ...]:
    return tuple(
        ExtractColumn(one.name, one.label, one.type, dict(one.profile.get("value_labels", {})))
        for one in version.columns.all()
        if not one.is_personal
    )
