"""The close of a stage: for the secretariat of a call."""

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
from miqyas_web.funding.actions import stage_answers as actions
from miqyas_web.funding.forms.stage_answers import StageAnswersForm
from miqyas_web.funding.models import Stage
from miqyas_web.funding.queries import stage_answers as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.stages import is_over
from miqyas_web.funding.refusals import StillSealed


def stage_for(
    request: SignedInRequest, pk: int, position: int, *, may: Permission = Permission.FUND
) -> Stage:
    call = call_for(request.user, pk, may=may)
    stage = call.stages.select_related("grid").filter(position=position).first()
    if stage is None:
        raise Http404
    stage.call = call
    return stage


def site_of(request: SignedInRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def status_of(form: Any, refusal: Refused | None) -> int:
    return refusal.status if refusal else 422 if form.errors else 200


@never_cache
def stage_answer_list(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    stage = stage_for(request, pk, position)
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
        status=status_of(form, refusal),
    )


@require_POST
def stage_answer_undo(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    actions.undo_stage_answers(stage=stage_for(request, pk, position), by=request.user)
    messages.success(request, _("The answers are taken back: nobody had been told."))
    return redirect("funding:stage_answer_list", pk, position)


@require_POST
def stage_answer_tell(request: SignedInRequest, pk: int, position: int) -> HttpResponse:
    stage = stage_for(request, pk, position, may=Permission.DECIDE)
    n = actions.tell_stage_answers(stage=stage, site=site_of(request), by=request.user)
    messages.success(
        request, ngettext("%(n)s applicant is told.", "%(n)s applicants are told.", n) % {"n": n}
    )
    return redirect("funding:stage_answer_list", pk, position)
