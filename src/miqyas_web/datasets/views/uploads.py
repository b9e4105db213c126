"""A file comes in, is looked at, described, frozen or given up."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.datasets import actions, queries
from miqyas_web.datasets.enums import UploadState
from miqyas_web.datasets.forms import DescriptionForm, FreezeForm, RereadForm, UploadForm
from miqyas_web.datasets.models import DatasetVersion, Upload
from miqyas_web.datasets.queries import UploadColumn, UploadSight
from miqyas_web.datasets.rules import COLUMNS_BY_PAGE, MOST_BYTES
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for


def upload_create(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    form = UploadForm(_sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = actions.bring_file(
                initiative=initiative,
                file=form.cleaned_data["file"],
                encoding=form.cleaned_data["encoding"],
                sheet=form.cleaned_data["sheet"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
            return _brought(request, initiative, form, refusal=refusal)
        return _to_upload(upload)
    return _brought(request, initiative, form)


def _brought(
    request: HttpRequest, initiative: Initiative, form: UploadForm, *, refusal: Refused | None = None
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "step": "datasets",
        "form": form,
        "most_megabytes": MOST_BYTES // 1_000_000,
        "is_about_encoding": getattr(refusal, "is_about_encoding", False),
        "is_about_sheet": getattr(refusal, "is_about_sheet", False),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "datasets/upload_create.html", context, status=status)


def _to_upload(upload: Upload) -> HttpResponse:
    if upload.state == UploadState.READING and upload.job_id:
        return redirect("ui:job_show", upload.job_id)
    return redirect("datasets:upload_show", upload.initiative_id, upload.pk)


def upload_show(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    upload = _upload(request, initiative_pk, pk)
    if upload.state == UploadState.FROZEN:
        return redirect(_version_address(upload.version))
    if upload.state == UploadState.READING:
        return _to_upload(upload)
    sight = queries.sight_of(upload, request.user)
    page = _page_of(sight, request)
    form = DescriptionForm(_sent(request), columns=page.object_list)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_columns(upload=upload, said=form.said(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return _shown(request, upload, sight, page, form, status=refusal.status)
        return redirect(_after_describing(request, upload, page))
    return _shown(request, upload, sight, page, form, status=422 if form.errors else 200)


def _shown(
    request: HttpRequest,
    upload: Upload,
    sight: UploadSight,
    page: Page[UploadColumn],
    form: DescriptionForm,
    *,
    status: int,
) -> HttpResponse:
    context: dict[str, Any] = {
        "initiative": upload.initiative,
        "step": "datasets",
        "upload": upload,
        "sight": sight,
        "page": page,
        "form": form,
        "first_rows": sight.first_rows(page.object_list),
        "reread_form": RereadForm(
            kind=sight.kind,
            sheets=sight.sheets,
            initial={"encoding": upload.encoding, "sheet": sight.sheet},
        ),
        "already": queries.frozen_from(upload),
    }
    return render(request, "datasets/upload_show.html", context, status=status)


def _page_of(sight: UploadSight, request: HttpRequest) -> Page[UploadColumn]:
    return Paginator(sight.columns, COLUMNS_BY_PAGE).get_page(request.GET.get("page"))


def _after_describing(request: HttpRequest, upload: Upload, page: Page[UploadColumn]) -> str:
    here = reverse("datasets:upload_show", args=[upload.initiative_id, upload.pk])
    asked = request.POST.get("then", "")
    if asked == "next" and page.has_next():
        return f"{here}?page={page.next_page_number()}"
    if asked == "save":
        return f"{here}?page={page.number}"
    return reverse("datasets:upload_freeze", args=[upload.initiative_id, upload.pk])


@require_POST
def upload_reread(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    upload = _upload(request, initiative_pk, pk)
    if upload.state != UploadState.READY:
        return redirect("datasets:upload_show", initiative_pk, pk)
    sight = queries.sight_of(upload, request.user)
    form = RereadForm(request.POST, kind=sight.kind, sheets=sight.sheets)
    if not form.is_valid():
        return redirect("datasets:upload_show", initiative_pk, pk)
    upload = actions.reread_upload(
        upload=upload,
        encoding=form.cleaned_data.get("encoding", ""),
        sheet=form.cleaned_data.get("sheet", ""),
        by=request.user,
    )
    return _to_upload(upload)


def upload_freeze(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    upload = _upload(request, initiative_pk, pk)
    if request.method != "POST" and upload.state != UploadState.READY:
        return redirect("datasets:upload_show", initiative_pk, pk)
    form = FreezeForm(_sent(request), datasets=list(upload.initiative.datasets.all()))
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            frozen = actions.ask_freeze(upload=upload, naming=form.naming(), by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return _to_frozen(request, frozen)
    context = {
        "initiative": upload.initiative,
        "step": "datasets",
        "upload": upload,
        "sight": queries.sight_of(upload, request.user) if upload.state == UploadState.READY else None,
        "form": form,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "datasets/upload_freeze.html", context, status=status)


def _to_frozen(request: HttpRequest, frozen: Any) -> HttpResponse:
    if not isinstance(frozen, DatasetVersion):
        return redirect("ui:job_show", frozen.pk)
    messages.success(request, _("The dataset is frozen. Its hash below will not change."))
    return redirect(_version_address(frozen))


def _version_address(version: DatasetVersion | None) -> str:
    if version is None:
        raise Refused(_("This file was given up in the meantime. Bring it again."))
    return reverse(
        "datasets:version_show", args=[version.dataset.initiative_id, version.dataset_id, version.number]
    )


@require_POST
def upload_discard(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    upload = _upload(request, initiative_pk, pk)
    actions.discard_upload(upload=upload, by=request.user)
    messages.success(request, _("“%(name)s” was given up and deleted.") % {"name": upload.original_name})
    return redirect("datasets:dataset_list", initiative_pk)


def _upload(request: HttpRequest, initiative_pk: int, pk: int) -> Upload:
    """The file, for those who may bring data: what was read of it is not for every reader."""
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    uploads = initiative.uploads.select_related("initiative__organisation", "version__dataset", "brought_by")
    return get_object_or_404(uploads, pk=pk)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent; a form that comes without any field is sent all the same."""
    return request.POST if request.method == "POST" else None
