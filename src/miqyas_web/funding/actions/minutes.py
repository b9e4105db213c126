"""What a committee said, with who was there and who had to leave."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Unfit
from miqyas_web.funding.actions.reviewers import check_may_run
from miqyas_web.funding.enums import ConflictState
from miqyas_web.funding.models import Application, Call, Conflict, Minute
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.refusals import Recused


@transaction.atomic
def write_minute(
    *, call: Call, application: Application | None, text: str, present: Iterable[Person], by: Person
) -> Minute:
    """Keep what was said, for ever. Who is tied to the application is moved from the present to the recused."""
    check_may_run(call, by)
    if application is not None and has_conflict(by, application):
        raise Recused
    if not text.strip():
        raise Unfit(_("Write what was said."))
    people = sorted(present, key=lambda one: (one.name, one.pk))
    if not people:
        raise Unfit(_("Say who was there."))
    tied = _tied(application)
    minute = Minute.objects.create(
        call=call,
        application=application,
        text=text.strip(),
        present=[_told(one) for one in people if one.pk not in tied],
        recused=[_told(one) for one in people if one.pk in tied],
        written_by=by,
        written_at=clock.now(),
    )
    audit.record("minute_written", target=minute, by=by, organisation=call.organisation)
    return minute


def _tied(application: Application | None) -> set[int]:
    if application is None:
        return set()
    rows = Conflict.objects.filter(application=application).exclude(state=ConflictState.LIFTED)
    return set(rows.values_list("person_id", flat=True))


def _told(person: Person) -> dict[str, object]:
    return {"id": person.pk, "name": person.name}
