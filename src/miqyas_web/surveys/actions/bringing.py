"""A questionnaire brought as a file, with the files it reads: checked whole, then kept as a version, or not at all."""

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, jobs, shelf
from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.models import Job
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.actions.definitions import (
    NOTHING,
    checked_now,
    keep_checked,
    locked,
    marks_of,
    new_version,
)
from miqyas_web.surveys.actions.surveys import Framing, check_may_write, new_survey
from miqyas_web.surveys.models import FormMedia, FormVersion, Survey
from miqyas_web.surveys.rules.bringing import check_weight, is_read_apart
from miqyas_web.surveys.rules.definition import Definition, settings_of
from miqyas_web.surveys.rules.states import WRITABLE, check_writable
from miqyas_web.surveys.science.forms import Checked, check, sentence_of

NAME_CHARACTERS = 255
VERSION_CHARACTERS = 64


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file as it came: its name on the person's disk, its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of it: a version, or a job that reads it, or what must be mended and nothing kept."""

    version: FormVersion | None = None
    job: Job | None = None
    findings: list[dict[str, Any]] = field(default_factory=list)


def bring_form(
    *,
    initiative: Initiative,
    file: BroughtFile,
    media: Sequence[BroughtFile] = (),
    survey: Survey | None = None,
    by: Person,
) -> Brought:
    """Bring an XLSForm: a new questionnaire, or the next version of one. With an error, nothing is kept."""
    check_may_write(initiative, by)
    for each in (file, *media):
        check_weight(len(each.content), each.name)
    if is_read_apart(file.content):
        return Brought(job=_ask(initiative, file, media, survey, by=by))
    checked = check(
        file.content, name=file.name, media={base_name(each.name): each.content for each in media}
    )
    if not checked.is_sound:
        return Brought(findings=checked.findings)
    return Brought(_keep(initiative, file, media, survey, checked, by=by))


def keep_form_read_apart(
    *,
    initiative: Initiative,
    file: BroughtFile,
    media: Sequence[BroughtFile],
    survey: Survey | None,
    by: Person,
) -> FormVersion:
    """Keep a long questionnaire, once its job runs: with its errors too, which its page then shows."""
    checked = check(
        file.content, name=file.name, media={base_name(each.name): each.content for each in media}
    )
    if not checked.definition.get("survey"):
        raise Unfit(" ".join(sentence_of(each) for each in checked.findings[:5]))
    return _keep(initiative, file, media, survey, checked, by=by)


@transaction.atomic
def _ask(
    initiative: Initiative,
    file: BroughtFile,
    media: Sequence[BroughtFile],
    survey: Survey | None,
    *,
    by: Person,
) -> Job:
    kept = [(each.name, shelf.keep(settings.FORM_FILES, each.content)) for each in (file, *media)]
    return jobs.ask(
        "surveys.read_form",
        title=_("Reading the questionnaire “%(name)s”") % {"name": file.name},
        by=by,
        initiative_id=initiative.pk,
        survey_id=survey.pk if survey else None,
        files=kept,
        person_id=by.pk,
    )


@transaction.atomic
def _keep(
    initiative: Initiative,
    file: BroughtFile,
    media: Sequence[BroughtFile],
    survey: Survey | None,
    checked: Checked,
    *,
    by: Person,
) -> FormVersion:
    definition = without_empty_rows(checked.definition)
    if survey is None:
        survey = new_survey(
            initiative, Framing(_title(definition, file)), by=by, form_id=_form_id(definition)
        )
    version = _version_to_fill(survey, definition, by=by)
    version.source_name = file.name[-NAME_CHARACTERS:]
    version.source_sha256 = shelf.keep(settings.FORM_FILES, file.content)
    keep_media(version, media)
    keep_checked(version, checked_now(version), marks_of(version) or _marks_before(version), NOTHING)
    audit.record(
        "form_brought",
        target=version,
        by=by,
        organisation=initiative.organisation,
        sha256=version.source_sha256,
        version=version.version,
    )
    return version


def _version_to_fill(survey: Survey, definition: Definition, *, by: Person) -> FormVersion:
    """The version being written, its rows replaced so that undoing brings them back; else the next one."""
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    standing = held.versions.filter(state__in=WRITABLE).first()
    if standing is None:
        standing = new_version(held, definition=definition, by=by)
    version = locked(standing)
    if version.definition != definition:
        version.previous = {"definition": version.definition, "marks": marks_of(version)}
        version.definition = definition
    wanted = str(settings_of(definition).get("version") or "")[:VERSION_CHARACTERS]
    if wanted and not held.versions.filter(version=wanted).exists():
        version.version = wanted
    return version


def _marks_before(version: FormVersion) -> dict[str, dict[str, Any]]:
    """What was said of the questions of the version before: it holds for those of the same name."""
    before = version.survey.versions.filter(number__lt=version.number).order_by("-number").first()
    return marks_of(before) if before else {}


def keep_media(version: FormVersion, media: Sequence[BroughtFile]) -> None:
    """Keep the files a form reads; one of the same name takes the place of the other."""
    for each in media:
        name = base_name(each.name)
        FormMedia.objects.update_or_create(
            version=version,
            name=name,
            defaults={
                "sha256": shelf.keep(settings.FORM_FILES, each.content),
                "md5": hashlib.md5(each.content, usedforsecurity=False).hexdigest(),
                "n_bytes": len(each.content),
                "media_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            },
        )


def base_name(name: str) -> str:
    """The name of a file without any folder, whichever way its system writes them."""
    return PurePath(name.replace("\\", "/")).name[-NAME_CHARACTERS:] or "file"


def without_empty_rows(definition: Definition) -> Definition:
    """The rows that hold something."""
    return {
        sheet: [
            {column: cell for column, cell in row.items() if cell not in {"", None}}
            for row in rows
            if any(row.values())
        ]
        for sheet, rows in definition.items()
    }


def _title(definition: Definition, file: BroughtFile) -> str:
    return str(settings_of(definition).get("form_title") or PurePath(file.name).stem)[:200]


def _form_id(definition: Definition) -> str:
    return str(settings_of(definition).get("form_id") or "")


@transaction.atomic
def bring_media(*, version: FormVersion, media: Sequence[BroughtFile], by: Person) -> FormVersion:
    """Bring files a form reads, for a version that is being written."""
    held = locked(version)
    check_may_write(held.survey.initiative, by)
    check_writable(held.state)
    for each in media:
        check_weight(len(each.content), each.name)
    keep_media(held, media)
    keep_checked(held, checked_now(held), marks_of(held), NOTHING)
    audit.record(
        "form_files_brought",
        target=held,
        by=by,
        organisation=held.survey.initiative.organisation,
        names=[base_name(each.name) for each in media],
    )
    return held
