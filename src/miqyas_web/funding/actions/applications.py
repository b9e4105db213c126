"""Applying: a draft that lives, a sending that seals, a withdrawal; partners and files."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import ApplicationState, CallState, StageKind
from miqyas_web.funding.models import Application, ApplicationFile, Call, Partner, Sealed, Stage
from miqyas_web.funding.queries import facts as queries
from miqyas_web.funding.queries.calls import region_names
from miqyas_web.funding.queries.sealing import content_of
from miqyas_web.funding.refusals import AlreadyApplied, Changed, NotOpen
from miqyas_web.funding.rules.calls import Moment, moment_of
from miqyas_web.funding.rules.eligibility import verdicts
from miqyas_web.funding.science.sealing import in_every_language, sha256_of
from miqyas_web.indicators import evidence
from miqyas_web.initiatives.models import Initiative

MOST_FILES, MOST_PARTNERS = 10, 10
EDITABLE = (ApplicationState.DRAFT, ApplicationState.SENT)
# Two texts kept closer than this are of one sitting.
SITTING = timedelta(minutes=15)
OVER = (ApplicationState.FUNDED, ApplicationState.WITHDRAWN)


@transaction.atomic
def create_application(*, call: Call, initiative: Initiative, by: Person) -> Application:
    """Begin a draft; nobody of the funder sees it before it is sent."""
    application = begin_draft(call=call, initiative=initiative, by=by)
    _trace("application_created", application, by)
    return application


def begin_draft(*, call: Call, initiative: Initiative, by: Person) -> Application:
    """The draft of an initiative to a call, inside the transaction of an action."""
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))
    # The lock on the call keeps two people from taking one reference.
    call = Call.objects.select_for_update().get(pk=call.pk)
    stage = call.stages.order_by("position").first()
    if call.state != CallState.PUBLISHED or stage is None or _moment(stage) is Moment.AFTER:
        raise NotOpen(stage.closes_at if stage else None)
    standing = Application.objects.filter(call=call, initiative=initiative, withdrawn_at__isnull=True)
    if standing.exists():
        raise AlreadyApplied
    number = Application.objects.filter(call=call).count() + 1
    return Application.objects.create(
        call=call,
        initiative=initiative,
        reference=f"{clock.today().year}-{number:03d}",
        stage=stage,
        created_by=by,
    )


def _moment(stage: Stage) -> Moment:
    return moment_of(stage.opens_at, stage.closes_at, now=clock.now())


def _moment_for(application: Application) -> Moment:
    """With its own time, where an appeal gave it some."""
    return moment_of(application.stage.opens_at, application.closes_at, now=clock.now())


def begin(application: Application, *, by: Person, may: Permission = Permission.DESCRIBE) -> Application:
    """Lock an application that may still change: a draft, or sent before a deadline still to come."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__organisation", "initiative__organisation", "stage", "region")
        .get(pk=application.pk)
    )
    check_has(may, permissions_in(application.initiative.organisation, by))
    if application.state not in EDITABLE or application.call.state != CallState.PUBLISHED:
        raise NotOpen(application.closes_at)
    if _moment_for(application) is Moment.AFTER:
        raise NotOpen(application.closes_at)
    if application.stage.kind == StageKind.INTERVIEW:
        raise Refused(_("This stage is an interview: nothing is written at it."))
    return application


def _trace(verb: str, application: Application, by: Person, **facts: Any) -> None:
    audit.record(verb, target=application, by=by, organisation=application.initiative.organisation, **facts)


@transaction.atomic
def edit_application(
    *, application: Application, said: Mapping[str, Any], revision: int, by: Person, is_typed: bool = False
) -> Application:
    """Write answers, theme, region, money and declarations.

    ``is_typed``: kept while the person writes. One sitting of writing is one row of the audit log, not one by second.
    """
    application = begin(application, by=by)
    if revision != application.revision:
        raise Changed
    for name in ("theme", "region", "asked_mad", "cofunding_mad", "budget"):
        setattr(application, name, said[name])
    position, now = str(application.stage.position), clock.now()
    application.answers = application.answers | {position: said["answers"], "declared": said["declared"]}
    application.revision += 1
    is_same_sitting = (
        is_typed
        and application.edited_by_id == by.pk
        and application.edited_at is not None
        and now - application.edited_at < SITTING
    )
    application.edited_by, application.edited_at = by, now
    application.save()
    if not is_same_sitting:
        _trace("application_edited", application, by)
    return application


@transaction.atomic
def send_application(*, application: Application, by: Person) -> Sealed:
    """Seal an application as it stands, with what the platform computes of it. It may be sent again before the deadline."""
    application = begin(application, by=by, may=Permission.APPLY)
    if _moment_for(application) is not Moment.OPEN:
        raise Refused(_("This stage is not open yet: what is written is kept until then."))
    parts = queries.parts_of(application.initiative)
    if lacking := queries.missing_in(application, parts):
        raise Refused(
            _("The application cannot be sent yet. %(lacks)s")
            % {"lacks": " ".join(each.text for each in lacking)}
        )
    eligibility = _eligibility(application, parts)
    content = content_of(application, parts)
    now = clock.now()
    sealed = Sealed.objects.create(
        application=application,
        stage=application.stage,
        number=application.seals.count() + 1,
        content=content,
        eligibility=eligibility,
        sha256=sha256_of(content),
        sealed_by=by,
        sealed_at=now,
    )
    application.state = ApplicationState.SENT
    application.sent_at = application.sent_at or now
    application.save()
    _trace("application_sent", application, by, number=sealed.number, sha256=sealed.sha256)
    return sealed


def _eligibility(application: Application, parts: queries.Parts) -> list[dict[str, Any]]:
    """The verdict of each rule, in every language; refused when one says no or cannot be told."""
    found = queries.verdicts_on(application, parts)
    stopped = [verdict for verdict in found if not verdict.passed]
    if stopped:
        raise Refused(
            _("The rules of the call do not let this application in. %(reasons)s")
            % {"reasons": " ".join(f"{verdict.expected} {verdict.found}" for verdict in stopped)}
        )
    facts, rules = queries.facts_of(application, parts), application.call.eligibility
    told = in_every_language(lambda: verdicts(rules, facts, names=region_names()))
    return [
        {
            "key": verdict.key,
            "kind": verdict.kind,
            "passed": verdict.passed,
            "expected": {code: said[place].expected for code, said in told.items()},
            "found": {code: said[place].found for code, said in told.items()},
        }
        for place, verdict in enumerate(found)
    ]


@transaction.atomic
def withdraw_application(*, application: Application, by: Person) -> Application:
    """Give up an application. What was sealed stays in the record; nobody judges it any more."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__organisation", "initiative__organisation")
        .get(pk=application.pk)
    )
    check_has(Permission.APPLY, permissions_in(application.initiative.organisation, by))
    if application.state in OVER:
        raise Refused(_("This application can no longer be withdrawn: it is already funded or withdrawn."))
    application.state, application.withdrawn_at = ApplicationState.WITHDRAWN, clock.now()
    application.save()
    _trace("application_withdrawn", application, by)
    return application


@transaction.atomic
def add_partner(
    *, application: Application, name: str, part: str, organisation: Organisation | None, by: Person
) -> Partner:
    """Name an organisation that applies too; one that is on the platform agrees for itself."""
    application = begin(application, by=by)
    if application.partners.count() >= MOST_PARTNERS:
        raise Refused(_("An application names at most %(n)s partners.") % {"n": MOST_PARTNERS})
    if organisation == application.initiative.organisation:
        raise Refused(_("Your own organisation already applies: name the others."))
    partner = Partner.objects.create(
        application=application,
        organisation=organisation,
        name=organisation.name if organisation else name,
        part=part,
    )
    _trace("partner_added", application, by, partner=partner.name)
    return partner


@transaction.atomic
def remove_partner(*, partner: Partner, by: Person) -> None:
    """Take a partner away."""
    application = begin(partner.application, by=by)
    _trace("partner_removed", application, by, partner=partner.name)
    partner.delete()


@transaction.atomic
def consent_as_partner(*, partner: Partner, by: Person) -> Partner:
    """Agree, for one's organisation, to apply with another."""
    partner = Partner.objects.select_for_update(of=("self",)).select_related("application").get(pk=partner.pk)
    if partner.organisation is None:
        raise Refused(_("This partner is not on the platform: nobody agrees here in its name."))
    check_has(Permission.APPLY, permissions_in(partner.organisation, by))
    if partner.consented_at is not None:
        raise Refused(_("Your organisation has already agreed."))
    partner.consented_by, partner.consented_at = by, clock.now()
    partner.save()
    audit.record("partner_consented", target=partner, by=by, organisation=partner.organisation)
    return partner


@transaction.atomic
def add_file(*, application: Application, file: Any, label: str, by: Person) -> ApplicationFile:
    """Join a picture, a still PDF or a table; it is kept under its own hash."""
    application = begin(application, by=by)
    if application.files.count() >= MOST_FILES:
        raise Refused(_("An application holds at most %(n)s files.") % {"n": MOST_FILES})
    kept = evidence.keep(file)
    joined = ApplicationFile.objects.create(
        application=application,
        name=kept.name,
        label=label,
        sha256=kept.sha256,
        n_bytes=kept.n_bytes,
        media_type=(file.content_type or "application/octet-stream")[:100],
        joined_by=by,
    )
    _trace("application_file_added", application, by, sha256=kept.sha256)
    return joined


@transaction.atomic
def remove_file(*, file: ApplicationFile, by: Person) -> None:
    """Take a file away from what is being written; what was sealed still names it."""
    application = begin(file.application, by=by)
    _trace("application_file_removed", application, by, sha256=file.sha256)
    file.delete()
