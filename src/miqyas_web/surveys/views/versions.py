"""One version of a questionnaire: its questions, its states."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import jobs
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import definitions, publishing
from miqyas_web.surveys.models import FormVersion
from miqyas_web.surveys.queries import sights as queries
from miqyas_web.surveys.queries.surveys import version_for
from miqyas_web.surveys.rules.compiling import is_heavy
from miqyas_web.surveys.rules.kinds import kinds_by_group
from miqyas_web.surveys.rules.states import WRITABLE


def version_show(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number)
    return shown(request, version)


def shown(
    request: HttpRequest, version: FormVersion, *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The page of a version, with what was refused, if anything."""
    may = permissions_in(version.survey.initiative.organisation, request.user)
    sight = queries.sight_of(version)
    context = {
        **about(version),
        "sight": sight,
        "page": Paginator(sight.rows, queries.ROWS_BY_PAGE).get_page(request.GET.get("page")),
        "may_write": Permission.DESCRIBE in may and version.state in WRITABLE,
        "may_describe": Permission.DESCRIBE in may,
        "may_publish": Permission.BRING_DATA in may,
        "kinds": kinds_by_group(),
        "refusal": refusal,
    }
    return render(request, "surveys/version_show.html", context, status=status)


def version_publish(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.BRING_DATA)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return _published(request, version)
        except Refused as refused:
            refusal = refused
            version.refresh_from_db()
    context = {**about(version), "sight": queries.sight_of(version), "refusal": refusal}
    return render(request, "surveys/version_publish.html", context, status=refusal.status if refusal else 200)


def _published(request: HttpRequest, version: FormVersion) -> HttpResponse:
    seen = seen_in(request)
    if is_heavy(version.definition):
        title = _("Publishing “%(title)s”") % {"title": version.survey.title}
        job = jobs.ask(
            "surveys.publish_version",
            title=title,
            by=request.user,
            version_id=version.pk,
            revision=version.revision if seen is None else seen,
            person_id=request.user.pk,
        )
        return redirect("ui:job_show", job.pk)
    publishing.publish_version(version=version, by=request.user, seen=seen)
    messages.success(request, _("The version is published and frozen: its hash will not change."))
    return redirect("surveys:survey_show", version.survey.initiative_id, version.survey_id)


@require_POST
def version_move(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number)
    moves = {
        "test": publishing.put_on_trial,
        "retired": publishing.retire_version,
        "published": publishing.put_back_version,
    }
    move = moves.get(request.POST.get("to", ""), publishing.put_on_trial)
    try:
        move(version=version, by=request.user)
    except Refused as refusal:
        return shown(request, version, refusal=refusal, status=refusal.status)
    return redirect("surveys:version_show", initiative_pk, pk, number)


@require_POST
def version_next(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    made = publishing.begin_next_version(version=version, by=request.user)
    return redirect("surveys:version_show", initiative_pk, pk, made.number)


@require_POST
def version_undo(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = version_of(request, initiative_pk, pk, number, may=Permission.DESCRIBE)
    try:
        definitions.undo_change(version=version, by=request.user, seen=seen_in(request))
    except Refused as refusal:
        version.refresh_from_db()
        return shown(request, version, refusal=refusal, status=refusal.status)
    return redirect("surveys:version_show", initiative_pk, pk, number)


def version_of(
    request: HttpRequest, initiative_pk: int, pk: int, number: int, *, may: Permission | None = None
) -> FormVersion:
    """The version an address speaks of, for those who may."""
    initiative = initiative_for(request.user, initiative_pk, may=may)
    return version_for(request.user, initiative, pk, number)


def about(version: FormVersion) -> dict[str, object]:
    """What every page of a version needs."""
    survey = version.survey
    return {"initiative": survey.initiative, "step": "surveys", "survey": survey, "version": version}


def seen_in(request: HttpRequest) -> int | None:
    """The revision the person had before their eyes."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() else None
