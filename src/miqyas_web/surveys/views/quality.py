"""The quality of answers: what the checks say, the alerts, the settings."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import alerts as moving
from miqyas_web.surveys.actions.asking import ask_look
from miqyas_web.surveys.actions.looking import look_at
from miqyas_web.surveys.actions.quality_settings import set_quality
from miqyas_web.surveys.forms.quality import AlertFilterForm, AlertMoveForm, QualityForm
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.queries import alerts as alert_queries
from miqyas_web.surveys.queries import quality as queries
from miqyas_web.surveys.queries.submissions import labels_of
from miqyas_web.surveys.queries.surveys import survey_for

ALERTS_BY_PAGE = 50
# Above, the look takes more than a moment and is done apart.
LOOK_AT_ONCE = 500


def quality_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, survey = _place(request, initiative_pk, pk)
    context = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "dashboard": queries.dashboard_of(survey, labels_of(survey)),
        "may_work": Permission.BRING_DATA in permissions_in(initiative.organisation, request.user),
    }
    return render(request, "surveys/quality_show.html", context)


def _place(request: HttpRequest, initiative_pk: int, pk: int) -> tuple[Initiative, Survey]:
    initiative = initiative_for(request.user, initiative_pk)
    return initiative, survey_for(request.user, initiative, pk)


@require_POST
def quality_look(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    survey = survey_for(request.user, initiative, pk)
    if queries.n_standing(survey) > LOOK_AT_ONCE:
        return redirect("ui:job_show", ask_look(survey, by=request.user).pk)
    look_at(survey, by=request.user)
    return redirect("surveys:quality_show", initiative.pk, survey.pk)


def quality_edit(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    survey = survey_for(request.user, initiative, pk)
    checks, roles = queries.quality_settings(survey)
    form = QualityForm(
        request.POST if request.method == "POST" else None,
        asked=queries.questions_of(survey),
        labels=labels_of(survey),
        checks=checks,
        roles=roles,
    )
    if request.method == "POST" and form.is_valid():
        set_quality(survey=survey, checks=form.checks(), roles=form.roles(), by=request.user)
        messages.success(request, _("The settings are kept. The next look follows them."))
        return redirect("surveys:quality_show", initiative.pk, survey.pk)
    context = {"initiative": initiative, "step": "surveys", "survey": survey, "form": form}
    return render(request, "surveys/quality_edit.html", context, status=422 if form.errors else 200)


def alert_list(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, survey = _place(request, initiative_pk, pk)
    return _alerts(request, initiative, survey, AlertMoveForm(organisation=initiative.organisation))


def _alerts(
    request: HttpRequest, initiative: Initiative, survey: Survey, form: AlertMoveForm, status: int = 200
) -> HttpResponse:
    asked = AlertFilterForm(request.GET)
    page = Paginator(alert_queries.alerts_in(survey, asked.wanted(request.user)), ALERTS_BY_PAGE).get_page(
        request.GET.get("page")
    )
    context: dict[str, Any] = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "filter": asked,
        "form": form,
        "page": page,
        "alerts": alert_queries.shown_alerts(page.object_list, labels_of(survey)),
        "chosen": request.POST.getlist("alert"),
        "may_work": Permission.BRING_DATA in permissions_in(initiative.organisation, request.user),
    }
    return render(request, "surveys/alert_list.html", context, status=status)


@require_POST
def alert_move(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, survey = _place(request, initiative_pk, pk)
    wanted = request.POST.get("do", "")
    if wanted not in {"assign", "resolve", "reopen"}:
        raise Http404
    form = AlertMoveForm(request.POST, organisation=initiative.organisation, wanted=wanted)
    if not form.is_valid():
        return _alerts(request, initiative, survey, form, 422)
    try:
        n = _move(request, survey, wanted, form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _alerts(request, initiative, survey, form, refusal.status)
    messages.success(request, ngettext("%(n)s alert changed.", "%(n)s alerts changed.", n) % {"n": n})
    return redirect("surveys:alert_list", initiative.pk, survey.pk)


def _move(request: HttpRequest, survey: Survey, wanted: str, sent: dict[str, Any]) -> int:
    chosen = [int(number) for number in request.POST.getlist("alert") if number.isdecimal()]
    if wanted == "assign":
        return moving.assign_alerts(survey=survey, alerts=chosen, to=sent["person"], by=request.user)
    if wanted == "resolve":
        return moving.resolve_alerts(
            survey=survey, alerts=chosen, outcome=sent["outcome"], reason=sent["reason"], by=request.user
        )
    return moving.reopen_alerts(survey=survey, alerts=chosen, by=request.user)
