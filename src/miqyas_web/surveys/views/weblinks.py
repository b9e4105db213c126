"""Filling in a questionnaire by a web link, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from miqyas_web.surveys import form_pages
from miqyas_web.surveys.form_pages import Filler, Place, Sight
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.queries import webforms as queries


@require_GET
@login_not_required
def link_fill(request: HttpRequest, token: str, survey_pk: int) -> HttpResponse:
    link = queries.link_of(token, survey_pk)
    is_test = link.collector.is_test
    version = queries.version_to_fill(link.survey, is_test=is_test)
    filler = Filler(owner=f"link {link.collector.pk} {survey_pk}", is_link=True)
    return form_pages.form_page(
        request, Sight(link.survey, version, _place(token, link.survey), filler, is_test)
    )


@require_GET
@login_not_required
def link_worker(_request: HttpRequest, token: str, survey_pk: int) -> HttpResponse:
    queries.link_of(token, survey_pk)
    return form_pages.worker_script()


@require_GET
@login_not_required
def link_xform(_request: HttpRequest, token: str, survey_pk: int, sha256: str) -> HttpResponse:
    return form_pages.xform_file(queries.link_of(token, survey_pk).survey, sha256)


@require_GET
@login_not_required
def link_media(_request: HttpRequest, token: str, survey_pk: int, sha256: str, name: str) -> FileResponse:
    return form_pages.media_file(queries.link_of(token, survey_pk).survey, sha256, name)


def _place(token: str, survey: Survey) -> Place:
    page = reverse("collect:link_fill", args=[token, survey.pk])
    key = page.removesuffix(f"forms/{survey.pk}/")
    return Place(
        page=page,
        worker=reverse("collect:link_worker", args=[token, survey.pk]),
        # The same address as a phone's (OpenRosa).
        post=f"{key}projects/{survey.initiative_id}/submission",
        back="",
        xform=lambda sha256: reverse("collect:link_xform", args=[token, survey.pk, sha256]),
        media=lambda sha256, name: reverse("collect:link_media", args=[token, survey.pk, sha256, name]),
    )
