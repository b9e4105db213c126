"""Pages that belong to no domain: the gallery of components, the choice of language, long work, a sign of life."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from miqyas_web.foundation import slots
from miqyas_web.foundation.enums import JobState
from miqyas_web.ui import gallery
from miqyas_web.ui.queries import jobs_asked_by

A_YEAR = 365 * 24 * 3600


@login_not_required
@require_GET
def gallery_show(request: HttpRequest) -> HttpResponse:
    """Public: every component in every state."""
    return render(request, "ui/gallery_show.html", gallery.samples())


@login_not_required
@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Public: keep the language in a cookie and stay on the page."""
    code = request.POST.get("language", "")
    response = HttpResponseRedirect(_page_to_return_to(request))
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
        )
        for remember in slots.items("language_chosen"):
            remember(request, code)
    return response


def _page_to_return_to(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked and is_ours else "/"


@never_cache
@require_GET
def job_show(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(jobs_asked_by(request.user), pk=pk)
    if job.state == JobState.DONE and job.next_address:
        return HttpResponseClientRedirect(job.next_address) if request.htmx else redirect(job.next_address)
    template = "ui/job_show.html#progress" if request.htmx else "ui/job_show.html"
    return render(request, template, {"job": job})


@login_not_required
@require_GET
def health_show(_request: HttpRequest) -> HttpResponse:
    """Public: the process answers. Says nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")
