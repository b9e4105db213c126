"""Bringing a spreadsheet of answers: the file, its columns, then the work apart."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.queries import initiative_for
from miqyas_web.surveys.actions import spreadsheets
from miqyas_web.surveys.forms.imports import SheetForm
from miqyas_web.surveys.forms.sheets import ArrangeForm, MatchForm
from miqyas_web.surveys.models import Source
from miqyas_web.surveys.queries import imports as queries
from miqyas_web.surveys.queries import sheets as sheet_queries
from miqyas_web.surveys.queries.surveys import survey_for


def import_sheet(request: HttpRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    surveys = [(one.pk, one.title) for one in initiative.surveys.order_by("title", "pk")]
    is_sent = request.method == "POST"
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None, surveys=surveys)
    if is_sent and form.is_valid():
        try:
            source = _brought(request, initiative, form)
            then = "import_arrange" if sheet_queries.is_to_arrange(source) else "import_match"
            return redirect(f"surveys:{then}", initiative.pk, source.pk)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
    context = {"initiative": initiative, "step": "surveys", "form": form, "surveys": surveys}
    return render(request, "surveys/import_sheet.html", context, status=422 if form.errors else 200)


def _brought(request: HttpRequest, initiative, form: SheetForm) -> Source:  # type: ignore[no-untyped-def]  # an initiative
    file = form.cleaned_data["file"]
    survey = survey_for(request.user, initiative, int(form.cleaned_data["survey"]))
    return spreadsheets.bring_sheet(survey=survey, name=file.name, content=file.read(), by=request.user)


@require_POST
def import_discard(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    source = queries.source_for(request.user, initiative, pk)
    try:
        spreadsheets.discard_sheet(source=source, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:import_show", initiative.pk, source.pk)
    messages.success(request, _("“%(name)s” was given up and erased.") % {"name": source.file_name})
    return redirect("surveys:import_list", initiative.pk)


def import_arrange(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    source = queries.source_for(request.user, initiative, pk)
    sheets, repeats = sheet_queries.sheets_to_arrange(source)
    form = ArrangeForm(request.POST if request.method == "POST" else None, sheets=sheets, repeats=repeats)
    if request.method == "POST" and form.is_valid():
        try:
            spreadsheets.arrange_sheets(source=source, said=form.said(), by=request.user)
            return redirect("surveys:import_match", initiative.pk, source.pk)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    context = {"initiative": initiative, "step": "surveys", "source": source, "form": form}
    return render(request, "surveys/import_arrange.html", context, status=422 if form.errors else 200)


def import_match(request: HttpRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.BRING_DATA)
    source = queries.source_for(request.user, initiative, pk)
    sheets = sheet_queries.sheets_shown(source, request.user)
    form = MatchForm(request.POST if request.method == "POST" else None, sheets=sheets)
    if request.method == "POST" and form.is_valid():
        try:
            job = spreadsheets.match_sheets(source=source, columns=form.columns(), by=request.user)
            return redirect("ui:job_show", job.pk)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    context = {
        "initiative": initiative,
        "step": "surveys",
        "source": source,
        "form": form,
        "n_rows": sum(each.seen.n_rows for each in sheets if each.seen.is_main),
        "may_arrange": sheet_queries.is_to_arrange(source),
        "not_checked": sheet_queries.not_checked(source),
    }
    return render(request, "surveys/import_match.html", context, status=422 if form.errors else 200)
