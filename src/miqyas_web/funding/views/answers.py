"""The letter as the applicant reads it, and the appeal as it is heard."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import answers as actions
from miqyas_web.funding.enums import AppealState
from miqyas_web.funding.forms.decisions import AppealForm, HearingForm
from miqyas_web.funding.models import Appeal
from miqyas_web.funding.queries import decisions as queries


def letter_show(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = queries.letter_for(request.user, pk)
    form = AppealForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            appeal = actions.file_appeal(letter=letter, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return redirect("funding:appeal_show", appeal.pk)
    if is_applicant := queries.is_applicant(request.user, letter):
        actions.read_letter(letter=letter, by=request.user)
    end = queries.appeal_end(letter)
    context = {
        "letter": letter,
        "application": letter.outcome.application,
        "appeal": letter.outcome.appeals.first(),
        "form": form if is_applicant and clock.now() <= end else None,
        "end": end,
        "crumbs": [(str(letter.outcome.decision.call), ""), (_("The answer"), "")],
    }
    return render(request, "funding/letter_show.html", context, status=status)


FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def letter_download(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    letter = queries.letter_for(request.user, pk)
    if form not in FORMS:
        raise Http404
    if queries.is_applicant(request.user, letter):
        actions.read_letter(letter=letter, by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="{letter.outcome.application.reference}.{form}"'}
    return HttpResponse(queries.letter_document(letter, form), content_type=FORMS[form], headers=headers)


def appeal_show(
    request: SignedInRequest, pk: int, *, form: HearingForm | None = None, status: int = 200
) -> HttpResponse:
    appeal = queries.appeal_for(request.user, pk)
    call = appeal.outcome.decision.call
    context = {
        "appeal": appeal,
        "application": appeal.outcome.application,
        "form": form or HearingForm(),
        "may_hear": _may_hear(request, appeal),
        "is_filed": appeal.state == AppealState.FILED,
        "is_open": appeal.state in (AppealState.FILED, AppealState.ADMITTED),
        "crumbs": [(str(call), ""), (_("Appeal"), "")],
    }
    return render(request, "funding/appeal_show.html", context, status=status)


def _may_hear(request: SignedInRequest, appeal: Appeal) -> bool:
    call = appeal.outcome.decision.call
    is_decider = Permission.DECIDE in permissions_in(call.organisation, request.user)
    return is_decider and not queries.has_scored(request.user, call)


@require_POST
def appeal_admit(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.admit_appeal(appeal=queries.appeal_for(request.user, pk), by=request.user)
    return redirect("funding:appeal_show", pk)


@require_POST
def appeal_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    appeal, form = queries.appeal_for(request.user, pk), HearingForm(request.POST)
    is_upheld = "uphold" in request.POST
    if form.is_valid() and is_upheld and form.cleaned_data["score"] is None:
        form.add_error("score", _("Write the score once the error is corrected."))
    if form.errors:
        return appeal_show(request, pk, form=form, status=422)
    said: dict[str, Any] = {"appeal": appeal, "answer": form.cleaned_data["answer"], "by": request.user}
    try:
        if not is_upheld:
            actions.reject_appeal(**said)
            return redirect("funding:appeal_show", pk)
        allocation = actions.uphold_appeal(**said, score=float(form.cleaned_data["score"]))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return appeal_show(request, pk, form=form, status=refusal.status)
    return redirect("funding:allocation_show", allocation.pk)
