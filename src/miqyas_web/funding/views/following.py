"""Along a grant: the close, lessons, disputes; what is asked of reports; the grants of an initiative."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import closing, disputes, lessons, reports
from miqyas_web.funding.forms.following import CloseForm, LessonForm, ReportingForm
from miqyas_web.funding.models import Grant
from miqyas_web.funding.queries import following as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.closing import balance_of
from miqyas_web.funding.queries.grants import grant_for, sides_of
from miqyas_web.funding.rules.reporting import QUESTIONS, reporting_of
from miqyas_web.initiatives.queries import initiative_for


def grant_frame(grant: Grant, here: str) -> dict[str, Any]:
    """The grant and the way back to it."""
    crumbs = [
        (_("Grants"), "/funding/grants/"),
        (grant.reference, f"/funding/grants/{grant.pk}/"),
        (here, ""),
    ]
    return {"grant": grant, "crumbs": crumbs}


def grant_close(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = grant_for(request.user, pk)
    form, refusal = CloseForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            closing.close_grant(grant=grant, said=form.cleaned_data, by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:grant_show", pk)
    context = {
        **grant_frame(grant, _("Close the grant")),
        "form": form,
        "refusal": refusal,
        "balance": balance_of(grant),
        "sides": sides_of(request.user, grant),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/grant_close.html", context, status=status)


def lesson_create(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = grant_for(request.user, pk)
    sides = sides_of(request.user, grant)
    form, refusal = LessonForm(request.POST or None, grant=grant, may_show=sides.may_fund), None
    if request.method == "POST" and form.is_valid():
        try:
            lessons.keep_lesson(grant=grant, said=form.said(), by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:lesson_create", pk)
    context = {
        **grant_frame(grant, _("Lessons")),
        "form": form,
        "refusal": refusal,
        "sides": sides,
        "lessons": queries.lessons_of(grant),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/lesson_create.html", context, status=status)


def lesson_list(request: SignedInRequest) -> HttpResponse:
    asked = {
        name: request.GET.get(name, "").strip()[:100] for name in ("words", "theme", "region", "indicator")
    }
    page = queries.lessons_found(request.user, page=request.GET.get("page", "1"), **asked)
    context = {
        "page": page,
        "asked": asked,
        "is_filtered": any(asked.values()),
        **queries.lesson_choices(request.user),
    }
    return render(request, "funding/lesson_list.html", context)


def call_lessons(request: SignedInRequest, pk: int) -> HttpResponse:
    """What earlier grants taught on the themes of a call, for whoever writes it."""
    call = call_for(request.user, pk)
    page = queries.lessons_of_call(call, request.user, page=request.GET.get("page", "1"))
    return render(request, "funding/lesson_list.html", {"page": page, "call": call})


@require_POST
def payment_contest(request: SignedInRequest, pk: int, payment_pk: int) -> HttpResponse:
    payment = grant_for(request.user, pk).payments.filter(pk=payment_pk).first()
    if payment is None:
        raise Http404
    disputes.contest_payment(payment=payment, text=request.POST.get("answer", "")[:4000], by=request.user)
    return redirect("funding:grant_show", pk)


@require_POST
def dispute_answer(request: SignedInRequest, pk: int, dispute_pk: int) -> HttpResponse:
    dispute = queries.dispute_in(grant_for(request.user, pk), dispute_pk)
    to, said = request.POST.get("to", ""), request.POST.get("answer", "")[:4000]
    disputes.answer_dispute(dispute=dispute, to=to, answer=said, by=request.user)
    return redirect("funding:grant_show", pk)


def reporting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk, may=Permission.FUND)
    form, refusal = ReportingForm(request.POST or None, call=call), None
    if request.method == "POST" and form.is_valid():
        try:
            reports.set_reporting(call=call, reporting=form.said(), by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:call_show", pk)
    held = reporting_of(call.reporting)
    context = {
        "call": call,
        "form": form,
        "refusal": refusal,
        "held": held,
        "questions": list(QUESTIONS.values()),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/reporting_edit.html", context, status=status)


def initiative_grants(request: SignedInRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    grants = queries.grants_received(initiative)
    context = {"initiative": initiative, "step": "grants", "grants": grants}
    return render(request, "funding/initiative_grants.html", context)
