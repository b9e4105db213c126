"""Filling in a questionnaire in the browser, signed in: what is published, what is on trial, an answer to correct."""

from collections.abc import Iterator

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys import form_pages, openrosa
from miqyas_web.surveys.actions.receiving import ReceivedFile, receive
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.form_pages import Correction, Filler, Place, Sight
from miqyas_web.surveys.models import Submission, Survey
from miqyas_web.surveys.queries import webforms as queries

XML_PART = "xml_submission_file"
OPENROSA = {"X-OpenRosa-Version": "1.0"}


@require_GET
@ensure_csrf_cookie
def form_fill(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    return _filled(request, _survey(request.user, initiative_pk, pk), "fill")


@require_GET
@ensure_csrf_cookie
def form_try(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    return _filled(request, _survey(request.user, initiative_pk, pk), "try")


def _filled(request: HttpRequest, survey: Survey, door: str) -> HttpResponse:
    is_test = door == "try"
    version = queries.version_to_fill(survey, is_test=is_test)
    sight = Sight(survey, version, _place(survey, door), _filler(request.user, door), is_test)
    return form_pages.form_page(request, sight)


@require_GET
@ensure_csrf_cookie
def form_correct(request: HttpRequest, initiative_pk: int, pk: int, submission_pk: int) -> HttpResponse:
    survey, answer = _answer(request.user, initiative_pk, pk, submission_pk)
    door = "try" if answer.is_test else "fill"
    numbers = [initiative_pk, pk, submission_pk]
    correction = Correction(
        instance_id=answer.instance_id,
        xml=reverse("surveys:form_answer", args=numbers),
        files={
            name: reverse("surveys:form_answer_file", args=[*numbers, name])
            for name in queries.names_of_files(answer)
        },
    )
    place, filler = _place(survey, door), _filler(request.user, door)
    sight = Sight(survey, answer.version, place, filler, answer.is_test, correction)
    return form_pages.form_page(request, sight)


@require_GET
def form_answer(request: HttpRequest, initiative_pk: int, pk: int, submission_pk: int) -> HttpResponse:
    _survey_of_it, answer = _answer(request.user, initiative_pk, pk, submission_pk)
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(bytes(answer.xml), content_type="text/xml; charset=utf-8", headers=headers)


@require_GET
def form_answer_file(
    request: HttpRequest, initiative_pk: int, pk: int, submission_pk: int, name: str
) -> FileResponse:
    _survey_of_it, answer = _answer(request.user, initiative_pk, pk, submission_pk)
    kept = get_object_or_404(answer.attachments, name=name)
    return form_pages.shelved(settings.ATTACHMENTS, kept.sha256, kept.media_type, cache="no-store")


@require_GET
def form_worker(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    _survey(request.user, initiative_pk, pk)
    return form_pages.worker_script()


@require_GET
def trial_worker(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    _survey(request.user, initiative_pk, pk)
    return form_pages.worker_script()


@require_GET
def form_xform(request: HttpRequest, initiative_pk: int, pk: int, sha256: str) -> HttpResponse:
    return form_pages.xform_file(_survey(request.user, initiative_pk, pk), sha256)


@require_GET
def form_media(request: HttpRequest, initiative_pk: int, pk: int, sha256: str, name: str) -> FileResponse:
    return form_pages.media_file(_survey(request.user, initiative_pk, pk), sha256, name)


@require_http_methods(["HEAD", "POST"])
def submission_send(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    return _answered(request, initiative_pk, pk, is_test=False)


@require_http_methods(["HEAD", "POST"])
def submission_try(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    return _answered(request, initiative_pk, pk, is_test=True)


def _answered(request: HttpRequest, initiative_pk: int, pk: int, *, is_test: bool) -> HttpResponse:
    try:
        survey = _survey(request.user, initiative_pk, pk)
        if request.method == "HEAD":
            most = {"X-OpenRosa-Accept-Content-Length": str(settings.ANSWER_BYTES)}
            return HttpResponse(status=204, headers=OPENROSA | most)
        return _received(request, survey, is_test=is_test)
    except Refused as refusal:
        return _told(str(refusal), status=refusal.status)


def _received(request: HttpRequest, survey: Survey, *, is_test: bool) -> HttpResponse:
    sent = request.FILES.get(XML_PART)
    if sent is None:
        return _told(_("The answer did not come with this post. Send it again."), status=400)
    receive(
        survey=survey,
        xml=sent.read(),
        files=_files(request),
        origin=SubmissionOrigin.WEB,
        by=request.user,
        is_test=is_test,
        is_partial=request.POST.get("*isIncomplete*") == "yes",
        device_id=request.GET.get("deviceID", ""),
    )
    return _told(_("Your answer was received."), status=201)


def _files(request: HttpRequest) -> Iterator[ReceivedFile]:
    for name, uploads in request.FILES.lists():
        for upload in uploads if name != XML_PART else ():
            yield ReceivedFile(name=upload.name or name, content=upload.read())


def _told(sentence: str, *, status: int) -> HttpResponse:
    nature = "submit_success" if status == 201 else "error"
    content = openrosa.response(sentence, nature=nature)
    return HttpResponse(content, status=status, content_type="text/xml; charset=utf-8", headers=OPENROSA)


def _survey(person: Person, initiative_pk: int, pk: int) -> Survey:
    initiative = initiative_for(person, initiative_pk, may=Permission.BRING_DATA)
    survey: Survey = get_object_or_404(initiative.surveys, pk=pk)
    survey.initiative = initiative
    return survey


def _answer(person: Person, initiative_pk: int, pk: int, submission_pk: int) -> tuple[Survey, Submission]:
    survey = _survey(person, initiative_pk, pk)
    answer = queries.answer_to_correct(person, survey, submission_pk)
    if answer is None:
        raise Http404
    return survey, answer


def _filler(person: Person, door: str) -> Filler:
    return Filler(owner=f"{door} {person.pk}", name=str(person), email=person.email)


def _place(survey: Survey, door: str) -> Place:
    numbers = [survey.initiative_id, survey.pk]
    return Place(
        page=reverse(f"surveys:form_{door}", args=numbers),
        worker=reverse("surveys:form_worker" if door == "fill" else "surveys:trial_worker", args=numbers),
        post=reverse("surveys:submission_send" if door == "fill" else "surveys:submission_try", args=numbers),
        back=reverse("surveys:survey_show", args=numbers),
        xform=lambda sha256: reverse("surveys:form_xform", args=[*numbers, sha256]),
        media=lambda sha256, name: reverse("surveys:form_media", args=[*numbers, sha256, name]),
    )
