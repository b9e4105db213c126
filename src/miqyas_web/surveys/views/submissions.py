"""Answers: the list, one answer, its files; withdrawn with a reason."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import shelf
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions.handing import export_answers
from miqyas_web.surveys.actions.withdrawing import withdraw_submission
from miqyas_web.surveys.exports import WORKBOOK
from miqyas_web.surveys.forms.submissions import FilterForm, ReasonForm
from miqyas_web.surveys.models import Submission, Survey
from miqyas_web.surveys.queries import alerts
from miqyas_web.surveys.queries import submissions as queries
from miqyas_web.surveys.queries.surveys import survey_for

ANSWERS_BY_PAGE = 50


def submission_list(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    form = FilterForm(request.GET or None, survey=survey)
    found = queries.submissions_of(survey, form.wanted() if form.is_bound else queries.Filter())
    context = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "form": form,
        "may_work": Permission.BRING_DATA in permissions_in(initiative.organisation, request.user),
        "page": Paginator(found, ANSWERS_BY_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "surveys/submission_list.html", context)


@require_POST
def submission_export(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    try:
        content = export_answers(survey=survey, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:submission_list", initiative.pk, survey.pk)
    answer = HttpResponse(content, content_type=WORKBOOK)
    answer.headers["Content-Disposition"] = f'attachment; filename="miqyas-answers-{survey.pk}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def submission_show(request: HttpRequest, initiative_pk: int, pk: int, answer_pk: int) -> HttpResponse:
    initiative, survey, submission = _found(request, initiative_pk, pk, answer_pk)
    return _shown(request, initiative, survey, submission, ReasonForm())


def _found(
    request: HttpRequest, initiative_pk: int, pk: int, answer_pk: int
) -> tuple[Initiative, Survey, Submission]:
    initiative = initiative_for(request.user, initiative_pk)
    survey = survey_for(request.user, initiative, pk)
    return initiative, survey, queries.submission_for(request.user, survey, answer_pk)


def _shown(
    request: HttpRequest,
    initiative: Initiative,
    survey: Survey,
    submission: Submission,
    form: ReasonForm,
    *,
    status: int = 200,
) -> HttpResponse:
    may = permissions_in(initiative.organisation, request.user)
    may_see = Permission.READ_PERSONAL in may
    context: dict[str, Any] = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "submission": submission,
        "shown": queries.shown_answer(submission, may_see_personal=may_see),
        "history": queries.history_of(submission),
        "alerts": alerts.alerts_of(submission),
        "may_see_personal": may_see,
        "may_work": Permission.BRING_DATA in may,
        "reason_form": form,
    }
    return render(request, "surveys/submission_show.html", context, status=status)


@require_POST
def submission_withdraw(request: HttpRequest, initiative_pk: int, pk: int, answer_pk: int) -> HttpResponse:
    initiative, survey, submission = _found(request, initiative_pk, pk, answer_pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, initiative, survey, submission, form, status=422)
    try:
        withdraw_submission(submission=submission, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, initiative, survey, submission, form, status=refusal.status)
    messages.success(request, _("The answer is withdrawn: it counts no more, and stays with its reason."))
    return redirect("surveys:submission_show", initiative.pk, survey.pk, submission.pk)


def attachment_download(
    request: HttpRequest, initiative_pk: int, pk: int, answer_pk: int, file_pk: int
) -> HttpResponse:
    initiative, _survey, submission = _found(request, initiative_pk, pk, answer_pk)
    may = permissions_in(initiative.organisation, request.user)
    attachment = queries.attachment_for(submission, file_pk, may_see_personal=Permission.READ_PERSONAL in may)
    place = shelf.path_of(settings.ATTACHMENTS, attachment.sha256)
    if not place.exists():
        raise Http404
    # Always to be saved, never shown in our pages: what others made does not run here.
    return FileResponse(
        place.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
