"""A theory as a file, and a spreadsheet brought in: read, previewed, then accepted."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.theories import queries
from miqyas_web.theories.actions.sheets import import_sheet
from miqyas_web.theories.forms.sheets import AcceptForm, SheetForm, sealed
from miqyas_web.theories.queries import sheets
from miqyas_web.theories.views.answers import editable, page

FORMS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def theory_download(request: HttpRequest, initiative_pk: int, form: str) -> HttpResponse:
    """The theory as JSON (for `miqyas theory check`), Excel or CSV."""
    initiative = initiative_for(request.user, initiative_pk)
    if form not in FORMS:
        raise Http404
    content = sheets.theory_file(queries.map_for(initiative), form, name=str(initiative))
    headers = {"Content-Disposition": f'attachment; filename="theory-{initiative.pk}.{form}"'}
    return HttpResponse(content, content_type=FORMS[form], headers=headers)


def theory_import(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = editable(request, initiative_pk)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"initiative": initiative, "form": form}
    if request.method != "POST":
        return page(request, "theories/theory_import.html", context)
    if not form.is_valid():
        return page(request, "theories/theory_import.html", context, status=422)
    try:
        preview = sheets.preview_of(queries.map_for(initiative), form.cleaned_data["file"])
    except Refused as refusal:
        context["refusal"] = refusal
        return page(request, "theories/theory_import.html", context, status=refusal.status)
    context["preview"] = preview
    if preview.theory is None:
        return page(request, "theories/theory_import.html", context, status=422)
    context["accept"] = _accept(initiative, preview)
    return page(request, "theories/theory_preview.html", context)


def theory_accept(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    """Apply what the preview showed."""
    initiative = editable(request, initiative_pk)
    form = AcceptForm(request.POST or None, about=initiative.pk)
    if not form.is_valid():
        context = {"initiative": initiative, "form": SheetForm(), "stale": form}
        return page(request, "theories/theory_import.html", context, status=422)
    held = form.cleaned_data["sealed"]
    try:
        import_sheet(
            initiative=initiative,
            brought=sheets.theory_in(held["theory"]),
            seen_revision=held["revision"],
            by=request.user,
        )
    except Refused as refusal:
        context = {"initiative": initiative, "form": SheetForm(), "refusal": refusal}
        return page(request, "theories/theory_import.html", context, status=refusal.status)
    return redirect("theories:theory_edit", initiative.pk)


def _accept(initiative: Initiative, preview: sheets.Preview) -> AcceptForm:
    held = sealed(preview.packed, initiative_pk=initiative.pk, revision=preview.revision)
    return AcceptForm(initial={"sealed": held}, about=initiative.pk)
