"""The budget of a call: try, keep, read, take again, download."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import allocations as actions
from miqyas_web.funding.forms.allocations import KeepForm, TryForm
from miqyas_web.funding.queries import allocations as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.funding.queries.budgets import rules_of
from miqyas_web.funding.queries.candidates import Round, hidden_from, round_of, without
from miqyas_web.funding.queries.replays import last_replay
from miqyas_web.ui.requests import wants_fragment

PAGE = "funding/allocation_create.html"
EXACT = "exact"  # in the address: the exact list, however long it takes; without it a first answer will do


def allocation_create(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call = call_for(request.user, call_pk)
    sent = request.POST if request.method == "POST" else request.GET or None
    whole = round_of(call)
    form, keep = _try_form(request, whole, sent), KeepForm(request.POST or None)
    change = form.change() if form.is_valid() else queries.Change()
    if request.method == "POST" and not form.errors and keep.is_valid():
        try:
            allocation = actions.keep_allocation(
                call=call, change=change, note=keep.cleaned_data["note"], by=request.user
            )
        except Refused as refusal:
            return _try_page(request, whole, form, change, refusal=refusal)
        return redirect("funding:allocation_show", allocation.pk)
    return _try_page(request, whole, form, change)


def _try_form(request: SignedInRequest, whole: Round, sent: Any) -> TryForm:
    rules = rules_of(whole.call)
    seen = without(whole, hidden_from(request.user, whole.call))
    files = [(one.reference, str(one.application)) for one in seen.open]
    return TryForm(sent, budget=rules.budget_mad, policy=rules.policy, files=files)


def _try_page(
    request: SignedInRequest,
    whole: Round,
    form: TryForm,
    change: queries.Change,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    call, tried = whole.call, None
    try:
        tried = queries.tried(call, change, request.user, soon=EXACT not in request.GET, whole=whole)
    except Refused as said:
        refusal = refusal or said
    context = {
        "call": call,
        "form": form,
        "keep": KeepForm(),
        "tried": tried,
        "is_changed": change != queries.Change(),
        # Not a tag of the template: a fragment is drawn without what stands above it.
        "here": reverse("funding:allocation_create", args=[call.pk]),
        "exactly": _exactly(request),
        "kept": queries.kept_of(call),
        "refusal": refusal,
        "may_fund": Permission.FUND in permissions_in(call.organisation, request.user),
        "crumbs": [(str(call), reverse("funding:call_show", args=[call.pk])), (_("Allocation"), "")],
    }
    part = "#answer" if wants_fragment(request) else ""
    status = refusal.status if refusal and request.method == "POST" else 422 if form.errors else 200
    return render(request, PAGE + part, context, status=status)


def _exactly(request: SignedInRequest) -> str:
    """The same try, asked for exactly."""
    asked = (request.POST if request.method == "POST" else request.GET).copy()
    for name in ("csrfmiddlewaretoken", "note"):
        asked.pop(name, None)
    asked[EXACT] = "1"
    return asked.urlencode()


def allocation_show(request: SignedInRequest, pk: int) -> HttpResponse:
    allocation = queries.allocation_for(request.user, pk)
    told, n_hidden = queries.told_allocation(allocation, request.user)
    permissions = permissions_in(allocation.call.organisation, request.user)
    context = {
        "allocation": allocation,
        "call": allocation.call,
        "told": told,
        "n_hidden": n_hidden,
        "replayed": last_replay(allocation, request.user),
        "decisions": list(allocation.decisions.all()),
        "may_fund": Permission.FUND in permissions,
        "may_decide": Permission.DECIDE in permissions,
        "crumbs": [
            (str(allocation.call), reverse("funding:call_show", args=[allocation.call_id])),
            (_("Allocation"), ""),
        ],
    }
    return render(request, "funding/allocation_show.html", context)


def allocation_file(request: SignedInRequest, pk: int, reference: str) -> HttpResponse:
    allocation = queries.allocation_for(request.user, pk)
    line, far = queries.far_of(allocation, reference, request.user)
    part = "#far" if wants_fragment(request) else ""
    crumbs = [
        (str(allocation.call), reverse("funding:call_show", args=[allocation.call_id])),
        (_("Allocation"), reverse("funding:allocation_show", args=[pk])),
        (reference, ""),
    ]
    context = {"allocation": allocation, "line": line, "far": far, "crumbs": crumbs}
    return render(request, f"funding/allocation_file.html{part}", context)


@require_POST
def allocation_weigh(request: SignedInRequest, pk: int) -> HttpResponse:
    allocation = queries.allocation_for(request.user, pk, may=Permission.FUND)
    job = actions.ask_weighing(allocation=allocation, by=request.user)
    return redirect("ui:job_show", job.pk)


@require_POST
def allocation_replay(request: SignedInRequest, pk: int) -> HttpResponse:
    allocation = queries.allocation_for(request.user, pk)
    if allocation.weighings.exists():
        return redirect("ui:job_show", actions.ask_replay(allocation=allocation, by=request.user).pk)
    actions.replay_allocation(allocation=allocation, by=request.user)
    return redirect(reverse("funding:allocation_show", args=[pk]) + "#again")


def allocation_download(request: SignedInRequest, pk: int) -> HttpResponse:
    allocation = queries.allocation_for(request.user, pk, may=Permission.FUND)
    written = json.dumps(queries.file_for(request.user, allocation), ensure_ascii=False, indent=1) + "\n"
    name = f"decision-{allocation.call.slug}-{allocation.pk}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written, content_type="application/json; charset=utf-8", headers=headers)
