"""The close of a stage, and interviews: for the secretariat of a call."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import interviews as hearing
from miqyas_web.funding.actions import stage_answers as actions
from miqyas_web.funding.enums import StageKind
from miqyas_web.funding.forms.stage_answers import MoveForm, PlanForm, RecordForm, StageAnswersForm
from miqyas_web.funding.models import Stage
from miqyas_web.funding.queries import stage_answers as queries
from miqyas_web.funding.queries.access import call_for, has_conflict
from miqyas_web.funding.queries.stages import is_over
from miqyas_web.funding.refusals import Recused, StillSealed


def _stage(request: SignedInRequest, pk: int, position: int, *, may: Permission = Permission.FUND) -> Stage:
    call = call_for(request.user, pk, may=may)
    stage = call.stages.select_related("grid").filter(position=position).first()
    if stage is None:
        raise Http404
    stage.call = call
    return stage


def _site(request: SignedInRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _status(form: Any, refusal: Refused | None) -> int:
    return refusal.status if refusal else 422 if form.errors else 200


@never_cache
def stage_answer_list(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    stage = _stage(request, pk, position)
    if not is_over(stage):
        raise StillSealed
    found, refusal = queries.stage_round(stage, request.user), None
    first = request.GET.get("first", "")
    form = StageAnswersForm(
        request.POST or None, rows=found.rows, first=int(first) if first.isdecimal() and len(first) < 6 else 0
    )
    if request.method == "POST" and form.is_valid():
        try:
            n = actions.write_stage_answers(stage=stage, answers=form.said(), by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request,
                ngettext(
                    "%(n)s answer kept. Nobody is told yet.", "%(n)s answers kept. Nobody is told yet.", n
                )
                % {"n": n},
            )
            return redirect("funding:stage_answer_list", pk, position)
    may_tell = Permission.DECIDE in permissions_in(stage.call.organisation, request.user)
    context = {"call": stage.call, "stage": stage, "round": found, "form": form, "refusal": refusal}
    return render(
        request,
        "funding/stage_answer_list.html",
        context | {"may_tell": may_tell, "first": first},
        status=_status(form, refusal),
    )


@require_POST
def stage_answer_undo(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    actions.undo_stage_answers(stage=_stage(request, pk, position), by=request.user)
    messages.success(request, _("The answers are taken back: nobody had been told."))
    return redirect("funding:stage_answer_list", pk, position)


@require_POST
def stage_answer_tell(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    stage = _stage(request, pk, position, may=Permission.DECIDE)
    n = actions.tell_stage_answers(stage=stage, site=_site(request), by=request.user)
    messages.success(
        request, ngettext("%(n)s applicant is told.", "%(n)s applicants are told.", n) % {"n": n}
    )
    return redirect("funding:stage_answer_list", pk, position)


@never_cache
def interview_list(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    stage = _stage(request, pk, position)
    if stage.kind != StageKind.INTERVIEW:
        raise Http404
    form, refusal = PlanForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            hearing.plan_interviews(
                stage=stage,
                first=form.slot(),
                pause=form.cleaned_data["pause"],
                site=_site(request),
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
    return render(request, "funding/interview_list.html", context, status=_status(form, refusal))


@never_cache
def interview_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move it before it is held; write its record afterwards."""
    interview = queries.interview_for(request.user, pk, may=Permission.FUND)
    if has_conflict(request.user, interview.application):
        raise Recused
    is_move = "place" in request.POST
    move = MoveForm(request.POST if is_move else None, interview=interview)
    record = RecordForm(request.POST if request.POST and not is_move else None, interview=interview)
    form: Any = move if is_move else record
    refusal = None
    if request.method == "POST" and form.is_valid():
        said = {"interview": interview, "revision": form.cleaned_data["revision"], "by": request.user}
        try:
            if is_move:
                hearing.move_interview(**said, slot=move.slot(), site=_site(request))
            else:
                facts = {name: record.cleaned_data[name] for name in ("has_come", "present", "record")}
                hearing.record_interview(**said, **facts)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept."))
            return redirect("funding:interview_list", interview.stage.call_id, interview.stage.position)
    context: dict[str, Any] = {"call": interview.stage.call, "stage": interview.stage, "interview": interview}
    context |= {"move": move, "record": record, "form": form, "refusal": refusal}
    return render(request, "funding/interview_edit.html", context, status=_status(form, refusal))
