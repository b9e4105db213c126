"""Who reads what, and how far the reading is."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import assigning as actions
from miqyas_web.funding.forms.assigning import AssignForm, ShareOutForm
from miqyas_web.funding.models import Assignment, Call, Reviewer, Stage
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.design import links_of
from miqyas_web.funding.queries.disagreements import disagreeing_shown
from miqyas_web.funding.queries.progress import applications_read, progress_of
from miqyas_web.funding.queries.reviewers import hidden_applications, reviewer_of_secretariat
from miqyas_web.funding.queries.stages import stage_read
from miqyas_web.funding.rules.settings import settings_of
from miqyas_web.funding.views.reviewers import call_crumbs


def reading_of(
    request: SignedInRequest, call_pk: int, here: str
) -> tuple[Call, Stage | None, dict[str, Any]]:
    """The call for who runs it, the stage being read, and what every page of its reading shows."""
    call = call_for(request.user, call_pk, may=Permission.FUND)
    stage = stage_read(call, request.GET.get("stage", ""))
    context: dict[str, Any] = {"call": call, "stage": stage, "crumbs": call_crumbs(call, (here, ""))}
    if stage is not None:
        context["progress"] = progress_of(stage, request.user, get_language() or "")
    return call, stage, context


@never_cache
def review_progress(request: SignedInRequest, call_pk: int) -> HttpResponse:
    _call, stage, context = reading_of(request, call_pk, _("Progress"))
    if stage is not None:
        context |= disagreeing_shown(stage, context["progress"], request.user)
    return render(request, "funding/review_progress.html", context)


@require_POST
def reader_add(request: SignedInRequest, call_pk: int, pk: int) -> HttpResponse:
    call = call_for(request.user, call_pk, may=Permission.FUND)
    stage = stage_read(call, request.GET.get("stage", ""))
    if stage is None:
        raise Http404
    hidden = hidden_applications(call, request.user)
    application = get_object_or_404(applications_read(stage).exclude(pk__in=hidden), pk=pk)
    reviewer = reviewer_of_secretariat(request.user, whole_number(request.POST.get("reviewer", "")))
    actions.ask_one_more(
        stage=stage, application=application, reviewer=reviewer, link=reading_link(request)(reviewer),
        by=request.user,
    )  # fmt: skip
    messages.success(
        request,
        _("%(name)s is asked to read this file too, and gets a letter.") % {"name": reviewer.person.name},
    )
    return redirect("funding:review_progress", call.pk)


def whole_number(text: str) -> int:
    """A number of a form; 0, which is nobody, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() else 0


def reading_link(request: SignedInRequest) -> Callable[[Reviewer], str]:
    """The address of a reviewer's own page, for letters."""
    return lambda reviewer: request.build_absolute_uri(reverse("funding:reviewing_show", args=[reviewer.pk]))


@require_POST
def reviewer_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewer = reviewer_of_secretariat(request.user, pk, may=Permission.FUND)
    n = actions.remind_reviewer(reviewer=reviewer, link=reading_link(request)(reviewer), by=request.user)
    told = ngettext(
        "A letter reminds this person of %(n)s file.", "A letter reminds this person of %(n)s files.", n
    )
    messages.success(request, told % {"n": n})
    return redirect("funding:review_progress", reviewer.call_id)


@never_cache
def assignment_list(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call, stage, context = reading_of(request, call_pk, _("Who reads what"))
    if stage is None:
        if request.method == "POST":
            raise Http404
        return render(request, "funding/assignment_list.html", context)
    form = AssignForm(
        request.POST or None, stage=stage, hidden=hidden_applications(call, request.user),
        initial={"application": request.GET.get("application", "")},
    )  # fmt: skip
    if form.is_valid():
        try:
            link = reading_link(request)(form.cleaned_data["reviewer"])
            actions.assign_file(stage=stage, by=request.user, link=link, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The file is given."))
            return redirect("funding:assignment_list", call.pk)
    each = settings_of(call.settings).reviews_by_file
    context |= {"form": form, "share": ShareOutForm(initial={"each": each}), "groups": links_of(stage)}
    return render(request, "funding/assignment_list.html", context, status=422 if form.errors else 200)


@require_POST
def assignment_release(request: SignedInRequest, pk: int) -> HttpResponse:
    among = Assignment.objects.filter(stage__call__in=Call.objects.visible_to(request.user))
    given = get_object_or_404(among.select_related("stage__call__organisation"), pk=pk)
    actions.release_file(assignment=given, by=request.user)
    messages.success(request, _("The file is taken back."))
    return redirect("funding:assignment_list", given.stage.call_id)
