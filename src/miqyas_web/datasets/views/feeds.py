"""Indicators fed from datasets: what is fed, what could be, one feed with its history."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.datasets import feeds
from miqyas_web.datasets.actions import feeding
from miqyas_web.datasets.models import Feed
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.queries.measurements import measurement_for
from miqyas_web.indicators.science.computing import formula_lines
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for


def feed_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    context = {
        "initiative": initiative,
        "step": "datasets",
        "rows": feeds.feed_rows(initiative),
        "proposals": feeds.proposals_of(initiative),
        "computed": feeds.computed_waiting(initiative),
        "may_describe": _may_describe(request, initiative),
    }
    return render(request, "datasets/feed_list.html", context)


def feed_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, feed = _feed(request, initiative_pk, pk)
    context = {
        "initiative": initiative,
        "step": "datasets",
        "feed": feed,
        "formula": formula_lines(feed.parameters),
        "feedings": [(one, feeds.trouble_of(one)) for one in feeds.feedings_of(feed)],
        "may_describe": _may_describe(request, initiative),
    }
    return render(request, "datasets/feed_show.html", context)


@require_POST
def feed_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """In one press: as a value was computed, or as the question marked with the indicator says."""
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    try:
        feed = _declared(request, initiative)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("datasets:feed_list", initiative.pk)
    return redirect("datasets:feed_show", initiative.pk, feed.pk)


def _declared(request: HttpRequest, initiative: Initiative) -> Feed:
    if measurement_pk := _number(request.POST.get("measurement", "")):
        measurement = measurement_for(request.user, initiative, measurement_pk)
        return feeding.declare_feed_like(measurement=measurement, by=request.user)
    question_pk = _number(request.POST.get("question", ""))
    for proposal in feeds.proposals_of(initiative):
        if proposal.question.pk == question_pk and proposal.parameters is not None:
            return feeding.feed_by_question(proposal=proposal, by=request.user)
    raise Http404


@require_POST
def feed_run(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, feed = _feed(request, initiative_pk, pk)
    try:
        fed = feeding.feed_again(feed=feed, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if not fed.trouble:
            messages.success(request, _("A draft was computed. Look at it, then submit it."))
    return redirect("datasets:feed_show", initiative.pk, feed.pk)


@require_POST
def feed_stop(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, feed = _feed(request, initiative_pk, pk)
    feeding.stop_feed(feed=feed, by=request.user)
    messages.success(request, _("“%(name)s” is no longer fed from this dataset.") % {"name": feed.indicator})
    return redirect("datasets:feed_list", initiative.pk)


def _feed(request: HttpRequest, initiative_pk: int, pk: int) -> tuple[Initiative, Feed]:
    initiative = initiative_for(request.user, initiative_pk)
    return initiative, get_object_or_404(
        feeds.feeds_visible_to(request.user), pk=pk, dataset__initiative=initiative
    )


def _may_describe(request: HttpRequest, initiative: Initiative) -> bool:
    return Permission.DESCRIBE in permissions_in(initiative.organisation, request.user)


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() else 0
