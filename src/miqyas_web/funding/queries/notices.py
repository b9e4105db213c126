"""Who hears of what changes in a call."""

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.rules import roles_with
from miqyas_web.funding.enums import ApplicationState
from miqyas_web.funding.models import Application, Call


def people_to_tell(call: Call) -> list[Person]:
    """Everyone who may write an application to this call, drafts included, and is still active."""
    organisations = (
        Application.objects.filter(call=call)
        .exclude(state=ApplicationState.WITHDRAWN)
        .values("initiative__organisation")
    )
    return list(
        Person.objects.filter(
            is_active=True,
            memberships__organisation__in=organisations,
            memberships__role__in=roles_with(Permission.DESCRIBE),
        )
        .distinct()
        .order_by("pk")
    )
