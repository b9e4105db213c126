"""Frozen datasets: the list, one dataset, one version and its rows for those who may have them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.datasets import actions, exports, queries
from miqyas_web.datasets.enums import Extract, FileForm
from miqyas_web.datasets.forms import DownloadForm
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.datasets.rules import COLUMNS_BY_PAGE, may_read
from miqyas_web.initiatives.queries import initiative_for


def dataset_list(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    may = permissions_in(initiative.organisation, request.user)
    context = {
        "initiative": initiative,
        "step": "datasets",
        "rows": queries.dataset_rows(initiative),
        "uploads": queries.uploads_waiting(initiative) if Permission.BRING_DATA in may else [],
        "may_bring": Permission.BRING_DATA in may,
        "surveys": queries.surveys_to_extract(initiative) if Permission.BRING_DATA in may else [],
    }
    return render(request, "datasets/dataset_list.html", context)


def dataset_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    dataset = get_object_or_404(initiative.datasets, pk=pk)
    versions = list(dataset.versions.select_related("frozen_by").order_by("-number"))
    context = {
        "initiative": initiative,
        "step": "datasets",
        "dataset": dataset,
        "versions": versions,
        "latest": versions[0],
        "extract": dataset.extracts.first(),
        "may_bring": Permission.BRING_DATA in permissions_in(initiative.organisation, request.user),
    }
    return render(request, "datasets/dataset_show.html", context)


def version_show(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = _version(request, initiative_pk, pk, number)
    may = permissions_in(version.dataset.initiative.organisation, request.user)
    columns = version.columns.select_related("version").order_by("position")
    context: dict[str, Any] = {
        "initiative": version.dataset.initiative,
        "step": "datasets",
        "dataset": version.dataset,
        "version": version,
        "page": Paginator(columns, COLUMNS_BY_PAGE).get_page(request.GET.get("page")),
        "n_personal": columns.filter(is_personal=True).count(),
        "provenance": queries.provenance_of(version),
        "twins": queries.twins_of(version),
        "file_forms": [form for form in FileForm if form != FileForm.PARQUET],
        "n_renamed": queries.n_renamed(version),
        "may_read_analysis": may_read(Extract.ANALYSIS, may),
        "may_read_personal": bool(version.personal_sha256) and may_read(Extract.PERSONAL, may),
    }
    return render(request, "datasets/version_show.html", context)


def version_download(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> HttpResponse:
    version = _version(request, initiative_pk, pk, number)
    form = DownloadForm(request.POST if request.method == "POST" else request.GET)
    form.full_clean()
    extract, file_form = form.extract(), form.file_form()
    if extract == Extract.PERSONAL and request.method != "POST":
        # Personal columns are asked for by a form with its token: no link, no preview of a page brings them.
        return HttpResponseNotAllowed(["POST"])
    path = actions.read_extract(version=version, extract=extract, form=file_form, by=request.user)
    name = exports.file_name(version, extract, file_form)
    if file_form == FileForm.CSV:
        answer = StreamingHttpResponse(exports.csv_lines(path), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    file = exports.opened(version, extract, file_form, path)
    return FileResponse(
        file, as_attachment=True, filename=name, content_type=exports.CONTENT_TYPES[file_form]
    )


def _version(request: HttpRequest, initiative_pk: int, pk: int, number: int) -> DatasetVersion:
    initiative = initiative_for(request.user, initiative_pk)
    versions = queries.versions_visible_to(request.user)
    return get_object_or_404(versions, dataset__initiative=initiative, dataset_id=pk, number=number)
