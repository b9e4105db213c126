"""A filled form becomes the draft, as one change that one gesture undoes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions.applications import MOST_PARTNERS, begin
from miqyas_web.funding.models import Application, Partner
from miqyas_web.funding.refusals import Changed
from miqyas_web.territories.models import Territory


@transaction.atomic
def import_application(
    *,
    application: Application,
    said: Mapping[str, Any],
    partners: Sequence[Sequence[str]],
    name: str,
    revision: int,
    by: Person,
) -> Application:
    """Write what a filled form says; what stood before is kept until the next change."""
    application = begin(application, by=by)
    if revision != application.revision:
        raise Changed
    if application.partners.count() + len(partners) > MOST_PARTNERS:
        raise Refused(_("An application names at most %(n)s partners.") % {"n": MOST_PARTNERS})
    before = _snapshot(application)
    position = str(application.stage.position)
    for field in ("theme", "region", "asked_mad", "cofunding_mad", "budget"):
        setattr(application, field, said[field])
    application.answers = application.answers | {position: said["answers"], "declared": said["declared"]}
    added = [
        Partner.objects.create(application=application, name=named, part=part).pk for named, part in partners
    ]
    application.revision += 1
    application.edited_by, application.edited_at = by, clock.now()
    application.import_undo = {
        "before": before,
        "partners": added,
        "revision": application.revision,
        "name": name,
        "at": clock.now().isoformat(),
    }
    application.save()
    _trace("application_imported", application, by, file=name, partners=len(added))
    return application


def _snapshot(application: Application) -> dict[str, Any]:
    return {
        "answers": application.answers,
        "theme": application.theme,
        "region": application.region_id,
        "asked_mad": None if application.asked_mad is None else str(application.asked_mad),
        "cofunding_mad": str(application.cofunding_mad),
        "budget": application.budget,
    }


@transaction.atomic
def undo_import(*, application: Application, by: Person) -> Application:
    """Put back what stood before a form was brought in; refused once anything was written since."""
    application = begin(application, by=by)
    held = application.import_undo
    if not held:
        raise Refused(_("No form was brought in, or it was undone already."))
    if held["revision"] != application.revision:
        raise Refused(
            _(
                "Something was written since this form was brought in: undoing it would lose that. Change it by hand."
            )
        )
    before = held["before"]
    application.answers, application.theme = before["answers"], before["theme"]
    application.region = Territory.objects.filter(pk=before["region"]).first() if before["region"] else None
    application.asked_mad = None if before["asked_mad"] is None else Decimal(before["asked_mad"])
    application.cofunding_mad, application.budget = Decimal(before["cofunding_mad"]), before["budget"]
    application.partners.filter(pk__in=held["partners"], consented_at__isnull=True).delete()
    application.revision += 1
    application.edited_by, application.edited_at = by, clock.now()
    application.import_undo = {}
    application.save()
    _trace("application_import_undone", application, by, file=held["name"])
    return application


def _trace(verb: str, application: Application, by: Person, **facts: Any) -> None:
    audit.record(verb, target=application, by=by, organisation=application.initiative.organisation, **facts)
