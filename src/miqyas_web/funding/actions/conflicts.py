"""Conflicts of interest are declared, found in the records, reported, contested, settled."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.reviewers import check_may_run
from miqyas_web.funding.enums import AssignmentState, ConflictSource, ConflictState
from miqyas_web.funding.models import Application, Assignment, Call, Conflict, Reviewer
from miqyas_web.funding.queries.ties import applications_by_organisation, ties_in_records


@transaction.atomic
def declare_conflicts(*, reviewer: Reviewer, ties: Mapping[str, str], by: Person) -> int:
    """Say which of the organisations one is tied to, before any text is shown. Answers with how many files it hides.

    ``ties``: key of an organisation that applies or is a partner → how one is tied to it.
    """
    if by.pk != reviewer.person_id:
        raise Refused(_("Each person declares their own ties."))
    files = applications_by_organisation(reviewer.call)
    for key, reason in ties.items():
        if not reason.strip():
            raise Unfit(_("Say in a few words how you are tied to «%(name)s».") % {"name": files[key].name})
    n = 0
    for key, reason in ties.items():
        for application_id in files[key].applications:
            n += _stand(application_id, by.pk, ConflictSource.DECLARED, "declared", reason=reason.strip())
    reviewer.declared_at = clock.now()
    reviewer.save(update_fields=["declared_at"])
    _find(reviewer.call, people=[by.pk])
    audit.record("conflicts_declared", target=reviewer, by=by, organisation=reviewer.call.organisation, n=n)
    return n


@transaction.atomic
def find_conflicts(*, call: Call, by: Person) -> int:
    """Look in the records for ties of reviewers and of the funder's people. Answers with how many are new."""
    check_may_run(call, by)
    n = _find(call)
    audit.record("conflicts_looked_for", target=call, by=by, organisation=call.organisation, n=n)
    return n


def _find(call: Call, *, people: Iterable[int] | None = None) -> int:
    """One that was found before is left as it was settled."""
    return sum(
        _stand(tie.application_id, tie.person_id, ConflictSource.INFERRED, tie.rule, facts=tie.facts)
        for tie in ties_in_records(call, people=people)
    )


@transaction.atomic
def report_conflict(*, application: Application, person: Person, reason: str, by: Person) -> Conflict:
    """The secretariat writes down a tie that it was told of; or a person their own, while reading."""
    call = application.call
    if by.pk != person.pk:
        check_may_run(call, by)
    if not reason.strip():
        raise Unfit(_("Say what the tie is: the record keeps it."))
    own = by.pk == person.pk
    source, rule = (ConflictSource.DECLARED, "declared") if own else (ConflictSource.REPORTED, "reported")
    if not _stand(application.pk, person.pk, source, rule, reason=reason.strip()):
        raise Unfit(_("This tie is written down already."))
    conflict = Conflict.objects.get(application=application, person=person, source=source, rule=rule)
    audit.record("conflict_reported", target=conflict, by=by, organisation=call.organisation)
    return conflict


@transaction.atomic
def contest_conflict(*, conflict: Conflict, because: str, by: Person) -> Conflict:
    """The person says that it is none. The file stays hidden until someone else settles it."""
    if by.pk != conflict.person_id:
        raise Refused(_("Only the person concerned contests a tie."))
    if conflict.source == ConflictSource.DECLARED:
        raise Refused(_("You declared this tie yourself: ask the secretariat to lift it."))
    if conflict.state != ConflictState.STANDING or conflict.settled_at is not None:
        raise Refused(_("This tie is contested or settled already."))
    if not because.strip():
        raise Unfit(_("Say why it is no conflict: the secretariat reads it."))
    conflict.state, conflict.contested_because = ConflictState.CONTESTED, because.strip()
    conflict.save(update_fields=["state", "contested_because"])
    audit.record(
        "conflict_contested", target=conflict, by=by, organisation=conflict.application.call.organisation
    )
    return conflict


@transaction.atomic
def settle_conflict(*, conflict: Conflict, lift: bool, because: str, by: Person) -> Conflict:
    """Lift a conflict, or say that it stands, with the reason. Never by the person concerned."""
    check_may_run(conflict.application.call, by)
    if by.pk == conflict.person_id:
        raise Refused(_("Someone else of the secretariat must settle your own conflict."))
    if not because.strip():
        raise Unfit(_("Write the reason: it stays beside the conflict."))
    conflict.state = ConflictState.LIFTED if lift else ConflictState.STANDING
    conflict.settled_by, conflict.settled_at = by, clock.now()
    conflict.settled_because = because.strip()
    conflict.save(update_fields=["state", "settled_by", "settled_at", "settled_because"])
    if lift:
        audit.record("conflict_lifted", target=conflict, by=by, organisation=_funder(conflict))
    else:
        audit.record("conflict_confirmed", target=conflict, by=by, organisation=_funder(conflict))
    return conflict


def _funder(conflict: Conflict) -> object:
    return conflict.application.call.organisation


def _stand(
    application_id: int,
    person_id: int,
    source: ConflictSource,
    rule: str,
    *,
    reason: str = "",
    facts: Mapping[str, object] | None = None,
) -> int:
    """Write a conflict once and take back the file from that person; 1 when it is new."""
    _conflict, is_new = Conflict.objects.get_or_create(
        application_id=application_id,
        person_id=person_id,
        source=source,
        rule=rule,
        defaults={"reason": reason, "facts": dict(facts or {})},
    )
    if is_new:
        Assignment.objects.filter(application_id=application_id, reviewer__person_id=person_id).exclude(
            state=AssignmentState.DECLINED
        ).update(state=AssignmentState.RELEASED, reason=_("A conflict of interest stands."))
    return int(is_new)
