"""Notices, deadlines that move, questions and answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import notices as actions
from miqyas_web.funding.actions import withdrawing
from miqyas_web.funding.forms.notices import (
    AnswerForm,
    AskForm,
    DeadlineForm,
    NoticeForm,
    ReopenForm,
    WithdrawForm,
)
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.calls import public_call


def notice_create(request: SignedInRequest, pk: int) -> HttpResponse:
    call = call_for(request.user, pk, may=Permission.PUBLISH)
    form, refusal = NoticeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_notice(
                call=call, kind=form.cleaned_data["kind"], text=form.text(), by=request.user
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Published, and sent to every applicant."))
            return redirect("funding:call_show", pk)
    return _page(request, "notice_create", {"call": call, "form": form, "refusal": refusal})


def deadline_move(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    call = call_for(request.user, pk, may=Permission.PUBLISH)
    stage = call.stages.filter(position=position).first()
    if stage is None:
        raise Http404
    form, refusal = DeadlineForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            closes_at = form.cleaned_data["closes_at"]
            actions.move_deadline(stage=stage, closes_at=closes_at, text=form.text(), by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The deadline moved; every applicant was told."))
            return redirect("funding:call_show", pk)
    return _page(request, "deadline_move", {"call": call, "stage": stage, "form": form, "refusal": refusal})


def call_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw a published call, with the reason in every language."""
    call = call_for(request.user, pk, may=Permission.PUBLISH)
    form, refusal = WithdrawForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.withdraw_call(call=call, text=form.text(), by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The call is withdrawn; every applicant was told."))
            return redirect("funding:call_show", pk)
    return _page(request, "call_withdraw", {"call": call, "form": form, "refusal": refusal})


def call_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a withdrawn call again, by an erratum."""
    call = call_for(request.user, pk, may=Permission.PUBLISH)
    form, refusal = ReopenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.reopen_call(
                call=call, text=form.text(), closes_at=form.cleaned_data["closes_at"], by=request.user
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The call is open again; every applicant was told."))
            return redirect("funding:call_show", pk)
    return _page(request, "call_reopen", {"call": call, "form": form, "refusal": refusal})


def _page(request: SignedInRequest, page: str, context: dict[str, Any]) -> HttpResponse:
    refusal = context["refusal"]
    status = refusal.status if refusal else 422 if context["form"].errors else 200
    return render(request, f"funding/{page}.html", context, status=status)


def question_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask; any person who is signed in may."""
    call = public_call(slug)
    form, refusal = AskForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_question(call=call, text=form.cleaned_data["text"], by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request, _("Your question was sent. Its answer will stand on the page of the call.")
            )
            return redirect("funding:call_read", slug)
    return _page(request, "question_create", {"call": call, "form": form, "refusal": refusal})


def question_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Questions put to a call, those without an answer first."""
    call = call_for(request.user, pk, may=Permission.FUND)
    form, refusal = AnswerForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        number = request.POST.get("question", "")
        question = call.asked.filter(pk=number).first() if number.isdecimal() else None
        if question is None:
            raise Http404
        try:
            actions.answer_question(question=question, answer=form.cleaned_data["answer"], by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:question_list", pk)
    context = {
        "call": call,
        "form": form,
        "refusal": refusal,
        "waiting": call.asked.filter(answer="").order_by("asked_at", "pk"),
        "answered": call.asked.exclude(answer="").order_by("-answered_at", "-pk"),
    }
    return _page(request, "question_list", context)
