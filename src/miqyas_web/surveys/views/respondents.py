"""People answered for across rounds: under a code, with their identity for those alone who may see it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import panel as actions
from miqyas_web.surveys.queries import team as queries
from miqyas_web.surveys.queries.surveys import survey_for

PEOPLE_BY_PAGE = 50


def respondent_list(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    may = permissions_in(initiative.organisation, request.user)
    context = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey_for(request.user, initiative, pk),
        "page": Paginator(queries.respondents_of(initiative), PEOPLE_BY_PAGE).get_page(
            request.GET.get("page")
        ),
        "may_see_personal": Permission.READ_PERSONAL in may,
    }
    return render(request, "surveys/respondent_list.html", context)


@require_POST
def respondent_link(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    n = actions.link_respondents(survey=survey, by=request.user)
    messages.success(request, ngettext("%(n)s answer linked.", "%(n)s answers linked.", n) % {"n": n})
    return redirect("surveys:respondent_list", initiative.pk, survey.pk)


@require_POST
def respondent_export(request: HttpRequest, initiative_pk: int, pk: int, respondent_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey_for(request.user, initiative, pk)
    respondent = get_object_or_404(
        queries.respondents_visible_to(request.user), initiative=initiative, pk=respondent_pk
    )
    held = actions.export_respondent(respondent=respondent, by=request.user)
    answer = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Disposition"] = f'attachment; filename="{respondent.code}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def respondent_erase(request: HttpRequest, initiative_pk: int, pk: int, respondent_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    respondent = get_object_or_404(
        queries.respondents_visible_to(request.user), initiative=initiative, pk=respondent_pk
    )
    actions.erase_respondent(respondent=respondent, by=request.user)
    messages.success(request, _("The person is erased; what remains stands under a code."))
    return redirect("surveys:respondent_list", initiative.pk, survey.pk)
