"""What a view receives, for the eyes of the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class PageRequest(HttpRequest):
    """A request after our middleware: it knows whether htmx asks."""

    htmx: HtmxDetails
