"""Grants that other funders published: brought, previewed, kept, removed; their recipients recognised by a person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions import published as actions
from miqyas_web.funding.forms.published import (
    Preview,
    PublishedAcceptForm,
    PublishedForm,
    as_values,
    preview_of,
)
from miqyas_web.funding.queries import published as queries
from miqyas_web.funding.queries.portfolio import funder_for
from miqyas_web.funding.science.published import read_brought


def _funder(request: SignedInRequest, pk: int) -> Organisation:
    """The funder, for who runs its calls."""
    organisation = funder_for(request.user, pk)
    check_has(Permission.FUND, permissions_in(organisation, request.user))
    return organisation


def _frame(organisation: Organisation, *, is_below: bool = False) -> dict[str, Any]:
    crumbs = [(_("Our calls"), reverse("funding:own_call_list")), (organisation.name, "")]
    if is_below:
        crumbs.append(
            (_("Grants of other funders"), reverse("funding:published_list", args=[organisation.pk]))
        )
    return {"organisation": organisation, "crumbs": crumbs}


def published_list(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = funder_for(request.user, pk)
    context = {
        **_frame(organisation),
        "files": queries.files_of(organisation),
        "proposals": queries.proposals_of(organisation, request.user),
        "answers": queries.answers_of(organisation, request.user),
        "may_fund": Permission.FUND in permissions_in(organisation, request.user),
    }
    return render(request, "funding/published_list.html", context)


def published_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a file and show what it holds; nothing is kept here."""
    organisation = _funder(request, pk)
    form = PublishedForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict[str, Any] = {**_frame(organisation, is_below=True), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            preview = _preview(organisation, form.cleaned_data["file"])
        except Refused as refused:
            context["refusal"] = refused
            return render(request, "funding/published_import.html", context, status=refused.status)
        accept = PublishedAcceptForm(initial={"sealed": preview.sealed}, about=organisation.pk)
        context |= {"preview": preview, "accept": accept, "name": form.cleaned_data["file"].name}
    return render(request, "funding/published_import.html", context, status=422 if form.errors else 200)


def _preview(organisation: Organisation, file: Any) -> Preview:
    return preview_of(read_brought(file.read()), organisation=organisation, name=file.name)


@require_POST
def published_keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what the preview showed."""
    organisation = _funder(request, pk)
    sent = PublishedAcceptForm(request.POST, about=organisation.pk)
    if not sent.is_valid():
        raise Unfit(" ".join(sent.errors["sealed"]))
    held = sent.cleaned_data["sealed"]
    rows = [as_values(row) for row in held["rows"]]
    actions.keep_published(organisation=organisation, said=held, rows=rows, by=request.user)
    messages.success(request, _("The grants of this file are kept. Say below which recipients apply to you."))
    return redirect("funding:published_list", pk)


def published_show(request: SignedInRequest, pk: int, file_pk: int) -> HttpResponse:
    organisation = funder_for(request.user, pk)
    file = queries.file_in(organisation, file_pk)
    context = {
        **_frame(organisation, is_below=True),
        "file": file,
        "page": queries.grants_in(file, page=request.GET.get("page", "1")),
        "may_fund": Permission.FUND in permissions_in(organisation, request.user),
    }
    return render(request, "funding/published_show.html", context)


@require_POST
def published_remove(request: SignedInRequest, pk: int, file_pk: int) -> HttpResponse:
    organisation = _funder(request, pk)
    actions.remove_published(file=queries.file_in(organisation, file_pk), by=request.user)
    messages.success(request, _("The file and its grants are gone."))
    return redirect("funding:published_list", pk)


@require_POST
def recipient_say(request: SignedInRequest, pk: int) -> HttpResponse:
    """One recipient: the applicant, or somebody else."""
    organisation, answer = _funder(request, pk), request.POST.get("is_same", "")
    if answer not in ("yes", "no"):
        raise Unfit(_("Say whether this recipient is the applicant."))
    actions.say_recipient(
        organisation=organisation,
        applicant_pk=request.POST.get("applicant", ""),
        key=request.POST.get("key", ""),
        is_same=answer == "yes",
        by=request.user,
    )
    return redirect("funding:published_list", pk)


@require_POST
def recipient_take_back(request: SignedInRequest, pk: int, match_pk: int) -> HttpResponse:
    organisation = _funder(request, pk)
    for match in queries.answers_of(organisation, request.user):
        if match.pk == match_pk:
            actions.take_back_recipient(match=match, by=request.user)
            return redirect("funding:published_list", pk)
    raise Http404
