"""What a view receives, for the eyes of the type checker, and whether it answers with a fragment."""

from typing import cast

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class PageRequest(HttpRequest):
    """A request after our middleware: it knows whether htmx asks."""

    htmx: HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; on the way back in history it asks for the whole."""
    asked = cast(PageRequest, request).htmx
    return bool(asked) and not asked.history_restore_request
