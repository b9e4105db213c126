"""Interviews: times for the applicants of a stage, then what was said. For the secretariat of a call."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import interviews as actions
from miqyas_web.funding.enums import StageKind
from miqyas_web.funding.forms.stage_answers import MoveForm, PlanForm, RecordForm
from miqyas_web.funding.queries import interviews as queries
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.views.stage_answers import site_of, stage_for, status_of


@never_cache
def interview_list(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    stage = stage_for(request, pk, position)
    if stage.kind != StageKind.INTERVIEW:
        raise Http404
    form, refusal = PlanForm(request.POST or None, readers=queries.readers_of(stage.call)), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_interviews(
                stage=stage,
                first=form.slot(),
                pause=form.cleaned_data["pause"],
                site=site_of(request),
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Times given; every applicant is told."))
            return redirect("funding:interview_list", pk, position)
    booked, waiting, n_hidden = queries.interviews_of(stage, request.user)
    context = {"call": stage.call, "stage": stage, "form": form, "refusal": refusal}
    context |= {"booked": booked, "waiting": waiting, "n_hidden": n_hidden}
    return render(request, "funding/interview_list.html", context, status=status_of(form, refusal))


@never_cache
def interview_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move it before it is held; write its record afterwards."""
    interview = queries.interview_for(request.user, pk, may=Permission.FUND)
    if has_conflict(request.user, interview.application):
        raise Recused
    is_move = "place" in request.POST
    readers = queries.readers_of(interview.stage.call, interview.application)
    move = MoveForm(request.POST if is_move else None, interview=interview, readers=readers)
    record = RecordForm(request.POST if request.POST and not is_move else None, interview=interview)
    form: Any = move if is_move else record
    refusal = None
    if request.method == "POST" and form.is_valid():
        said = {"interview": interview, "revision": form.cleaned_data["revision"], "by": request.user}
        try:
            if is_move:
                actions.move_interview(**said, slot=move.slot(), site=site_of(request))
            else:
                facts = {name: record.cleaned_data[name] for name in ("has_come", "present", "record")}
                actions.record_interview(**said, **facts)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept."))
            return redirect("funding:interview_list", interview.stage.call_id, interview.stage.position)
    context: dict[str, Any] = {"call": interview.stage.call, "stage": interview.stage, "interview": interview}
    context |= {"move": move, "record": record, "form": form, "refusal": refusal}
    return render(request, "funding/interview_edit.html", context, status=status_of(form, refusal))
