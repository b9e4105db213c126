"""A version goes on trial, is published and frozen, is retired; the next one is begun."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.definitions import (
    NOTHING,
    keep_checked,
    locked,
    marks_of,
    new_version,
    write_or_ask,
)
from miqyas_web.surveys.actions.surveys import check_may_write
from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.models import FormMedia, FormVersion, Survey
from miqyas_web.surveys.queries.media import contents_of
from miqyas_web.surveys.queries.publication import facts_of
from miqyas_web.surveys.rules.publication import check_may_publish, check_may_try
from miqyas_web.surveys.rules.states import WRITABLE, check_can_be_frozen, check_can_become, check_fresh
from miqyas_web.surveys.science.forms import Checked, check_in_depth


class UnfitForm(Refused):
    """Checked in depth, the form does not hold; what was found stands on its page."""


@transaction.atomic
def put_on_trial(*, version: FormVersion, by: Person) -> FormVersion:
    """Open a version to test answers, kept apart from the others."""
    held = locked(version)
    check_may_write(held.survey.initiative, by)
    check_can_become(held.state, VersionState.TEST)
    check_may_try(facts_of(held))
    _move(held, VersionState.TEST)
    audit.record("version_put_on_trial", target=held, by=by, organisation=held.survey.initiative.organisation)
    return held


def publish_version(*, version: FormVersion, by: Person, seen: int | None = None) -> FormVersion:
    """Freeze a version and open it to answers. Checked in depth first: ``UnfitForm`` keeps what was found."""
    check_has(Permission.BRING_DATA, permissions_in(version.survey.initiative.organisation, by))
    check_can_be_frozen(version.state)
    check_may_publish(facts_of(version))
    # Seconds, sometimes: before the transaction, on the bytes the revision then vouches for.
    findings = check_in_depth(bytes(version.xform), contents_of(version))
    if any(each["severity"] == "error" for each in findings):
        _keep_findings(version, findings)
        raise UnfitForm(
            _("Checked in depth, the questionnaire has errors. They are listed below, with what to do.")
        )
    return _freeze(version, findings, by=by, seen=version.revision if seen is None else seen)


@transaction.atomic
def _freeze(version: FormVersion, findings: list[dict[str, Any]], *, by: Person, seen: int) -> FormVersion:
    held = locked(version)
    check_can_be_frozen(held.state)
    check_fresh(held.revision, seen)
    check_may_publish(facts_of(held))
    held.state, held.published_by, held.published_at = VersionState.PUBLISHED, by, clock.now()
    held.previous, held.findings = {}, [*held.findings, *findings]
    held.save(update_fields=["state", "published_by", "published_at", "previous", "findings"])
    audit.record(
        "version_published",
        target=held,
        by=by,
        organisation=held.survey.initiative.organisation,
        version=held.version,
        sha256=held.sha256,
    )
    return held


@transaction.atomic
def _keep_findings(version: FormVersion, findings: list[dict[str, Any]]) -> None:
    held = locked(version)
    if held.revision == version.revision:
        keep_checked(held, Checked(findings), marks_of(held), NOTHING)


@transaction.atomic
def retire_version(*, version: FormVersion, by: Person) -> FormVersion:
    """Take a published version out of the field: new answers to it are refused, those received stay."""
    held = locked(version)
    check_has(Permission.BRING_DATA, permissions_in(held.survey.initiative.organisation, by))
    check_can_become(held.state, VersionState.RETIRED)
    _move(held, VersionState.RETIRED)
    audit.record(
        "version_retired",
        target=held,
        by=by,
        organisation=held.survey.initiative.organisation,
        version=held.version,
    )
    return held


@transaction.atomic
def put_back_version(*, version: FormVersion, by: Person) -> FormVersion:
    """Take answers to a retired version again: those that phones kept come in at their next try."""
    held = locked(version)
    check_has(Permission.BRING_DATA, permissions_in(held.survey.initiative.organisation, by))
    if held.state != VersionState.RETIRED:
        raise Refused(_("Only a version taken out of use is put back."))
    if not held.definition:
        raise Refused(
            _("This version was brought from another server with its answers: no phone is given it.")
        )
    _move(held, VersionState.PUBLISHED)
    audit.record(
        "version_put_back",
        target=held,
        by=by,
        organisation=held.survey.initiative.organisation,
        version=held.version,
    )
    return held


def _move(version: FormVersion, to: VersionState) -> None:
    version.state = to
    version.save(update_fields=["state"])


@transaction.atomic
def begin_next_version(*, version: FormVersion, by: Person) -> FormVersion:
    """Begin the next draft from a version; the one being written already is given back as it is."""
    check_may_write(version.survey.initiative, by)
    survey = Survey.objects.select_for_update().get(pk=version.survey_id)
    standing = survey.versions.filter(state__in=WRITABLE).first()
    if standing is not None:
        return standing
    made = new_version(survey, definition=version.definition, by=by)
    FormMedia.objects.bulk_create([_copied(media, made) for media in version.media.all()])
    made = locked(made)
    write_or_ask(made, marks_of(version), NOTHING, by=by)
    audit.record("next_version_begun", target=made, by=by, organisation=made.survey.initiative.organisation)
    return made


def _copied(media: FormMedia, version: FormVersion) -> FormMedia:
    return FormMedia(
        version=version,
        name=media.name,
        sha256=media.sha256,
        md5=media.md5,
        n_bytes=media.n_bytes,
        media_type=media.media_type,
    )
