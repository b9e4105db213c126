"""Who may come to what. A stranger is told that there is none (404); a member without the right is refused (409)."""

from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import AssignmentState, ConflictState
from miqyas_web.funding.models import Application, Assignment, Call, Conflict, Grant, Stage
from miqyas_web.funding.models.grants import GrantQuerySet
from miqyas_web.funding.refusals import Recused, StillSealed
from miqyas_web.funding.rules.calls import Moment, moment_of


def call_for(person: Person, pk: int, *, may: Permission | None = None) -> Call:
    """The call, for people of the funder."""
    call = Call.objects.visible_to(person).select_related("organisation").filter(pk=pk).first()
    if call is None:
        raise Http404
    _check(may, call.organisation, person)
    return call


def application_of_applicant(person: Person, pk: int, *, may: Permission | None = None) -> Application:
    """The application, for people of the initiative it is about."""
    application = (
        Application.objects.of_applicant(person)
        .select_related(
            "call__organisation",
            "initiative__organisation",
            "stage",
            "region",
            "edited_by",
            "offered_from__call",
        )
        .filter(pk=pk)
        .first()
    )
    if application is None:
        raise Http404
    _check(may, application.initiative.organisation, person)
    return application


def application_received(person: Person, pk: int, *, may: Permission | None = None) -> Application:
    """The application, for people of the funder: sealed until its deadline, hidden from who has a conflict."""
    application = (
        Application.objects.received_by(person)
        .select_related("call__organisation", "initiative__organisation", "stage", "region")
        .filter(pk=pk)
        .first()
    )
    if application is None:
        raise Http404
    _check(may, application.call.organisation, person)
    check_open_to(person, application)
    return application


def assignment_of_reviewer(person: Person, pk: int) -> Assignment:
    """A file given to this reviewer and not taken back, whatever organisation they belong to."""
    assignment = (
        Assignment.objects.filter(reviewer__person=person, reviewer__left_at__isnull=True)
        .exclude(state__in=[AssignmentState.RELEASED, AssignmentState.DECLINED])
        .select_related(
            "application__initiative__organisation",
            "application__stage",
            "reference_file",
            "stage__call__organisation",
            "stage__grid",
            "reviewer__call",
        )
        .filter(pk=pk)
        .first()
    )
    if assignment is None:
        raise Http404
    if assignment.application is not None:
        check_open_to(person, assignment.application, stage=assignment.stage)
    return assignment


def check_open_to(person: Person, application: Application, *, stage: Stage | None = None) -> None:
    """Raise ``StillSealed`` before the deadline of a stage, ``Recused`` for who has a standing conflict.

    Without a stage: until one at which it was sent is over. What it holds at a later stage stays sealed all the same:
    each seal opens at the deadline of its own stage (`queries.seals`).
    """
    if stage is None:
        is_over = application.seals.opened(clock.now()).exists()
    else:
        closes_at = application.closes_at if stage.pk == application.stage_id else stage.closes_at
        is_over = moment_of(stage.opens_at, closes_at, now=clock.now()) is Moment.AFTER
    if not is_over:
        raise StillSealed
    if has_conflict(person, application):
        raise Recused


def has_conflict(person: Person, application: Application) -> bool:
    """Whether a conflict stands, or is contested and not lifted yet."""
    return (
        Conflict.objects.filter(application=application, person=person)
        .exclude(state=ConflictState.LIFTED)
        .exists()
    )


def grant_for_funder(person: Person, pk: int, *, may: Permission | None = None) -> Grant:
    """The grant, for people of the funder."""
    grant = _grant(Grant.objects.given_by(person), pk)
    _check(may, grant.organisation, person)
    return grant


def grant_for_grantee(person: Person, pk: int, *, may: Permission | None = None) -> Grant:
    """The grant, for people of the initiative that receives it."""
    grant = _grant(Grant.objects.received_by(person), pk)
    _check(may, grant.initiative.organisation, person)
    return grant


def _grant(grants: GrantQuerySet, pk: int) -> Grant:
    grant = grants.select_related("organisation", "initiative__organisation").filter(pk=pk).first()
    if grant is None:
        raise Http404
    return grant


def _check(may: Permission | None, organisation: Organisation, person: Person) -> None:
    if may is not None:
        check_has(may, permissions_in(organisation, person))
