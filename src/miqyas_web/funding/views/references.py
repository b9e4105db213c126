"""Anchors and files to learn on: the secretariat's pages, and the reviewer's."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import references as actions
from miqyas_web.funding.forms.references import (
    InventedFileForm,
    LevelsForm,
    NameAnchorForm,
    PastFileForm,
    TrainingForm,
    levels_written,
)
from miqyas_web.funding.models import Call, Stage
from miqyas_web.funding.queries import references as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.design import anchors_foreseen
from miqyas_web.funding.queries.files import facts_beside, reference_read
from miqyas_web.funding.queries.progress import applications_read
from miqyas_web.funding.queries.reviewers import hidden_applications, reviewer_self
from miqyas_web.funding.queries.stages import stage_read, stage_to_come
from miqyas_web.funding.rules.scales import ShownCriterion, criteria_of
from miqyas_web.funding.views.reviewers import call_crumbs, title_of


def _open(request: SignedInRequest, call_pk: int, here: str) -> tuple[Call, Stage | None, dict[str, Any]]:
    """A file to learn on is written before the deadline; a candidate is named after."""
    call = call_for(request.user, call_pk, may=Permission.FUND)
    stage = stage_read(call, request.GET.get("stage", "")) or stage_to_come(call)
    return call, stage, {"call": call, "stage": stage, "crumbs": call_crumbs(call, (here, ""))}


def _criteria(stage: Stage) -> list[ShownCriterion]:
    return criteria_of(stage.grid.content if stage.grid else {}, get_language() or "")


@never_cache
def reference_list(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call, stage, context = _open(request, call_pk, _("Anchors and training"))
    if stage is None:
        return render(request, "funding/reference_list.html", context)
    asked = request.POST.get("do", "")
    candidates = applications_read(stage).exclude(pk__in=hidden_applications(call, request.user))
    naming = NameAnchorForm(request.POST if asked == "name" else None, applications=candidates)
    past = PastFileForm(
        request.POST if asked == "past" else None, applications=queries.past_applications(call, request.user)
    )
    try:
        if naming.is_valid():
            actions.name_anchor(stage=stage, by=request.user, **naming.cleaned_data)
            messages.success(request, _("Every reviewer will read this file: share out the files again."))
            return redirect("funding:reference_list", call.pk)
        if past.is_valid():
            file = actions.take_past_file(stage=stage, by=request.user, **past.cleaned_data)
            return redirect("funding:reference_edit", call.pk, file.pk)
    except Refused as refusal:
        (naming if asked == "name" else past).add_error(None, str(refusal))
    context |= {
        "files": queries.references_shown(stage, request.user),
        "foreseen": anchors_foreseen(stage),
        "naming": naming,
        "past": past,
    }
    status = 422 if naming.errors or past.errors else 200
    return render(request, "funding/reference_list.html", context, status=status)


@never_cache
def reference_create(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call, stage, context = _open(request, call_pk, _("Write a file"))
    if stage is None:
        raise Http404
    criteria = _criteria(stage)
    form = InventedFileForm(
        request.POST or None, criteria=criteria, questions=stage.questions, language=get_language() or ""
    )
    if form.is_valid():
        sent = form.cleaned_data
        try:
            actions.write_reference(
                stage=stage, use=sent["use"], title=sent["title"], content=form.content, levels=form.levels,
                criteria=criteria, by=request.user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The file is kept."))
            return redirect("funding:reference_list", call.pk)
    context |= {"form": form}
    return render(request, "funding/reference_create.html", context, status=422 if form.errors else 200)


@never_cache
def reference_edit(request: SignedInRequest, call_pk: int, pk: int) -> HttpResponse:
    call, _stage, context = _open(request, call_pk, _("Anchors and training"))
    file = queries.reference_for(call, pk, request.user)
    if file.application_id is not None:
        return redirect("funding:reference_list", call.pk)
    criteria = _criteria(file.stage)
    form = LevelsForm(
        request.POST or None, initial=levels_written(file.title, file.levels), criteria=criteria
    )
    if form.is_valid():
        try:
            actions.set_levels(
                file=file, title=form.cleaned_data["title"], levels=form.levels, criteria=criteria,
                by=request.user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The levels are kept."))
            return redirect("funding:reference_list", call.pk)
    context |= {"form": form, "reference": file, "file": reference_read(file, get_language() or "")}
    return render(request, "funding/reference_edit.html", context, status=422 if form.errors else 200)


@require_POST
def reference_retire(request: SignedInRequest, call_pk: int, pk: int) -> HttpResponse:
    call = call_for(request.user, call_pk, may=Permission.FUND)
    actions.retire_reference(file=queries.reference_for(call, pk, request.user), by=request.user)
    messages.success(request, _("This file is used no more. What was read of it stays."))
    return redirect("funding:reference_list", call.pk)


@never_cache
def training_read(request: SignedInRequest, pk: int, file_pk: int) -> HttpResponse:
    reviewer = reviewer_self(request.user, pk)
    reference = queries.lesson_of(reviewer, file_pk)
    criteria = _criteria(reference.stage)
    answer = queries.answer_of(reviewer, reference)
    form = TrainingForm(request.POST or None, criteria=criteria)
    if answer is None and form.is_valid():
        try:
            actions.answer_training(
                reviewer=reviewer, file=reference, levels=form.levels, criteria=criteria, by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("funding:training_read", reviewer.pk, reference.pk)
    file = reference_read(reference, get_language() or "")
    context = {
        "reviewer": reviewer, "reference": reference, "title": title_of(reviewer.call), "file": file,
        "form": form, "rows": [(form[f"level-{each.key}"], facts_beside(each, file)) for each in criteria],
        "beside": queries.beside_reference(answer, criteria) if answer else None,
    }  # fmt: skip
    return render(request, "funding/training_read.html", context, status=422 if form.errors else 200)
