"""Pages for what went wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from miqyas_web.ui import languages


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/error.html", {"status": 403}, status=403)


def form_not_checked(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: the page was left open too long, or cookies are refused."""
    return render(request, "ui/error.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/error.html", {"status": 404}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, the session or the person: any of them may be what broke."""
    facts = {
        "status": 500,
        "language": languages.current(),
        "languages": [],
        "navigation": [],
        "is_demonstration": settings.DEMONSTRATION,
    }
    return HttpResponse(render_to_string("ui/error.html", facts), status=500)
