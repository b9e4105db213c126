"""Measures brought by a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.actions.importing import import_measurements
from miqyas_web.indicators.exports import model_csv
from miqyas_web.indicators.forms.measurements import ImportForm
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for


def measurement_import(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    form = ImportForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            written = import_measurements(
                initiative=initiative, file=form.cleaned_data["file"], by=request.user
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return _page(request, initiative, form, lines=getattr(refusal, "lines", []))
        n = len(written)
        told = ngettext("%(n)s measure was written as a draft.", "%(n)s measures were written as drafts.", n)
        messages.success(request, told % {"n": n})
        return redirect("indicators:measurement_list", initiative.pk)
    return _page(request, initiative, form, lines=[])


def _page(
    request: HttpRequest, initiative: Initiative, form: ImportForm, *, lines: list[tuple[int, str]]
) -> HttpResponse:
    context = {"initiative": initiative, "step": "indicators", "form": form, "lines": lines}
    status = 422 if form.errors else 200
    return render(request, "indicators/measurement_import.html", context, status=status)


def measurement_model(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk)
    answer = HttpResponse(
        model_csv(initiative, get_language() or "fr"), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="mesures.csv"'
    return answer
