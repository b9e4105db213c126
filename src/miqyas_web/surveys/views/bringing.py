"""An XLSForm is brought: a new questionnaire, or the next version of one; everything wrong is told at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions.bringing import Brought, bring_form, bring_media
from miqyas_web.surveys.forms.bringing import BringForm, MediaForm, brought_files
from miqyas_web.surveys.models import FormVersion, Survey
from miqyas_web.surveys.queries.surveys import survey_for
from miqyas_web.surveys.views.surveys import sent
from miqyas_web.surveys.views.versions import about, version_of


def survey_bring(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    return _bring(request, initiative, None)


def version_bring(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    return _bring(request, initiative, survey_for(request.user, initiative, pk))


def _bring(request: HttpRequest, initiative: Initiative, survey: Survey | None) -> HttpResponse:
    form = BringForm(sent(request), request.FILES or None)
    brought = Brought()
    if request.method == "POST" and form.is_valid():
        try:
            brought = bring_form(
                initiative=initiative,
                file=form.brought(),
                media=form.brought_media(),
                survey=survey,
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        if brought.job is not None:
            return redirect("ui:job_show", brought.job.pk)
        if brought.version is not None:
            return _kept(request, brought.version)
    return _page(request, initiative, survey, form, brought)


def _page(
    request: HttpRequest, initiative: Initiative, survey: Survey | None, form: BringForm, brought: Brought
) -> HttpResponse:
    context: dict[str, Any] = {
        "initiative": initiative,
        "step": "surveys",
        "survey": survey,
        "form": form,
        "errors": [each for each in brought.findings if each["severity"] == "error"],
        "warnings": [each for each in brought.findings if each["severity"] != "error"],
    }
    status = 422 if form.errors or brought.findings else 200
    return render(request, "surveys/version_bring.html", context, status=status)


def _kept(request: HttpRequest, version: FormVersion) -> HttpResponse:
    messages.success(request, _("The questionnaire is here, as a draft. Look at it, then put it on trial."))
    survey = version.survey
    return redirect("surveys:version_show", survey.initiative_id, survey.pk, version.number)


def media_list(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    form = MediaForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            bring_media(version=version, media=brought_files(form.cleaned_data["attached"]), by=request.user)
        except Refused as refusal:
            form.add_error("attached", refusal.sentence)
        else:
            return redirect("surveys:media_list", initiative_pk, pk, number)
    standing = list(version.media.order_by("name"))
    names = {media.name for media in standing}
    absent = [name for name in version.outline.get("media", []) if name not in names]
    context = {**about(version), "form": form, "media": standing, "absent": absent}
    return render(request, "surveys/media_list.html", context, status=422 if form.errors else 200)
