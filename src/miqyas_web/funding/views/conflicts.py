"""Ties: declared before reading, found in the records, reported, contested, settled."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import conflicts as actions
from miqyas_web.funding.actions.reviewers import end_reviewing
from miqyas_web.funding.forms.reviewers import DeclareForm, ReportConflictForm, SettleForm
from miqyas_web.funding.queries import reviewers as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.own_places import own_places
from miqyas_web.funding.queries.ties import applications_by_organisation, people_watched
from miqyas_web.funding.views.reviewers import call_crumbs, title_of
from miqyas_web.initiatives.rules import writable


@never_cache
def reviewing_list(request: SignedInRequest) -> HttpResponse:
    seats = [(seat, title_of(seat.call)) for seat in queries.own_seats(request.user)]
    return render(request, "funding/reviewing_list.html", {"seats": seats, "own": own_places(request.user)})


@never_cache
def reviewing_declare(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewer = queries.reviewer_self(request.user, pk)
    tied = list(applications_by_organisation(reviewer.call).values())
    form = DeclareForm(request.POST if request.method == "POST" else None, tied=tied)
    if form.is_valid():
        n = actions.declare_conflicts(reviewer=reviewer, ties=form.ties, by=request.user)
        told = ngettext(
            "Your ties are kept: %(n)s application is hidden from you.",
            "Your ties are kept: %(n)s applications are hidden from you.",
            n,
        )
        messages.success(request, told % {"n": n})
        return redirect("funding:reviewing_show", reviewer.pk)
    context = {
        "reviewer": reviewer,
        "title": title_of(reviewer.call),
        "form": form,
        "conflicts": queries.own_conflicts(reviewer),
    }
    return render(request, "funding/reviewing_declare.html", context, status=422 if form.errors else 200)


@require_POST
def reviewing_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewer = queries.reviewer_self(request.user, pk)
    end_reviewing(
        reviewer=reviewer, because=writable(request.POST.get("because", "")[:2000]), by=request.user
    )
    messages.success(request, _("You read no more for this call. What you sent stays."))
    return redirect("funding:reviewing_list")


@require_POST
def conflict_contest(request: SignedInRequest, pk: int) -> HttpResponse:
    conflict = queries.own_conflict(request.user, pk)
    actions.contest_conflict(
        conflict=conflict, because=writable(request.POST.get("because", "")[:2000]), by=request.user
    )
    messages.success(request, _("The secretariat will read it. Until then the file stays hidden."))
    return redirect("funding:reviewing_list")


@never_cache
def conflict_list(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call = call_for(request.user, call_pk, may=Permission.FUND)
    form = ReportConflictForm(
        request.POST or None,
        call=call,
        watched=people_watched(call),
        hidden=queries.hidden_applications(call, request.user),
    )
    if form.is_valid():
        try:
            actions.report_conflict(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The tie is written down: the file is hidden from this person."))
            return redirect("funding:conflict_list", call.pk)
    shown = queries.conflicts_of(call, request.user)
    context = {
        "call": call,
        "form": form,
        "conflicts": [each for each in shown if not each.is_hidden],
        "n_hidden": sum(each.is_hidden for each in shown),
        "crumbs": call_crumbs(call, (_("Conflicts of interest"), "")),
    }
    return render(request, "funding/conflict_list.html", context, status=422 if form.errors else 200)


@require_POST
def conflict_find(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call = call_for(request.user, call_pk, may=Permission.FUND)
    n = actions.find_conflicts(call=call, by=request.user)
    found = ngettext("%(n)s new tie was found.", "%(n)s new ties were found.", n) % {"n": n}
    messages.success(request, found if n else _("Nothing new was found in the records."))
    return redirect("funding:conflict_list", call.pk)


@never_cache
def conflict_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    conflict = queries.conflict_of_secretariat(request.user, pk)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        try:
            actions.settle_conflict(
                conflict=conflict,
                lift=form.cleaned_data["lift"] == "lift",
                because=form.cleaned_data["because"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is kept."))
            return redirect("funding:conflict_list", conflict.application.call_id)
    shown = next(
        each
        for each in queries.conflicts_of(conflict.application.call, request.user)
        if each.conflict.pk == conflict.pk
    )
    context = {"shown": shown, "form": form, "call": conflict.application.call}
    return render(request, "funding/conflict_settle.html", context, status=422 if form.errors else 200)
