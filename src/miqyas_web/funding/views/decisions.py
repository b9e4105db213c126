"""The committee decides; letters go out; appeals are heard."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import decisions as actions
from miqyas_web.funding.actions.answers import send_letters
from miqyas_web.funding.forms.decisions import DecisionForm
from miqyas_web.funding.models import Allocation
from miqyas_web.funding.queries import decisions as queries
from miqyas_web.funding.queries.allocations import allocation_for, told_allocation
from miqyas_web.funding.queries.budgets import Wording, rules_of, wording_of
from miqyas_web.funding.queries.candidates import hidden_from
from miqyas_web.funding.science.departing import Departed


def decision_create(request: SignedInRequest, pk: int) -> HttpResponse:
    allocation = allocation_for(request.user, pk, may=Permission.DECIDE)
    told, n_hidden = told_allocation(allocation, request.user)
    form = DecisionForm(request.POST or None, lines=told.lines)
    context: dict[str, Any] = {
        "allocation": allocation,
        "call": allocation.call,
        "told": told,
        "form": form,
        "n_hidden": n_hidden,
        "crumbs": _crumbs(allocation, _("Decision")),
    }
    if request.method == "POST" and form.is_valid():
        try:
            if "weigh" in request.POST:
                context |= _weighed(request, allocation, form)
            else:
                decision = actions.decide(
                    allocation=allocation,
                    departures=form.departures(),
                    present=form.present_names(),
                    by=request.user,
                )
                return redirect("funding:decision_show", decision.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return render(request, "funding/decision_create.html", context, status=refusal.status)
    return render(request, "funding/decision_create.html", context, status=422 if form.errors else 200)


def _weighed(request: SignedInRequest, allocation: Allocation, form: DecisionForm) -> dict[str, Any]:
    """What the departures written in the form would cost; nothing is decided."""
    call = allocation.call
    cost = actions.weighed(allocation, form.departures(), hidden_from(request.user, call))
    return {"cost": cost, "lost_pct": 100 * cost.lost, "broken": _rules(allocation, cost)}


def _rules(allocation: Allocation, cost: Departed) -> list[str]:
    wording: Wording = wording_of(
        allocation.call, {bound.value for bound in rules_of(allocation.call).bounds}
    )
    return [wording.of_rule(key) for key in cost.broken]


def decision_show(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = queries.decision_for(request.user, pk)
    shown = queries.shown_decision(decision, request.user)
    bounds = {bound.value for bound in rules_of(decision.call).bounds}
    wording = wording_of(decision.call, bounds)
    permissions = permissions_in(decision.call.organisation, request.user)
    context = {
        "decision": decision,
        "call": decision.call,
        "shown": shown,
        "broken": [wording.of_rule(key) for key in shown.broken],
        "may_fund": Permission.FUND in permissions,
        "crumbs": _crumbs(decision.allocation, _("Decision")),
    }
    return render(request, "funding/decision_show.html", context)


@require_POST
def decision_send(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = queries.decision_for(request.user, pk, may=Permission.FUND)
    n = send_letters(decision=decision, site=request.build_absolute_uri("/").rstrip("/"), by=request.user)
    messages.success(request, _("Letters sent: %(n)s.") % {"n": n})
    return redirect("funding:decision_show", pk)


def _crumbs(allocation: Allocation, last: str) -> list[tuple[str, str]]:
    call = allocation.call
    return [
        (str(call), reverse("funding:call_show", args=[call.pk])),
        (_("Allocation"), reverse("funding:allocation_show", args=[allocation.pk])),
        (last, ""),
    ]
