"""How many people a study takes: one page without memory, everything in its address; and sizes kept."""

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.studies import actions, queries, science
from miqyas_web.studies.forms import EarlierForm, KeepForm, PowerForm
from miqyas_web.studies.views.page import page_context
from miqyas_web.ui.requests import PageRequest, wants_fragment

# What htmx may ask a part of the page by, and the part.
PARTS = {"power-answer": "#answer", "power-whole": "#whole"}


def power_show(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    form = PowerForm(request.GET)
    context = _answered(form)
    if not wants_fragment(request):
        context["kept"] = queries.sample_sizes_of(request.user, initiative=initiative)
    return _page(request, initiative, form, KeepForm(initiative=initiative), context)


@require_POST
def sample_size_keep(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.STUDY)
    form, keep = PowerForm(request.POST), KeepForm(request.POST, initiative=initiative)
    context = _answered(form)
    if "sized" in context and keep.is_valid():
        said = keep.cleaned_data
        actions.keep_sample_size(
            initiative=initiative, by=request.user, asked=form.typed(), sized=context["sized"], **said
        )
        query = urlencode(form.typed())
        return redirect(f"{reverse('studies:power_show', args=[initiative.pk])}?{query}#kept")
    context["kept"] = queries.sample_sizes_of(request.user, initiative=initiative)
    return _page(request, initiative, form, keep, context)


def _page(
    request: HttpRequest, initiative: Initiative, form: PowerForm, keep: KeepForm, more: dict[str, Any]
) -> HttpResponse:
    part = PARTS.get(cast(PageRequest, request).htmx.target or "", "") if wants_fragment(request) else ""
    more["earlier"] = None if part else _earlier(request, initiative)
    context = page_context(request, initiative, form=form, keep=keep, **more)
    is_wrong = "sized" not in more or bool(keep.errors)
    return render(request, f"studies/power_show.html{part}", context, status=422 if is_wrong else 200)


def _answered(form: PowerForm) -> dict[str, Any]:
    """The answer, or why there is none."""
    if not form.is_valid():
        return {}
    try:
        return {"sized": science.size_study(form.asked())}
    except Refused as refusal:
        return {"refusal": refusal}


def _earlier(request: HttpRequest, initiative: Initiative) -> dict[str, Any]:
    """Earlier data: the form, and what they say once both columns are chosen."""
    form = EarlierForm(request.GET if request.GET.get("dataset") else None, initiative=initiative)
    if not form.is_valid() or "outcome_column" not in form.cleaned_data:
        return {"form": form}
    said = form.cleaned_data
    try:
        found = science.figures_from(
            said["dataset"], outcome=said["outcome_column"], group=said["group_column"]
        )
    except Refused as refusal:
        return {"form": form, "refusal": refusal}
    query = urlencode({"grouped": "yes", **found.figures})
    return {"form": form, "found": found, "query": query}
