"""An amendment: the whole agreement again, how its rules would err while they are written, and the other side's answer."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import amending
from miqyas_web.funding.forms.amending import AmendmentForm
from miqyas_web.funding.models import Amendment, Grant
from miqyas_web.funding.queries import agreements
from miqyas_web.funding.queries import following as queries
from miqyas_web.funding.queries.grants import grant_for, rates_for, sides_of
from miqyas_web.funding.views.following import grant_frame


def amendment_list(request: SignedInRequest, pk: int, *, refusal: Refused | None = None) -> HttpResponse:
    grant = grant_for(request.user, pk)
    context = {
        **grant_frame(grant, _("Amendments")),
        "sides": sides_of(request.user, grant),
        "shown": queries.amendments_shown(grant),
        "refusal": refusal,
    }
    return render(request, "funding/amendment_list.html", context, status=refusal.status if refusal else 200)


def amendment_create(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = grant_for(request.user, pk)
    form = AmendmentForm(request.POST or None, grant=grant, text=agreements.text_of(grant))
    if request.POST.get("look") or "rates" in request.GET:
        return _looked(request, grant, form)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            amending.propose_amendment(
                grant=grant,
                after=form.after(),
                reason=form.cleaned_data["reason"],
                written_on=form.cleaned_data["revision"],
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:amendment_list", pk)
    return _page(request, grant, form, refusal, refusal.status if refusal else 422 if form.errors else 200)


def _looked(request: SignedInRequest, grant: Grant, form: AmendmentForm) -> HttpResponse:
    """How the rules would err, before anything is proposed: the whole page, or what htmx asks for."""
    for row in form.used if form.is_bound else []:
        _tell(grant, row)
    asked = request.GET.get("rates")
    if asked is not None and asked in form.milestones:
        context = {"row": form.milestones[asked], "key": asked}
        return render(request, "funding/amendment_create.html#rates", context)
    return _page(request, grant, form, None, 200)


def _tell(grant: Grant, row: Any) -> None:
    """Put its error rates on a row that can be read; one that cannot says why when it is proposed."""
    if row.is_valid():
        milestone = agreements.milestone_of(grant, row.text())
        with suppress(Refused):
            row.rates = rates_for(milestone, row.cleaned_data["indicator"])


def _page(
    request: SignedInRequest, grant: Grant, form: AmendmentForm, refusal: Refused | None, status: int
) -> HttpResponse:
    context = {**grant_frame(grant, _("Amendment")), "form": form, "refusal": refusal}
    return render(request, "funding/amendment_create.html", context, status=status)


@require_POST
def amendment_answer(request: SignedInRequest, pk: int, amendment_pk: int) -> HttpResponse:
    amendment = _amendment(grant_for(request.user, pk), amendment_pk)
    try:
        if "agree" in request.POST:
            amending.agree_to_amendment(amendment=amendment, by=request.user)
        else:
            why = request.POST.get("answer", "")[:4000]
            amending.refuse_amendment(amendment=amendment, why=why, by=request.user)
    except Refused as refusal:
        return amendment_list(request, pk, refusal=refusal)
    return redirect("funding:amendment_list", pk)


def _amendment(grant: Grant, pk: int) -> Amendment:
    found = grant.amendments.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
