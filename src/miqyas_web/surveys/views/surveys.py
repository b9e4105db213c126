"""The questionnaires of an initiative, and one questionnaire."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.initiatives.queries import initiative_for, may_describe
from miqyas_web.surveys.actions import surveys as actions
from miqyas_web.surveys.actions.closing import close_survey, reopen_survey
from miqyas_web.surveys.actions.framing import describe_survey
from miqyas_web.surveys.forms.surveys import FramingForm, SurveyForm
from miqyas_web.surveys.parts import parts_of
from miqyas_web.surveys.queries import surveys as queries


def survey_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    context = {
        "initiative": initiative,
        "step": "surveys",
        "rows": queries.survey_rows(initiative),
        "may_describe": may_describe(request.user, initiative),
    }
    return render(request, "surveys/survey_list.html", context)


def survey_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    form = SurveyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        survey = actions.create_survey(
            initiative=initiative, framing=form.framing(), languages=form.languages_named(), by=request.user
        )
        return redirect("surveys:survey_show", initiative.pk, survey.pk)
    context = {"initiative": initiative, "step": "surveys", "form": form}
    return render(request, "surveys/survey_create.html", context, status=422 if form.errors else 200)


def survey_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = queries.survey_for(request.user, initiative, pk)
    context = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "sight": queries.sight_of(survey),
        "parts": parts_of(survey, request.user),
        "may_describe": may_describe(request.user, initiative),
        "may_publish": Permission.BRING_DATA in permissions_in(initiative.organisation, request.user),
    }
    return render(request, "surveys/survey_show.html", context)


def survey_edit(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    survey = queries.survey_for(request.user, initiative, pk)
    form = FramingForm(sent(request), survey=survey, languages=queries.form_languages(survey))
    if request.method == "POST" and form.is_valid():
        describe_survey(survey=survey, framing=form.framing(), by=request.user)
        return redirect("surveys:survey_show", initiative.pk, survey.pk)
    context = {"initiative": initiative, "step": "surveys", "survey": survey, "form": form}
    return render(request, "surveys/survey_edit.html", context, status=422 if form.errors else 200)


@require_POST
def survey_close(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    survey = queries.survey_for(request.user, initiative, pk)
    act = reopen_survey if request.POST.get("to") == "open" else close_survey
    act(survey=survey, by=request.user)
    return redirect("surveys:survey_show", initiative.pk, survey.pk)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; a form that comes without any field is sent all the same."""
    return request.POST if request.method == "POST" else None
