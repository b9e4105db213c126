"""What was learnt from a grant is kept for those that follow."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.folding import fold
from miqyas_web.funding.enums import GrantState
from miqyas_web.funding.models import Grant, Lesson


@transaction.atomic
def keep_lesson(*, grant: Grant, said: Mapping[str, Any], by: Person) -> Lesson:
    """Either side may write one, while the grant is active or after. ``is_public`` is the funder's to choose."""
    grant = Grant.objects.select_related("organisation", "initiative__organisation").get(pk=grant.pk)
    given = permissions_in(grant.organisation, by)
    if not (
        Permission.FUND in given or Permission.DESCRIBE in permissions_in(grant.initiative.organisation, by)
    ):
        raise Refused(_("A lesson is written by those who run the grant, on either side."))
    if grant.state == GrantState.DRAFT:
        raise Refused(_("Nothing was done yet: a lesson comes after the agreement."))
    lesson = Lesson.objects.create(
        grant=grant,
        kind=said["kind"],
        text=said["text"].strip(),
        words=fold(f"{said['text']} {said['changed']}"),
        changed=said["changed"].strip(),
        indicator=said["indicator"],
        evidence=said["evidence"],
        is_public=bool(said["is_public"]) and Permission.FUND in given,
        written_by=by,
        written_at=clock.now(),
    )
    audit.record("lesson_kept", target=lesson, by=by, organisation=grant.organisation, grant=grant.reference)
    return lesson
