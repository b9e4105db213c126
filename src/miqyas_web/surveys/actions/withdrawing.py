"""An answer no longer counts: it stays, with the reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import Submission, Withdrawal


def check_may_work(initiative: Initiative, by: Person) -> None:
    """Raise ``Refused`` unless the person may change what is done with answers."""
    check_has(Permission.BRING_DATA, permissions_in(initiative.organisation, by))


@transaction.atomic
def withdraw_submission(*, submission: Submission, reason: str, by: Person) -> Submission:
    """Count this answer no more. Nothing is deleted; the same answer coming again is refused."""
    initiative = submission.survey.initiative
    check_may_work(initiative, by)
    if not reason.strip():
        raise Unfit(_("Say why: someone will ask."))
    held = Submission.objects.select_for_update().defer("xml").get(pk=submission.pk)
    if held.withdrawn_at is not None:
        raise Refused(_("This answer is already withdrawn."))
    if not held.is_current:
        raise Refused(_("This answer was corrected: withdraw its correction."))
    held.withdrawn_at = clock.now()
    held.save(update_fields=["withdrawn_at"])
    Withdrawal.objects.create(submission=held, reason=reason.strip(), by=by, at=held.withdrawn_at)
    audit.record(
        "answer_withdrawn", target=held, by=by, organisation=initiative.organisation, reason=reason.strip()
    )
    return held
