"""An application offered to another call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import offers as actions
from miqyas_web.funding.forms.applications import OfferForm
from miqyas_web.funding.queries import offers as queries
from miqyas_web.funding.queries.access import application_of_applicant


def application_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk, may=Permission.APPLY)
    calls = queries.calls_to_offer_to(application)
    form, refusal = OfferForm(request.POST if request.method == "POST" else None, calls=calls), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        call = next(each for each in calls if str(each.pk) == said["call"])
        try:
            draft = actions.offer_application(
                application=application,
                call=call,
                agrees=said["agrees"],
                tells=said["tells"],
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request, _("A draft to the other call is begun. Nothing is sent, nobody is told.")
            )
            return redirect("funding:application_show", draft.pk)
    context = {"application": application, "initiative": application.initiative, "step": "funding"}
    context |= {"form": form, "refusal": refusal, "calls": calls}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/application_offer.html", context, status=status)


@require_POST
def application_offer_tell(request: SignedInRequest, pk: int) -> HttpResponse:
    application = application_of_applicant(request.user, pk)
    actions.set_offer_told(application=application, tells="tells" in request.POST, by=request.user)
    messages.success(request, _("Kept."))
    return redirect("funding:application_show", pk)
