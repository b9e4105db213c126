"""Bringing answers from other servers: choose an origin, connect, choose the form, run, look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import sources
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.forms.imports import ChooseForm, ConnectForm, KeyForm
from miqyas_web.surveys.models import Source
from miqyas_web.surveys.queries import imports as queries

SERVERS = (SubmissionOrigin.KOBO, SubmissionOrigin.CENTRAL)


def import_list(request: HttpRequest, initiative_pk: int, pk: int | None = None) -> HttpResponse:
    initiative = _initiative(request, initiative_pk)
    context = {
        "initiative": initiative,
        "step": "surveys",
        "rows": queries.source_rows(initiative, survey_pk=pk),
        "survey_pk": pk,
    }
    return render(request, "surveys/import_list.html", context)


@sensitive_post_parameters("key")
def import_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = _initiative(request, initiative_pk)
    kind = request.GET.get("from", "")
    if kind not in SERVERS:
        context = {"initiative": initiative, "step": "surveys", "servers": SERVERS}
        return render(request, "surveys/import_create.html", context)
    form = ConnectForm(_sent(request), kind=kind)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            source = sources.connect_source(initiative=initiative, said=form.connection(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        else:
            return redirect("surveys:import_choose", initiative.pk, source.pk)
    context = {
        "initiative": initiative,
        "step": "surveys",
        "form": form,
        "kind": SubmissionOrigin(kind),
    }
    return render(request, "surveys/import_create.html", context, status=_status(status, form))


def import_choose(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, source = _source(request, initiative_pk, pk)
    if source.form_ref:
        return redirect("surveys:import_show", initiative.pk, source.pk)
    context = {"initiative": initiative, "step": "surveys", "source": source}
    try:
        form = ChooseForm(_sent(request), offered=sources.server_at(source).forms())
        if request.method == "POST" and form.is_valid():
            return _chosen(request, source, form)
    except Refused as refusal:
        return render(
            request, "surveys/import_choose.html", context | {"refusal": refusal}, status=refusal.status
        )
    return render(request, "surveys/import_choose.html", context | {"form": form}, status=_status(200, form))


def _chosen(request: HttpRequest, source: Source, form: ChooseForm) -> HttpResponse:
    sources.choose_form(source=source, ref=form.cleaned_data["ref"], title=form.title(), by=request.user)
    return redirect("ui:job_show", sources.ask_run(source=source, by=request.user).pk)


@sensitive_post_parameters("key")
def import_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, source = _source(request, initiative_pk, pk)
    if not source.form_ref:
        return redirect("surveys:import_choose", initiative.pk, source.pk)
    if source.file_name and not source.runs.exists():
        return redirect("surveys:import_match", initiative.pk, source.pk)
    form = KeyForm(_sent(request), kind=source.kind, initial={"account": source.account})
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            sources.renew_key(
                source=source, key=said["key"], account=said.get("account", ""), by=request.user
            )
        except Refused as refusal:
            form.add_error("key", refusal.sentence)
        else:
            messages.success(request, _("The server accepts this key."))
            return redirect("surveys:import_show", initiative.pk, source.pk)
    runs = list(queries.runs_of(source))
    context = {
        "initiative": initiative,
        "step": "surveys",
        "source": source,
        "runs": runs,
        "last": runs[0] if runs else None,
        "form": form,
    }
    return render(request, "surveys/import_show.html", context, status=_status(200, form))


@require_POST
def import_run(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, source = _source(request, initiative_pk, pk)
    try:
        job = sources.ask_run(source=source, by=request.user, is_whole="whole" in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:import_show", initiative.pk, source.pk)
    return redirect("ui:job_show", job.pk)


@require_POST
def import_forget(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative, source = _source(request, initiative_pk, pk)
    sources.forget_key(source=source, by=request.user)
    messages.success(request, _("The key is erased. The answers brought stay."))
    return redirect("surveys:import_show", initiative.pk, source.pk)


def _initiative(request: HttpRequest, pk: int) -> Initiative:
    return initiative_for(request.user, pk, may=Permission.BRING_DATA)


def _source(request: HttpRequest, initiative_pk: int, pk: int) -> tuple[Initiative, Source]:
    initiative = _initiative(request, initiative_pk)
    return initiative, queries.source_for(request.user, initiative, pk)


def _status(status: int, form: KeyForm | ChooseForm) -> int:
    return 422 if status == 200 and form.errors else status


def _sent(request: HttpRequest):  # type: ignore[no-untyped-def]  # QueryDict or None, as forms take it
    return request.POST if request.method == "POST" else None
