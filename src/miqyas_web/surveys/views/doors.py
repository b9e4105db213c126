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
View = Callable[..., HttpResponse]


def for_collectors(view: View) -> View:
    """Open the view with the collector of the address in place of the token, and answer as OpenRosa demands."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, token: str, initiative_pk: int, **words: object) -> HttpResponse:
        language = settings.LANGUAGE_CODE
        try:
            collector = collector_with(token, initiative_pk=initiative_pk)
            language = collector.language
            with translation.override(language):
                response = _answered(view, request, collector, **words)
        except Refused as refusal:
            with translation.override(language):
                response = told(refusal.sentence, status=refusal.status)
        response.headers["X-OpenRosa-Version"] = "1.0"
        response.headers["X-OpenRosa-Accept-Content-Length"] = str(settings.ANSWER_BYTES)
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "private, no-cache")
        if not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    # Nothing that pages need is needed here: `ui.middleware.Doors` opens it first.
    opened.is_a_door = True
    return opened


def _answered(view: View, request: HttpRequest, collector: Collector, **words: object) -> HttpResponse:
    """The view's answer; what a phone cannot read is said in its own format."""
    try:
        return view(request, collector, **words)
    except Refused as refusal:
        return told(refusal.sentence, status=refusal.status)
    except RequestDataTooBig:
        too_big = TooBig(settings.ANSWER_BYTES // 1_000_000)
        return told(too_big.sentence, status=too_big.status)
    except (MultiPartParserError, TooManyFilesSent, TooManyFieldsSent, UnreadablePostError):
        return told(_("This sending was cut short or cannot be read."), status=Unreadable.status)
    except Http404:
        return told(_("There is nothing at this address."), status=404)
    except OperationalError:
        busy = told(_("The platform is busy. Your answers stay on the phone: send them again."), status=503)
        busy.headers["Retry-After"] = "30"
        return busy


def told(sentence: object, *, status: int) -> HttpResponse:
    """A sentence the phone shows."""
    nature = "submit_success" if status in {201, 202} else "error"
    return HttpResponse(openrosa.response(str(sentence), nature=nature), content_type=XML, status=status)
