"""Expenses claimed on a grant, for both sides: their list with the totals by line, one claim, one expense."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import claims as actions
from miqyas_web.funding.forms.following import ReceiptForm
from miqyas_web.funding.models import Claim, Grant, Receipt
from miqyas_web.funding.queries import claims as queries
from miqyas_web.funding.queries.grants import grant_for, sides_of
from miqyas_web.funding.views.following import grant_frame
from miqyas_web.indicators.evidence import path_of


def claim_list(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = grant_for(request.user, pk)
    context = {
        **grant_frame(grant, _("Expenses")),
        "sides": sides_of(request.user, grant),
        "lines": queries.lines_of(grant),
        "claims": queries.claims_of(grant),
    }
    return render(request, "funding/claim_list.html", context)


@require_POST
def claim_create(request: SignedInRequest, pk: int) -> HttpResponse:
    claim = actions.begin_claim(grant=grant_for(request.user, pk), by=request.user)
    return redirect("funding:claim_show", pk, claim.pk)


def claim_show(
    request: SignedInRequest, pk: int, claim_pk: int, *, refusal: Refused | None = None, form: Any = None
) -> HttpResponse:
    grant = grant_for(request.user, pk)
    claim = queries.claim_in(grant, claim_pk)
    context = {
        **grant_frame(grant, _("Expenses")),
        "claim": claim,
        "sides": sides_of(request.user, grant),
        "lines": queries.lines_of(grant),
        "receipts": queries.receipts_of(claim, request.user),
        "form": form or ReceiptForm(grant=grant),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form else 200
    return render(request, "funding/claim_show.html", context, status=status)


@require_POST
def receipt_create(request: SignedInRequest, pk: int, claim_pk: int) -> HttpResponse:
    grant = grant_for(request.user, pk)
    claim = queries.claim_in(grant, claim_pk)
    form = ReceiptForm(request.POST, request.FILES, grant=grant)
    if not form.is_valid():
        return claim_show(request, pk, claim_pk, form=form)
    try:
        actions.keep_receipt(claim=claim, said=form.said(), file=form.cleaned_data["file"], by=request.user)
    except Refused as refusal:
        return claim_show(request, pk, claim_pk, refusal=refusal, form=form)
    return redirect("funding:claim_show", pk, claim_pk)


def receipt_edit(request: SignedInRequest, pk: int, claim_pk: int, receipt_pk: int) -> HttpResponse:
    grant, claim, receipt = _receipt(request, pk, claim_pk, receipt_pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, refusal = ReceiptForm(*sent, grant=grant, receipt=receipt), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.keep_receipt(claim=claim, said=form.said(), file=file, receipt=receipt, by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:claim_show", pk, claim_pk)
    context = {**grant_frame(grant, _("Expense")), "claim": claim, "receipt": receipt, "form": form}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/receipt_edit.html", {**context, "refusal": refusal}, status=status)


@require_POST
def receipt_remove(request: SignedInRequest, pk: int, claim_pk: int, receipt_pk: int) -> HttpResponse:
    receipt = _receipt(request, pk, claim_pk, receipt_pk)[2]
    return _done(request, pk, claim_pk, lambda: actions.remove_receipt(receipt=receipt, by=request.user))


@require_POST
def receipt_answer(request: SignedInRequest, pk: int, claim_pk: int, receipt_pk: int) -> HttpResponse:
    receipt = _receipt(request, pk, claim_pk, receipt_pk)[2]
    to, said = request.POST.get("to", ""), request.POST.get("answer", "")[:4000]
    return _done(
        request,
        pk,
        claim_pk,
        lambda: actions.answer_receipt(receipt=receipt, to=to, answer=said, by=request.user),
    )


@require_POST
def claim_send(request: SignedInRequest, pk: int, claim_pk: int) -> HttpResponse:
    claim = queries.claim_in(grant_for(request.user, pk), claim_pk)
    note = request.POST.get("note", "")[:4000]
    return _done(request, pk, claim_pk, lambda: actions.send_claim(claim=claim, note=note, by=request.user))


def receipt_download(request: SignedInRequest, pk: int, claim_pk: int, receipt_pk: int) -> FileResponse:
    receipt = _receipt(request, pk, claim_pk, receipt_pk)[2]
    if not receipt.sha256:
        raise Http404
    return FileResponse(path_of(receipt.sha256).open("rb"), as_attachment=True, filename=receipt.name)


def _receipt(
    request: SignedInRequest, pk: int, claim_pk: int, receipt_pk: int
) -> tuple[Grant, Claim, Receipt]:
    grant = grant_for(request.user, pk)
    claim = queries.claim_in(grant, claim_pk)
    receipt = claim.receipts.filter(pk=receipt_pk).first()
    if receipt is None:
        raise Http404
    return grant, claim, receipt


def _done(request: SignedInRequest, pk: int, claim_pk: int, act: Any) -> HttpResponse:
    """Act, then show the claim; a refusal is said on its page."""
    try:
        act()
    except Refused as refusal:
        return claim_show(request, pk, claim_pk, refusal=refusal)
    return redirect("funding:claim_show", pk, claim_pk)
