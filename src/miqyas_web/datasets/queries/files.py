"""Questions about datasets: what stands, what waits, where a frozen file is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.datasets.enums import ColumnRole, ColumnType, Extract, ProtectionStep, UploadState
from miqyas_web.datasets.models import Column, Dataset, DatasetVersion, Upload
from miqyas_web.datasets.science import (
    JsonScalar,
    Profile,
    ProfiledColumn,
    frozen_place,
    language,
    suspicion_sentence,
)
from miqyas_web.datasets.science.exporting import names_changed
from miqyas_web.initiatives.models import Initiative

# Stands for a cell that this person may not see.
HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """One dataset in a list, with its latest version."""

    dataset: Dataset
    latest: DatasetVersion
    n_versions: int


@dataclass(frozen=True, slots=True)
class UploadColumn:
    """A column of a brought file, as a given person may see it."""

    position: int
    name: str
    label: str
    type: str
    role: str
    is_personal: bool
    n_missing: int
    missing_pct: float
    n_distinct: int
    minimum: JsonScalar
    maximum: JsonScalar
    mean: float | None
    # None: hidden from this person.
    examples: list[JsonScalar] | None
    value_labels: dict[str, str]
    suspicion: str
    notes: list[str]

    @property
    def type_label(self) -> str:
        return str(ColumnType(self.type).label)

    @property
    def is_hidden(self) -> bool:
        return self.examples is None


@dataclass(frozen=True, slots=True)
class UploadSight:
    """What a brought file holds, as a given person may see it."""

    kind: str
    encoding: str
    sheet: str
    sheets: list[str]
    n_rows: int
    notes: list[str]
    columns: list[UploadColumn]
    rows: list[list[JsonScalar]]

    @property
    def personal(self) -> list[UploadColumn]:
        return [column for column in self.columns if column.is_personal]

    @property
    def n_personal(self) -> int:
        return len(self.personal)

    @property
    def n_analysis(self) -> int:
        return len(self.columns) - self.n_personal

    def first_rows(self, columns: Sequence[UploadColumn]) -> list[list[JsonScalar]]:
        """The first rows, for some columns; a hidden cell is HIDDEN."""
        return [
            [HIDDEN if column.is_hidden else row[column.position] for column in columns] for row in self.rows
        ]


def sight_of(upload: Upload, person: Person) -> UploadSight:
    """What was read of a file. A column that looks or is personal shows its cells to those alone who may see them."""
    may_see = Permission.READ_PERSONAL in permissions_in(upload.initiative.organisation, person)
    profile: Profile = upload.profile
    n_rows = profile["n_rows"]
    return UploadSight(
        kind=profile["kind"],
        encoding=profile["encoding"],
        sheet=profile["sheet"],
        sheets=profile["sheets"],
        n_rows=n_rows,
        notes=[note[language()] for note in profile["notes"]],
        columns=[
            _sight_of_column(position, column, n_rows=n_rows, may_see=may_see)
            for position, column in enumerate(profile["columns"])
        ],
        rows=profile["rows"],
    )


def _sight_of_column(position: int, column: ProfiledColumn, *, n_rows: int, may_see: bool) -> UploadColumn:
    is_shown = may_see or not (column["is_personal"] or column["suspicion"])
    return UploadColumn(
        position=position,
        name=column["name"],
        label=column["label"],
        type=column["type"],
        role=column["role"],
        is_personal=column["is_personal"],
        n_missing=column["n_missing"],
        missing_pct=100 * column["n_missing"] / n_rows if n_rows else 0.0,
        n_distinct=column["n_distinct"],
        minimum=column["minimum"] if is_shown else None,
        maximum=column["maximum"] if is_shown else None,
        mean=column["mean"] if is_shown else None,
        examples=column["examples"] if is_shown else None,
        value_labels=column["value_labels"],
        suspicion=suspicion_sentence(column["suspicion"]),
        # A remark quotes a cell.
        notes=[note[language()] for note in column["notes"]] if is_shown else [],
    )


def dataset_rows(initiative: Initiative) -> list[DatasetRow]:
    """The datasets of an initiative, the one frozen last first. Two queries, however many there are."""
    versions = DatasetVersion.objects.select_related("frozen_by").order_by("-number")
    rows = [
        DatasetRow(dataset, dataset.versions.all()[0], len(dataset.versions.all()))
        for dataset in initiative.datasets.prefetch_related(Prefetch("versions", versions))
    ]
    return sorted(rows, key=lambda row: row.latest.frozen_at, reverse=True)


def uploads_waiting(initiative: Initiative) -> QuerySet[Upload]:
    """The files brought and not frozen yet, the latest first."""
    return (
        initiative.uploads.exclude(state=UploadState.FROZEN)
        .defer("profile")
        .select_related("brought_by")
        .order_by("-brought_at", "-pk")
    )


def versions_visible_to(person: Person) -> QuerySet[DatasetVersion]:
    """Every frozen version the person may read about."""
    return DatasetVersion.objects.filter(dataset__in=Dataset.objects.visible_to(person)).select_related(
        "dataset__initiative__organisation", "frozen_by"
    )


def versions_of(initiative: Initiative) -> QuerySet[DatasetVersion]:
    """What a study of this initiative may be made on: every version, the latest first."""
    return (
        DatasetVersion.objects.filter(dataset__initiative=initiative)
        .select_related("dataset")
        .order_by("-frozen_at", "-pk")
    )


def columns_of(version: DatasetVersion, extract: Extract = Extract.ANALYSIS) -> QuerySet[Column]:
    """The columns that stand in one part of a version, in the order of the file."""
    is_in = Q(is_personal=False)
    if extract == Extract.PERSONAL:
        is_in = Q(is_personal=True) | Q(role=ColumnRole.IDENTIFIER)
    return version.columns.filter(is_in).order_by("position")


def columns_by_role(version: DatasetVersion) -> dict[ColumnRole, list[Column]]:
    """The columns of the analysis extract under the role each was given; every role is a key."""
    found: defaultdict[ColumnRole, list[Column]] = defaultdict(list)
    for column in columns_of(version):
        found[ColumnRole(column.role)].append(column)
    return {role: found[role] for role in ColumnRole}


def frozen_path(version: DatasetVersion, extract: Extract = Extract.ANALYSIS) -> Path:
    """Where the frozen Parquet of a version stands; what studies open."""
    return frozen_place(version.personal_sha256 if extract == Extract.PERSONAL else version.sha256)


def twins_of(version: DatasetVersion) -> QuerySet[DatasetVersion]:
    """The other versions of the same initiative that hold the same content."""
    return versions_of(version.dataset.initiative).filter(sha256=version.sha256).exclude(pk=version.pk)


def frozen_from(upload: Upload) -> DatasetVersion | None:
    """The version of this initiative that was made from the very same file, if any."""
    return versions_of(upload.initiative).filter(origin_sha256=upload.sha256).first()


METHODS_OF_WEIGHTS = {
    "plan": gettext_lazy("from the sampling plan"),
    "cells": gettext_lazy("post-stratification: known totals of each group"),
    "raking": gettext_lazy("raking: several series of known totals"),
}


def provenance_of(version: DatasetVersion) -> list[tuple[str, str]]:
    """Where a version comes from and what proves it, as its page tells it."""
    reading = version.reading
    read_as = " · ".join(str(reading[key]) for key in ("kind", "encoding", "sheet") if reading.get(key))
    rows = [
        (_("Hash of the dataset (SHA-256)"), version.sha256),
        (_("Hash of the personal columns"), version.personal_sha256),
        (_("File of origin"), version.origin_name),
        (_("Hash of the file of origin"), version.origin_sha256),
        (_("Read as"), read_as),
        (_("Read by"), f"miqyas {reading.get('library', '')}"),
        *_extract_rows(reading.get("extract", {})),
    ]
    return [(label, value) for label, value in rows if value]


def _extract_rows(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Of an extract of a questionnaire: which answers, and what was done to them."""
    if not facts:
        return []
    last = parse_datetime(facts["last_received_at"]) if facts["last_received_at"] else None
    steps = [
        f"{each['column']}: {ProtectionStep(each['step']).label.split(':')[0]}" for each in facts["steps"]
    ]
    return [
        (_("Questionnaire"), facts["questionnaire"]),
        (_("Versions of the questionnaire"), ", ".join(facts["versions"])),
        (_("Answers read"), str(facts["n_answers"])),
        (_("Answers that fit no version, left out"), str(facts["n_left_out"] or "")),
        (_("Last answer received"), date_format(localtime(last), "DATETIME_FORMAT") if last else ""),
        (_("Steps to protect people"), " · ".join(steps)),
        (_("Rows left out to protect people"), str(facts["n_suppressed"] or "")),
        (_("Weights of rows"), _weights_said(facts.get("weights"))),
    ]


def _weights_said(weights: dict[str, Any] | None) -> str:
    """How rows were weighed, and what it costs; empty when they were not."""
    if not weights:
        return ""
    return _("%(method)s; design effect of unequal weights %(deff)s") % {
        "method": METHODS_OF_WEIGHTS[weights["method"]],
        "deff": number_format(weights["deff"], 2),
    }


def columns_in(version: DatasetVersion, extract: Extract) -> list[Column]:
    """The columns of one part of a version, in order: identifiers of rows stand in both."""
    columns = version.columns.order_by("position")
    if extract == Extract.PERSONAL:
        return list(columns.filter(Q(is_personal=True) | Q(role=ColumnRole.IDENTIFIER)))
    return list(columns.filter(is_personal=False))


def n_renamed(version: DatasetVersion) -> int:
    """How many columns of the analysis extract are called otherwise in Stata, SPSS and R."""
    return len(names_changed(column.name for column in columns_in(version, Extract.ANALYSIS)))


def hashes_kept() -> Iterator[str]:
    """Yield the hash of every frozen file that a version refers to."""
    for analysis, personal in DatasetVersion.objects.values_list("sha256", "personal_sha256").iterator():
        yield analysis
        if personal:
            yield personal
