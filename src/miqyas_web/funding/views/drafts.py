"""A draft kept while it is written: the page's script sends it and is told what stands. Without it, the page saves."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions.applications import edit_application
from miqyas_web.funding.forms.drafts import kept_while_typed, standing_data
from miqyas_web.funding.models import Application
from miqyas_web.funding.queries.access import application_of_applicant
from miqyas_web.funding.queries.drafts import saved_at
from miqyas_web.funding.refusals import Changed


@require_POST
def application_keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what is written; 409 with what stands when someone else wrote meanwhile."""
    application = application_of_applicant(request.user, pk, may=Permission.DESCRIBE)
    sent = {name: str(request.POST[name]) for name in request.POST if name != "csrfmiddlewaretoken"}
    revision = sent.get("revision", "")
    form, refused = kept_while_typed(sent, application)
    if not revision.isdecimal():
        return JsonResponse({"refused": _("Open this page again.")}, status=422)
    try:
        kept = edit_application(
            application=application, said=form.said(), revision=int(revision), by=request.user, is_typed=True
        )
    except Changed as other:
        application.refresh_from_db()
        return JsonResponse(_conflict(application, other), status=other.status)
    except Refused as no:
        return JsonResponse({"refused": str(no.sentence)}, status=no.status)
    return JsonResponse({"revision": kept.revision, "saved": saved_at(kept), "errors": refused})


def _conflict(application: Application, other: Changed) -> dict[str, Any]:
    return {
        "refused": str(other.sentence),
        "revision": application.revision,
        "who": str(application.edited_by or ""),
        "saved": saved_at(application),
        "standing": standing_data(application),
    }
