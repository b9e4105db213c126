"""What every address opened by a token has in common: no session, no redirection, a sentence in its language."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys import openrosa
from miqyas_web.surveys.models import Collector
from miqyas_web.surveys.queries.doors import collector_with
from miqyas_web.surveys.refusals import TooBig, Unreadable

XML = "text/xml; charset=utf-8"
BUSY = 503
View = Callable[..., HttpResponse]
UNREAD = (MultiPartParserError, TooManyFilesSent, TooManyFieldsSent, UnreadablePostError)
FAILURES = (Refused, Http404, RequestDataTooBig, OperationalError, *UNREAD)


def a_door(view: View) -> View:
    """Let the view be opened without session or sign-in, ahead of all that pages need (`ui.middleware.Doors`)."""
    opened = csrf_exempt(login_not_required(view))
    opened.is_a_door = True
    return opened


def for_collectors(view: View) -> View:
    """Open the view with the collector of the address in place of the token, and answer as OpenRosa demands."""

    @a_door
    @wraps(view)
    def opened(request: HttpRequest, token: str, initiative_pk: int, **words: object) -> HttpResponse:
        collector = None
        try:
            collector = collector_with(token, initiative_pk=initiative_pk)
            with translation.override(collector.language):
                response = view(request, collector, **words)
        except FAILURES as failure:
            collector = collector or getattr(failure, "collector", None)
            return excused(failure, language_of(collector))
        return headed(response, language_of(collector))

    return opened


def language_of(collector: Collector | None) -> str:
    """That of the address; the platform's own when it opens nothing."""
    return collector.language if collector else settings.LANGUAGE_CODE


def headed(response: HttpResponse, language: str) -> HttpResponse:
    """What phones look for in every answer."""
    response.headers["X-OpenRosa-Version"] = "1.0"
    response.headers["X-OpenRosa-Accept-Content-Length"] = str(settings.ANSWER_BYTES)
    response.headers["Content-Language"] = language
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if not response.streaming:
        response.headers.setdefault("Content-Length", str(len(response.content)))
    return response


def excused(failure: Exception, language: str) -> HttpResponse:
    """Why nothing was done, in the phone's own format and the language of its address."""
    with translation.override(language):
        response = told(*_sentence_of(failure))
    if response.status_code == BUSY:
        response.headers["Retry-After"] = "30"
    return headed(response, language)


def _sentence_of(failure: Exception) -> tuple[object, int]:
    if isinstance(failure, RequestDataTooBig):
        failure = TooBig(settings.ANSWER_BYTES // 1_000_000)
    if isinstance(failure, Refused):
        return failure.sentence, failure.status
    if isinstance(failure, Http404):
        return _("There is nothing at this address."), 404
    if isinstance(failure, OperationalError):
        return _("The platform is busy. Your answers stay on the phone: send them again."), BUSY
    return _("This sending was cut short or cannot be read."), Unreadable.status


def told(sentence: object, status: int) -> HttpResponse:
    """A sentence the phone shows."""
    nature = "submit_success" if status in {201, 202} else "error"
    return HttpResponse(openrosa.response(str(sentence), nature=nature), content_type=XML, status=status)
