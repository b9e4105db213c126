"""Calls as anyone reads them, signed in or not."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miqyas_web.funding.forms.checking import CheckForm
from miqyas_web.funding.queries import calls as queries
from miqyas_web.funding.queries.own_places import own_places
from miqyas_web.funding.rules.eligibility import is_eligible, verdicts
from miqyas_web.funding.rules.limits import limits_of
from miqyas_web.funding.rules.reporting import QUESTIONS, reporting_of
from miqyas_web.funding.rules.settings import settings_of


@login_not_required
def call_list(request: HttpRequest) -> HttpResponse:
    """Public: every published call; to who is signed in, the way to their own."""
    placed = queries.public_calls()
    context = {
        "placed": placed,
        "n_open": sum(each.is_open for each in placed),
        "own": own_places(request.user),
    }
    return render(request, "funding/call_list.html", context)


@login_not_required
def call_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Public: one call, whole."""
    call = queries.public_call(slug)
    context = {
        "call": call,
        "placed": queries.placed(call),
        "rules": queries.rules_in_words(call),
        "limits": limits_of(call.limits),
        "regions": queries.region_names(),
        "settings": settings_of(call.settings),
        "held": reporting_of(call.reporting),
        "questions": list(QUESTIONS.values()),
        **queries.said_since(call),
    }
    return render(request, "funding/call_read.html", context)


@login_not_required
def call_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Public: could my application be received? Nothing is kept of what is said."""
    call, names = queries.public_call(slug), queries.region_names()
    form = CheckForm(request.POST or None, call=call, regions=names)
    found = []
    if request.method == "POST" and form.is_valid():
        found = verdicts(call.eligibility, form.facts(), names=names)
    context = {"call": call, "form": form, "verdicts": found, "answer": is_eligible(found)}
    return render(request, "funding/call_check.html", context, status=422 if form.errors else 200)
