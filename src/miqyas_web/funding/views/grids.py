"""Grids of a funder: from the library to a frozen version."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import grids as actions
from miqyas_web.funding.forms.grids import CriterionForm, GridCreateForm, GridForm
from miqyas_web.funding.models import GridVersion
from miqyas_web.funding.queries import grids as queries
from miqyas_web.funding.queries.calls import funders_of
from miqyas_web.funding.queries.own_places import own_places
from miqyas_web.funding.science import grids as science


def grid_list(request: SignedInRequest) -> HttpResponse:
    context = {
        "grids": queries.grids_of(request.user),
        "funders": funders_of(request.user),
        "own": own_places(request.user),
    }
    return render(request, "funding/grid_list.html", context)


def grid_create(request: SignedInRequest) -> HttpResponse:
    funders = funders_of(request.user)
    if not funders:
        raise Refused(_("A grid belongs to an organisation. Ask its lead to invite you as a contributor."))
    form = GridCreateForm(request.POST or None, organisations=funders)
    if request.method == "POST" and form.is_valid():
        version = actions.create_grid(**form.cleaned_data, by=request.user)
        return redirect("funding:grid_show", version.pk)
    return render(request, "funding/grid_create.html", {"form": form}, status=422 if form.errors else 200)


def grid_show(request: SignedInRequest, pk: int) -> HttpResponse:
    version = queries.version_for(request.user, pk)
    rights = permissions_in(version.grid.organisation, request.user)
    title = version.grid.title
    found = science.findings_in(version.content, title=title) if version.state == "draft" else []
    context = {
        "version": version,
        "findings": found,
        "n_blocking": sum(each.blocks for each in found),
        "impact": version.impact or science.impact_of(version.content, title=title),
        "versions": version.grid.versions.order_by("-number"),
        "may_fund": Permission.FUND in rights,
        "may_publish": Permission.PUBLISH in rights,
    }
    return render(request, "funding/grid_show.html", context)


def grid_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    version = queries.version_for(request.user, pk, may=Permission.FUND)
    form, refusal = GridForm(request.POST or None, version=version), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        gate = said["total_gate"]
        try:
            actions.edit_grid(
                version=version,
                title=said["title"],
                total_gate=None if gate is None else float(gate),
                tie_breaks=form.tie_breaks(),
                revision=said["revision"],
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:grid_show", pk)
    return _form(request, "grid_edit", version, form, refusal)


def criterion_edit(request: SignedInRequest, pk: int, key: str = "") -> HttpResponse:
    """One criterion; without a key, a new one."""
    version = queries.version_for(request.user, pk, may=Permission.FUND)
    held = {one["key"]: one for one in version.content.get("criteria", [])}
    if key and key not in held:
        raise Http404
    form, refusal = CriterionForm(request.POST or None, version=version, criterion=held.get(key, {})), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_criterion(
                version=version,
                key=key or None,
                criterion=form.said(),
                revision=form.cleaned_data["revision"],
                by=request.user,
            )
        except Refused as refused:
            refusal = refused
        else:
            return redirect("funding:grid_show", pk)
    return _form(request, "criterion_edit", version, form, refusal, key=key)


def _form(
    request: SignedInRequest, page: str, version: GridVersion, form: Any, refusal: Refused | None, **more: Any
) -> HttpResponse:
    status = refusal.status if refusal else 422 if form.errors else 200
    context = {"version": version, "form": form, "refusal": refusal} | more
    return render(request, f"funding/{page}.html", context, status=status)


@require_POST
def criterion_delete(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    version = queries.version_for(request.user, pk, may=Permission.FUND)
    actions.remove_criterion(version=version, key=key, by=request.user)
    return redirect("funding:grid_show", pk)


@require_POST
def grid_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.publish_grid(version=queries.version_for(request.user, pk), by=request.user)
    messages.success(request, _("The grid is published: this version no longer changes."))
    return redirect("funding:grid_show", pk)


@require_POST
def grid_revise(request: SignedInRequest, pk: int) -> HttpResponse:
    version = actions.revise_grid(grid=queries.version_for(request.user, pk).grid, by=request.user)
    return redirect("funding:grid_show", version.pk)


@require_POST
def grid_retire(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.retire_grid(version=queries.version_for(request.user, pk), by=request.user)
    return redirect("funding:grid_show", pk)
