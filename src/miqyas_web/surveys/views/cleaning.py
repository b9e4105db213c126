"""The script of cleaning: its steps, one more, one less, as a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import cleaning as actions
from miqyas_web.surveys.forms.cleaning import StepForm
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.queries import cleaning as queries
from miqyas_web.surveys.queries.submissions import key_of
from miqyas_web.surveys.queries.surveys import survey_for


def step_list(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    return _listed(request, initiative, survey_for(request.user, initiative, pk))


def _listed(
    request: HttpRequest, initiative: Initiative, survey: Survey, *, refused: Refused | None = None
) -> HttpResponse:
    may = permissions_in(initiative.organisation, request.user)
    steps = queries.steps_of(survey)
    shown: list[queries.ShownStep] = []
    refusal = ""
    if steps:
        shown, refusal = queries.shown_steps(
            queries.laid(survey), steps, may_see_personal=Permission.READ_PERSONAL in may
        )
    context = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "steps": shown,
        "n_standing": sum(each.step.taken_back_at is None for each in shown),
        "refusal": str(refused) if refused else refusal,
        "may_work": Permission.BRING_DATA in may,
    }
    return render(request, "surveys/step_list.html", context, status=refused.status if refused else 200)


def step_create(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    survey = survey_for(request.user, initiative, pk)
    may = permissions_in(initiative.organisation, request.user)
    form = StepForm(
        request.POST if request.method == "POST" else None,
        found=queries.laid(survey),
        may_see_personal=Permission.READ_PERSONAL in may,
        initial={"keys": key_of(survey, request.GET.get("answer", ""))},
    )
    context: dict[str, Any] = {"initiative": initiative, "step": "surveys", "survey": survey, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") == "save":
                actions.add_step(survey=survey, said=form.said(), by=request.user)
                messages.success(request, _("The step is kept. The answers received have not changed."))
                return redirect("surveys:step_list", initiative.pk, survey.pk)
            context["preview"] = actions.preview_step(survey=survey, said=form.said(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return render(request, "surveys/step_create.html", context, status=refusal.status)
    return render(request, "surveys/step_create.html", context, status=422 if form.errors else 200)


@require_POST
def step_take_back(request: HttpRequest, initiative_pk: int, pk: int, step_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    step = get_object_or_404(survey.cleaning_steps, pk=step_pk)
    try:
        actions.take_back_step(step=step, by=request.user)
    except Refused as refusal:
        return _listed(request, initiative, survey, refused=refusal)
    messages.success(request, _("The step is taken back: it is carried out no more."))
    return redirect("surveys:step_list", initiative.pk, survey.pk)


def step_export(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    answer = HttpResponse(
        actions.script_file(survey=survey, by=request.user), content_type="application/json"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{survey.form_id}-cleaning.json"'
    return answer
