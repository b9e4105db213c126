"""An appeal as it is filed against the answer of a stage, and any appeal as it is heard."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import appeals as actions
from miqyas_web.funding.enums import AppealState
from miqyas_web.funding.forms.appeals import AnswerForm, AppealForm, HearingForm, StageHearingForm
from miqyas_web.funding.models import Appeal
from miqyas_web.funding.queries import appeals as queries
from miqyas_web.funding.queries.stage_answers import told_answer
from miqyas_web.funding.rules.texts import said


def stage_appeal_create(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = queries.stage_answer_of_applicant(request.user, pk)
    told, form, refusal = told_answer(answer), AppealForm(request.POST or None), None
    if told.appeal is not None:
        return redirect("funding:appeal_show", told.appeal.pk)
    if request.method == "POST" and form.is_valid():
        try:
            appeal = actions.file_stage_appeal(answer=answer, **form.cleaned_data, by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:appeal_show", appeal.pk)
    context = {
        "told": told,
        "application": answer.application,
        "initiative": answer.application.initiative,
        "step": "funding",
        "form": form,
        "refusal": refusal,
        "is_open": not answer.is_invited and clock.now() <= told.appeal_end,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "funding/stage_appeal_create.html", context, status=status)


def _form_for(appeal: Appeal, data: Any = None) -> AnswerForm:
    return HearingForm(data) if appeal.stage_answer_id is None else StageHearingForm(data)


def appeal_show(
    request: SignedInRequest,
    pk: int,
    *,
    form: AnswerForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    appeal = queries.appeal_for(request.user, pk)
    application = appeal.application
    rights = permissions_in(application.call.organisation, request.user)
    may_hear = Permission.DECIDE in rights and not queries.has_scored(request.user, application.call)
    context = {
        "appeal": appeal,
        "application": application,
        "form": form or _form_for(appeal),
        "refusal": refusal,
        "may_hear": may_hear and appeal.heard_by_id in (None, request.user.pk),
        "is_funder": bool(rights),
        "is_filed": appeal.state == AppealState.FILED,
        "is_open": appeal.state in queries.WAITING,
        "is_upheld": appeal.state == AppealState.UPHELD,
        "crumbs": [(said(application.call.title), ""), (_("Appeal"), "")],
    }
    return render(request, "funding/appeal_show.html", context, status=status)


@require_POST
def appeal_admit(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.admit_appeal(appeal=queries.appeal_for(request.user, pk), by=request.user)
    return redirect("funding:appeal_show", pk)


@require_POST
def appeal_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    appeal = queries.appeal_for(request.user, pk)
    form, is_upheld = _form_for(appeal, request.POST), "uphold" in request.POST
    if form.is_valid() and is_upheld and form.cleaned_data[form.needed] is None:
        form.add_error(form.needed, _("Write it: an appeal that is upheld needs it."))
    if form.errors:
        return appeal_show(request, pk, form=form, status=422)
    try:
        where = _settle(request, appeal, form.cleaned_data, is_upheld=is_upheld)
    except Refused as refusal:
        return appeal_show(request, pk, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, _("The appeal is settled, and the applicant is told."))
    return redirect(*where)


def _settle(
    request: SignedInRequest, appeal: Appeal, cleaned: dict[str, Any], *, is_upheld: bool
) -> tuple[str, int]:
    """Settle it; answers with the page to go to."""
    said: dict[str, Any] = {"appeal": appeal, "answer": cleaned["answer"], "by": request.user}
    said["site"] = request.build_absolute_uri("/").rstrip("/")
    if not is_upheld:
        actions.reject_appeal(**said)
    elif appeal.stage_answer_id is not None:
        actions.uphold_stage_appeal(**said, days=cleaned["days"])
    else:
        allocation = actions.uphold_appeal(**said, score=float(cleaned["score"]))
        return "funding:allocation_show", allocation.pk
    return "funding:appeal_show", appeal.pk
