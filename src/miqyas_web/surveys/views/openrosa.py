"""What a phone asks: the forms, their files, and to send an answer (OpenRosa 1.0)."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from miqyas_web.foundation import shelf
from miqyas_web.surveys import openrosa
from miqyas_web.surveys.actions.posts import Post, receive_alone, receive_post
from miqyas_web.surveys.actions.receiving import Receipt, ReceivedFile
from miqyas_web.surveys.envelopes import read_envelope
from miqyas_web.surveys.models import Collector, FormMedia
from miqyas_web.surveys.posted import ANSWER, answer_alone
from miqyas_web.surveys.queries import collecting
from miqyas_web.surveys.queries.collecting import OpenForm
from miqyas_web.surveys.refusals import TooBig, Unreadable
from miqyas_web.surveys.views.doors import (
    FAILURES,
    XML,
    a_door,
    excused,
    for_collectors,
    headed,
    language_of,
    told,
)

MORE_TO_COME = "*isIncomplete*"


@for_collectors
@require_safe
def form_list(request: HttpRequest, collector: Collector) -> HttpResponse:
    forms = collecting.forms_open_to(collector, form_id=request.GET.get("formID", ""))
    document = openrosa.form_list(_entry(request, form) for form in forms)
    return HttpResponse(document, content_type=XML)


@for_collectors
@require_safe
def form_newest(_request: HttpRequest, collector: Collector, survey_pk: int) -> HttpResponse:
    version = collecting.version_offered(collector, survey_pk=survey_pk, number=None)
    return HttpResponse(bytes(version.xform), content_type=XML)


@for_collectors
@require_safe
def form_download(_request: HttpRequest, collector: Collector, survey_pk: int, number: int) -> HttpResponse:
    version = collecting.version_offered(collector, survey_pk=survey_pk, number=number)
    return HttpResponse(bytes(version.xform), content_type=XML)


@for_collectors
@require_safe
def form_manifest(request: HttpRequest, collector: Collector, survey_pk: int, number: int) -> HttpResponse:
    version = collecting.version_offered(collector, survey_pk=survey_pk, number=number)
    files = (_file(request, survey_pk, number, media) for media in collecting.media_of(version))
    return HttpResponse(openrosa.manifest(files), content_type=XML)


@for_collectors
@require_safe
def form_media(
    _request: HttpRequest, collector: Collector, survey_pk: int, number: int, name: str
) -> FileResponse:
    version = collecting.version_offered(collector, survey_pk=survey_pk, number=number)
    media = collecting.media_named(version, name)
    content = shelf.path_of(settings.FORM_FILES, media.sha256).open("rb")
    return FileResponse(content, as_attachment=True, filename=media.name, content_type=media.media_type)


@a_door
@require_http_methods(["HEAD", "POST"])
@sensitive_variables()
def submission(request: HttpRequest, token: str, initiative_pk: int) -> HttpResponse:
    post = _post(request, token, initiative_pk)
    if post is None:
        return _submission_at_length(request, token, initiative_pk)
    try:
        receipt = receive_alone(post)
    except FAILURES as failure:
        return excused(failure, language_of(post.collector))
    language = language_of(post.collector)
    with translation.override(language):
        return headed(told(_thanks(receipt, is_partial=False), status=201), language)


def _post(request: HttpRequest, token: str, initiative_pk: int) -> Post | None:
    """The answer that came alone; None for all else, what is no answer included: it is refused there."""
    xml = answer_alone(request) if request.method == "POST" else None
    if xml is None:
        return None
    try:
        envelope = read_envelope(xml)
    except Unreadable:
        return None
    return Post(token, initiative_pk, envelope, xml, request.GET.get("deviceID", ""))


@for_collectors
@sensitive_variables()
def _submission_at_length(request: HttpRequest, collector: Collector) -> HttpResponse:
    if request.method == "HEAD":
        return HttpResponse(status=204)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.ANSWER_POST_BYTES:
        raise TooBig(settings.ANSWER_BYTES // 1_000_000)
    is_partial = request.POST.get(MORE_TO_COME, "").lower() == "yes"
    receipt = receive_post(
        collector=collector,
        xml=_xml(request),
        files=_files(request),
        device_id=request.GET.get("deviceID", ""),
    )
    return told(_thanks(receipt, is_partial=is_partial), status=201)


def _thanks(receipt: Receipt, *, is_partial: bool) -> str:
    if is_partial:
        return _("Received; the files that remain are awaited.")
    return _("Received. Thank you.") if receipt.is_new else _("This answer is already here. Thank you.")


def _xml(request: HttpRequest) -> bytes:
    """The answer: a file for phones, a plain field for some old clients."""
    if ANSWER in request.FILES:
        return bytes(request.FILES[ANSWER].read())
    if ANSWER in request.POST:
        return str(request.POST[ANSWER]).encode()
    raise Unreadable(_("This sending holds no answer (xml_submission_file)."))


def _files(request: HttpRequest) -> Iterator[ReceivedFile]:
    """The files that came with it, one at a time in memory."""
    for part, uploads in request.FILES.lists():
        for upload in uploads:
            if part != ANSWER:
                yield ReceivedFile(upload.name, upload.read())


def _address(request: HttpRequest, view: str, **words: Any) -> str:
    """Absolute, under the same token as the request."""
    given = request.resolver_match.kwargs
    kept = {"token": given["token"], "initiative_pk": given["initiative_pk"]}
    return request.build_absolute_uri(reverse(f"collect:{view}", kwargs=kept | words))


def _entry(request: HttpRequest, form: OpenForm) -> dict[str, str]:
    version = {"survey_pk": form.survey.pk, "number": form.version.number}
    entry = {
        "formID": form.survey.form_id,
        "name": form.survey.title,
        "version": form.version.version,
        "hash": f"md5:{form.version.md5}",
        "downloadUrl": _address(request, "form_download", **version),
    }
    if form.has_media:
        entry["manifestUrl"] = _address(request, "form_manifest", **version)
    return entry


def _file(request: HttpRequest, survey_pk: int, number: int, media: FormMedia) -> dict[str, str]:
    return {
        "filename": media.name,
        "hash": f"md5:{media.md5}",
        "downloadUrl": _address(request, "form_media", survey_pk=survey_pk, number=number, name=media.name),
    }
