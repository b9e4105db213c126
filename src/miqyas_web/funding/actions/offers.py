"""The same application offered to another funder: the applicant agrees, the two stay apart."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.applications import begin_draft
from miqyas_web.funding.models import Application, ApplicationFile, Call, Partner
from miqyas_web.funding.queries.offers import carried_between
from miqyas_web.funding.rules.matching import bare


@transaction.atomic
def offer_application(
    *, application: Application, call: Call, agrees: bool, tells: bool, by: Person
) -> Application:
    """Begin a draft to another call with what this application says. Nobody of either funder is told of it.

    ``agrees``: the applicant lets what was written for one funder be used for another. ``tells``: once both are sent, each
    funder may know of the other. Dates, seals, partners' agreements and references stay apart.
    """
    organisation = application.initiative.organisation
    check_has(Permission.APPLY, permissions_in(organisation, by))
    if not agrees:
        raise Unfit(_("Say that you agree: what you wrote for one funder would be used for another."))
    if call.pk == application.call_id:
        raise Refused(_("It is the same call: nothing is offered to where it stands."))
    draft = begin_draft(call=call, initiative=application.initiative, by=by)
    found = carried_between(application, draft)
    draft.answers = {str(draft.stage.position): found.answers}
    draft.theme = _theme(application, call)
    for name in ("region", "asked_mad", "cofunding_mad", "budget"):
        setattr(draft, name, getattr(application, name))
    draft.offered_from, draft.tells_offer = application, tells
    draft.save()
    _copy_parts(application, draft, by)
    audit.record(
        "application_offered",
        target=draft,
        by=by,
        organisation=organisation,
        source=application.reference,
        filled=len(found.answers),
        tells=tells,
    )
    return draft


def _theme(application: Application, call: Call) -> str:
    """The theme of the other call that bears the same name in one language."""

    def names(theme: Mapping[str, Any]) -> set[tuple[str, str]]:
        return {(code, bare(str(text))) for code, text in theme["label"].items()}

    own: set[tuple[str, str]] = set()
    for theme in application.call.themes:
        if theme["code"] == application.theme:
            own = names(theme)
    return next((theme["code"] for theme in call.themes if names(theme) & own), "")


def _copy_parts(application: Application, draft: Application, by: Person) -> None:
    """Partners are asked again; files are the same bytes, joined anew."""
    Partner.objects.bulk_create(
        Partner(application=draft, organisation=each.organisation, name=each.name, part=each.part)
        for each in application.partners.select_related("organisation").order_by("pk")
    )
    ApplicationFile.objects.bulk_create(
        ApplicationFile(
            application=draft,
            name=each.name,
            label=each.label,
            sha256=each.sha256,
            n_bytes=each.n_bytes,
            media_type=each.media_type,
            joined_by=by,
        )
        for each in application.files.order_by("pk")
    )


@transaction.atomic
def set_offer_told(*, application: Application, tells: bool, by: Person) -> Application:
    """Agree, or no longer, that the two funders know of each other."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    check_has(Permission.APPLY, permissions_in(application.initiative.organisation, by))
    if application.offered_from_id is None:
        raise Refused(_("This application was not offered from another."))
    application.tells_offer = tells
    application.save(update_fields=["tells_offer"])
    audit.record(
        "application_offer_told",
        target=application,
        by=by,
        organisation=application.initiative.organisation,
        tells=tells,
    )
    return application
