"""The field team: quotas, who collects how many, answers to collect again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import team as actions
from miqyas_web.surveys.forms.team import AssignmentForm, DrawForm, QuotaForm
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.queries import team as queries
from miqyas_web.surveys.queries.quality import quality_settings, questions_of
from miqyas_web.surveys.queries.submissions import labels_of
from miqyas_web.surveys.queries.surveys import survey_for


def team_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    may_work = Permission.BRING_DATA in permissions_in(initiative.organisation, request.user)
    forms = _forms(request, survey)
    status = 200
    if request.method == "POST":
        wanted = request.POST.get("do", "")
        if wanted not in forms:
            raise Http404
        if forms[wanted].is_valid() and _done(request, survey, wanted, forms[wanted]):
            return redirect("surveys:team_show", initiative.pk, survey.pk)
        status = 422
    context = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "quotas": queries.quotas_of(survey),
        "team": queries.team_of(survey),
        "back_checks": queries.back_checks_of(survey),
        "forms": forms,
        "may_work": may_work,
    }
    return render(request, "surveys/team_show.html", context, status=status)


def _forms(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    """Three forms on one page: the one that was sent is bound."""
    wanted = request.POST.get("do", "")

    def sent(name: str) -> Any:
        return request.POST if wanted == name else None

    return {
        "quota": QuotaForm(sent("quota"), asked=questions_of(survey), labels=labels_of(survey)),
        "assign": AssignmentForm(
            sent("assign"),
            survey=survey,
            places=queries.places_to_name(survey, quality_settings(survey)[1].get("place", "")),
        ),
        "draw": DrawForm(sent("draw")),
    }


def _done(request: HttpRequest, survey: Survey, wanted: str, form: Any) -> bool:
    """Do what was asked; a refusal goes on its form."""
    acts: dict[str, Any] = {
        "quota": actions.set_quota,
        "assign": actions.assign,
        "draw": actions.draw_back_checks,
    }
    try:
        acts[wanted](survey=survey, by=request.user, **_said(form))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("It is kept."))
    return True


def _said(form: Any) -> dict[str, Any]:
    said: dict[str, Any] = form.said() if isinstance(form, AssignmentForm) else form.cleaned_data
    return said


@require_POST
def quota_remove(request: HttpRequest, initiative_pk: int, pk: int, quota_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    quota = get_object_or_404(survey.quotas.select_related("survey__initiative__organisation"), pk=quota_pk)
    actions.remove_quota(quota=quota, by=request.user)
    return redirect("surveys:team_show", initiative.pk, survey.pk)


@require_POST
def assignment_remove(request: HttpRequest, initiative_pk: int, pk: int, assignment_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    given = survey.assignments.select_related("survey__initiative__organisation")
    actions.unassign(assignment=get_object_or_404(given, pk=assignment_pk), by=request.user)
    return redirect("surveys:team_show", initiative.pk, survey.pk)
