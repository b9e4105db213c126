"""An organisation's own lists: brought, corrected, kept whole or not at all."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.actions import own_sheets as actions
from miqyas_web.indicators.forms.own_sheets import ColumnsForm, ListFileForm
from miqyas_web.indicators.models import ListDraft
from miqyas_web.indicators.queries import own_sheets as queries
from miqyas_web.indicators.science.own_sheets import FIELDS, ReadList
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.queries import initiative_for

ROWS_SHOWN = 10
FAULTS_SHOWN = 100


def catalogue_import(request: SignedInRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, refusal = ListFileForm(*sent), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.bring_list(
                organisation=initiative.organisation,
                file_name=file.name,
                content=file.read(),
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            return redirect("indicators:own_list_create", initiative.pk)
    context = {
        "initiative": initiative,
        "step": "indicators",
        "form": form,
        "refusal": refusal,
        "draft": queries.draft_of(initiative.organisation, request.user),
        "lists": queries.lists_of(initiative.organisation),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "indicators/catalogue_import.html", context, status=status)


def own_list_create(request: SignedInRequest, initiative_pk: int) -> HttpResponse:
    """What the file holds, its columns to correct; then the list, kept whole."""
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    draft = queries.draft_or_404(initiative.organisation, request.user)
    found = queries.reading_of(draft)
    if request.method != "POST":
        return _review(
            request,
            initiative,
            draft,
            found,
            ColumnsForm(headings=found.headings, initial=_first(draft, found)),
        )
    form, refusal = ColumnsForm(request.POST, headings=found.headings), None
    if form.is_valid():
        try:
            draft = actions.correct_columns(draft=draft, columns=form.columns, by=request.user)
            if "keep" not in request.POST:
                return redirect("indicators:own_list_create", initiative.pk)
            return _keep(request, initiative, draft, form)
        except Refused as refused:
            refusal, found = (
                refused,
                queries.reading_of(queries.draft_or_404(initiative.organisation, request.user)),
            )
    return _review(request, initiative, draft, found, form, refusal=refusal)


def _keep(
    request: SignedInRequest, initiative: Initiative, draft: ListDraft, form: ColumnsForm
) -> HttpResponse:
    kept = actions.keep_list(
        draft=draft,
        name=form.cleaned_data["name"],
        leaves_out=form.cleaned_data["leaves_out"],
        by=request.user,
    )
    n = kept.sheets.count()
    told = ngettext(
        "“%(name)s” holds %(n)s indicator, which your organisation alone reads.",
        "“%(name)s” holds %(n)s indicators, which your organisation alone reads.",
        n,
    )
    messages.success(request, told % {"name": kept.name, "n": n})
    return redirect("indicators:catalogue_list", initiative.pk)


def _first(draft: ListDraft, found: ReadList) -> dict[str, Any]:
    """The form as it first stands: what was guessed or corrected."""
    columns = {f"column_{field}": found.columns.get(field, "") for field in FIELDS}
    return {"name": draft.file_name.rsplit(".", 1)[0][:150], **columns}


def _review(
    request: SignedInRequest,
    initiative: Initiative,
    draft: ListDraft,
    found: ReadList,
    form: ColumnsForm,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "step": "indicators",
        "draft": draft,
        "found": found,
        "rows": found.indicators[:ROWS_SHOWN],
        "faults": found.faults[:FAULTS_SHOWN],
        "form": form,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "indicators/own_list_create.html", context, status=status)


@require_POST
def own_list_discard(request: SignedInRequest, initiative_pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    draft = queries.draft_or_404(initiative.organisation, request.user)
    actions.discard_draft(draft=draft, by=request.user)
    return redirect("indicators:catalogue_import", initiative.pk)


@require_POST
def own_list_delete(request: SignedInRequest, initiative_pk: int, pk: int) -> HttpResponse:
    initiative = initiative_for(request.user, initiative_pk, may=Permission.DESCRIBE)
    actions.delete_list(own_list=queries.list_or_404(initiative.organisation, pk), by=request.user)
    return redirect("indicators:catalogue_import", initiative.pk)
