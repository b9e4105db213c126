"""What every answer carries: a content policy, the chosen language, refusals as sentences."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused, Unfit

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class ContentSecurityPolicy:
    """One policy for the whole site: nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class Doors:
    """Views that say they are a door are opened ahead of all that only pages need: session, language, sign-in.

    Phones post to them by the hundred; they name who comes by the address itself.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/key/"):
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if not getattr(match.func, "is_a_door", False):
            return self.get_response(request)
        request.resolver_match = match
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return answer


class Fragments:
    """A page and its fragment share an address: caches keep them apart, and an expired login is said whole.

    Without this, htmx would follow the redirection and put the sign-in page inside the fragment's place.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ("HX-Request",))
        if request.headers.get("HX-Request") == "true" and _leads_to_sign_in(response):
            return self._sign_in_whole(request)
        return response

    def _sign_in_whole(self, request: HttpRequest) -> HttpResponse:
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = page._replace(scheme="", netloc="", fragment="").geturl()
        query = urlencode({"next": back}) if back.startswith("/") else ""
        answer = HttpResponse(status=401)
        answer.headers["HX-Redirect"] = f"{resolve_url(settings.LOGIN_URL)}?{query}".rstrip("?")
        patch_vary_headers(answer, ("HX-Request",))
        return answer


def _leads_to_sign_in(response: HttpResponse) -> bool:
    if response.status_code != 302:
        return False
    return urlsplit(response.headers["Location"]).path == resolve_url(settings.LOGIN_URL)


class ChosenLanguage:
    """The cookie first (what the person chose), then the browser's wish, then French."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if code not in dict(settings.LANGUAGES):
            code = translation.get_language_from_request(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class Refusals:
    """A ``Refused`` that no page caught is shown as a page of its own, with its sentence."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """A search with a NUL is refused before a database is asked: PostgreSQL fails on it."""
        if "%00" not in request.META.get("QUERY_STRING", "") and "\x00" not in request.path_info:
            return None
        sentence = _("The address holds a character that no text has (NUL): write it again without it.")
        return self.process_exception(request, Unfit(sentence))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        template = (
            "ui/parts/refusal.html" if request.headers.get("HX-Request") == "true" else "ui/refused.html"
        )
        facts = {"refusal": exception, "back": _page_before(request)}
        return render(request, template, facts, status=exception.status)


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the person came from, or nothing."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host():
        return ""
    return before._replace(scheme="", netloc="", fragment="").geturl()
