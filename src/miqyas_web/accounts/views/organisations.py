"""Organisations, their members, their trail, and the roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from miqyas_web.accounts import queries
from miqyas_web.accounts.actions import organisations
from miqyas_web.accounts.enums import Permission, Role
from miqyas_web.accounts.forms import OrganisationForm, RoleForm
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.accounts.rules import ROLES, check_has, rights_table


def organisation_list(request: SignedInRequest) -> HttpResponse:
    context = {"organisations": queries.organisations_of(request.user)}
    return render(request, "accounts/organisation_list.html", context)


def organisation_create(request: SignedInRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        name = form.cleaned_data["organisation"] or request.user.name
        organisation = organisations.create_organisation(
            name=name, kind=form.cleaned_data["kind"], by=request.user
        )
        return redirect("accounts:organisation_show", pk=organisation.pk)
    status = 422 if form.errors else 200
    return render(request, "accounts/organisation_create.html", {"form": form}, status=status)


def organisation_show(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations_of(request.user), pk=pk)
    may_manage = Permission.MANAGE_MEMBERS in ROLES[Role(organisation.role)].permissions
    context = {
        "organisation": organisation,
        "members": queries.members_of(organisation),
        "may_manage": may_manage,
        "roles": Role.choices,
        "invitations": queries.invitations_waiting(organisation) if may_manage else [],
    }
    return render(request, "accounts/organisation_show.html", context)


def organisation_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations_of(request.user), pk=pk)
    check_has(Permission.MANAGE_MEMBERS, ROLES[Role(organisation.role)].permissions)
    shown = {"kind": organisation.kind, "organisation": organisation.name}
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        name = form.cleaned_data["organisation"] or request.user.name
        organisations.edit_organisation(
            organisation=organisation, name=name, kind=form.cleaned_data["kind"], by=request.user
        )
        messages.success(request, _("The organisation is described as you wrote it."))
        return redirect("accounts:organisation_show", pk=pk)
    crumbs = [(organisation.name, reverse("accounts:organisation_show", args=[pk])), (_("Correct"), "")]
    context = {"form": form, "organisation": organisation, "crumbs": crumbs}
    return render(request, "accounts/organisation_edit.html", context, status=422 if form.errors else 200)


def trace_list(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations_of(request.user), pk=pk)
    check_has(Permission.MANAGE_MEMBERS, ROLES[Role(organisation.role)].permissions)
    page = queries.traces_of(organisation, page=request.GET.get("page", 1))
    crumbs = [
        (organisation.name, reverse("accounts:organisation_show", args=[pk])),
        (_("Who did what here"), ""),
    ]
    context = {"organisation": organisation, "page": page, "crumbs": crumbs}
    return render(request, "accounts/trace_list.html", context)


@require_POST
def membership_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(queries.memberships_visible_to(request.user), pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = form.cleaned_data["role"]
        organisations.change_role(membership=membership, role=role, by=request.user)
        messages.success(
            request,
            _("%(name)s is now «%(role)s».") % {"name": membership.person.name, "role": Role(role).label},
        )
    return redirect("accounts:organisation_show", pk=membership.organisation_id)


@require_POST
def membership_end(request: SignedInRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(queries.memberships_visible_to(request.user), pk=pk)
    organisations.remove_member(membership=membership, by=request.user)
    messages.success(
        request,
        _("%(name)s is no longer a member of %(organisation)s.")
        % {"name": membership.person.name, "organisation": membership.organisation.name},
    )
    if membership.person_id == request.user.pk:
        return redirect("accounts:organisation_list")
    return redirect("accounts:organisation_show", pk=membership.organisation_id)


def role_list(request: SignedInRequest) -> HttpResponse:
    context = {"roles": list(ROLES.values()), "rows": rights_table()}
    return render(request, "accounts/role_list.html", context)
