"""Which design to choose: a few questions, and what they allow."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from miqyas_web.accounts.enums import Permission
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.studies import actions, queries, science
from miqyas_web.studies.forms import AdviceForm
from miqyas_web.studies.views.page import page_context


def advice_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.STUDY)
    earlier = queries.advice_visible_to(request.user, initiative=initiative)
    form = AdviceForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        kept = actions.keep_advice(initiative=initiative, by=request.user, answers=form.answers())
        return redirect("studies:advice_show", initiative.pk, kept.pk)
    context = page_context(request, initiative, form=form, earlier=earlier[:10])
    return render(request, "studies/advice_create.html", context, status=422 if form.errors else 200)


def advice_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    advice = get_object_or_404(queries.advice_visible_to(request.user, initiative=initiative), pk=pk)
    found = science.suggestions_for(advice.answers)
    context = page_context(
        request,
        initiative,
        advice=advice,
        answers=science.answers_said(advice.answers),
        possible=[one for one in found if one.is_possible],
        others=[one for one in found if not one.is_possible],
        is_current=advice.rules_version == science.advice_version(),
    )
    return render(request, "studies/advice_show.html", context)
