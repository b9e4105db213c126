"""An extract of a questionnaire: which answers, how people are protected, what it still tells, frozen."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.datasets import actions, queries
from miqyas_web.datasets.forms import ExtractColumnsForm, ExtractForm
from miqyas_web.datasets.models import DatasetVersion, SurveyExtract
from miqyas_web.datasets.rules import COLUMNS_BY_PAGE
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.models import Survey


def extract_list(request: HttpRequest, initiative_pk: int, survey_pk: int) -> HttpResponse:
    survey = _survey(request, initiative_pk, survey_pk)
    context = {
        "initiative": survey.initiative,
        "step": "datasets",
        "survey": survey,
        "lines": queries.extract_lines(survey),
    }
    return render(request, "datasets/extract_list.html", context)


def extract_create(request: HttpRequest, initiative_pk: int, survey_pk: int) -> HttpResponse:
    survey = _survey(request, initiative_pk, survey_pk)
    choices = queries.choices_for(survey)
    form = ExtractForm(_sent(request), choices=choices, initial={"title": survey.title, "table": ""})
    if request.method == "POST" and form.is_valid():
        extract = actions.create_extract(survey=survey, said=form.said(), by=request.user)
        return redirect("datasets:extract_show", initiative_pk, extract.pk)
    context = {
        "initiative": survey.initiative,
        "step": "datasets",
        "survey": survey,
        "has_versions": bool(choices.versions),
        "form": form,
    }
    return render(request, "datasets/extract_create.html", context, status=422 if form.errors else 200)


def extract_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    extract = _extract(request, initiative_pk, pk)
    columns = queries.extract_columns(extract)
    page = Paginator(columns, COLUMNS_BY_PAGE).get_page(request.GET.get("page"))
    form = ExtractColumnsForm(
        _sent(request),
        columns=page.object_list,
        numeric=queries.columns_to_weigh(columns),
        weighting=extract.weighting,
        initial={name: getattr(extract, name) for name in ("k", "suppresses", "keeps_reasons")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _described(request, extract, form, page)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return _shown(request, extract, form, page, status=refusal.status)
    return _shown(request, extract, form, page, status=422 if form.errors else 200)


def _described(
    request: HttpRequest, extract: SurveyExtract, form: ExtractColumnsForm, page: Page[Any]
) -> HttpResponse:
    extract = actions.describe_extract(
        extract=extract,
        columns=form.said(),
        k=form.cleaned_data["k"],
        suppresses=form.cleaned_data["suppresses"],
        weighting=form.weighting(),
        keeps_reasons=form.cleaned_data["keeps_reasons"],
        by=request.user,
    )
    here = reverse("datasets:extract_show", args=[extract.survey.initiative_id, extract.pk])
    if request.POST.get("then") == "next" and page.has_next():
        return redirect(f"{here}?page={page.next_page_number()}")
    asked = actions.ask_measure(extract=extract, by=request.user)
    if not isinstance(asked, SurveyExtract):
        return redirect("ui:job_show", asked.pk)
    return redirect(f"{here}#report")


def _shown(
    request: HttpRequest, extract: SurveyExtract, form: ExtractColumnsForm, page: Page[Any], *, status: int
) -> HttpResponse:
    context = {
        "initiative": extract.survey.initiative,
        "step": "datasets",
        "extract": extract,
        "report": extract.report if status == 200 else {},
        "form": form,
        "page": page,
    }
    return render(request, "datasets/extract_show.html", context, status=status)


@require_POST
def extract_freeze(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    extract = _extract(request, initiative_pk, pk)
    frozen = actions.ask_freeze_extract(extract=extract, by=request.user)
    if not isinstance(frozen, DatasetVersion):
        return redirect("ui:job_show", frozen.pk)
    messages.success(request, _("The dataset is frozen. Its hash below will not change."))
    return redirect("datasets:version_show", initiative_pk, frozen.dataset_id, frozen.number)


def _survey(request: HttpRequest, initiative_pk: int, pk: int) -> Survey:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    return get_object_or_404(initiative.surveys.select_related("initiative__organisation"), pk=pk)


def _extract(request: HttpRequest, initiative_pk: int, pk: int) -> SurveyExtract:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    return get_object_or_404(queries.extracts_visible_to(request.user), survey__initiative=initiative, pk=pk)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
