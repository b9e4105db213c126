"""Seats offered, taken, withdrawn."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from miqyas_web.accounts import queries
from miqyas_web.accounts.actions import invitations
from miqyas_web.accounts.enums import Permission, Role
from miqyas_web.accounts.forms import AcceptForm, InvitationForm
from miqyas_web.accounts.models import Invitation, Person
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.accounts.rules import ROLES, check_has
from miqyas_web.foundation.errors import Refused


@never_cache
def invitation_create(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations_of(request.user), pk=pk)
    check_has(Permission.MANAGE_MEMBERS, ROLES[Role(organisation.role)].permissions)
    form = InvitationForm(request.POST or None, initial={"language": get_language(), "role": Role.READER})
    crumbs = [
        (organisation.name, reverse("accounts:organisation_show", args=[pk])),
        (_("Invite someone"), ""),
    ]
    context = {"organisation": organisation, "form": form, "crumbs": crumbs}
    if form.is_valid():
        try:
            # The link is shown now or never: only its hash is kept.
            context["link"] = invitations.invite(
                organisation=organisation,
                by=request.user,
                link_for=lambda token: request.build_absolute_uri(
                    reverse("accounts:invitation_accept", args=[token])
                ),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
    return render(request, "accounts/invitation_create.html", context, status=422 if form.errors else 200)


@require_POST
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(queries.invitations_visible_to(request.user), pk=pk)
    invitations.withdraw(invitation=invitation, by=request.user)
    messages.success(
        request,
        _("The invitation to %(email)s is withdrawn: its link no longer opens.")
        % {"email": invitation.email},
    )
    return redirect("accounts:organisation_show", pk=invitation.organisation_id)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = invitations.open_invitation(token)
        if isinstance(request.user, Person):
            return _accept_signed_in(request, invitation, token, by=request.user)
        return _accept_by_registering(request, invitation, token)
    except Refused as refusal:
        context = {"refusal": refusal}
        return render(request, "accounts/invitation_accept.html", context, status=refusal.status)


def _accept_signed_in(
    request: HttpRequest, invitation: Invitation, token: str, *, by: Person
) -> HttpResponse:
    if request.method == "POST":
        membership = invitations.accept(token=token, by=by)
        messages.success(
            request,
            _("You are now a member of %(organisation)s.") % {"organisation": invitation.organisation},
        )
        return redirect("accounts:organisation_show", pk=membership.organisation_id)
    context = {"invitation": invitation, "rights": ROLES[Role(invitation.role)]}
    return render(request, "accounts/invitation_accept.html", context)


def _accept_by_registering(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    form = AcceptForm(request.POST or None, email=invitation.email)
    if form.is_valid():
        try:
            person = invitations.register_and_accept(
                token=token, language=get_language() or settings.LANGUAGE_CODE, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            login(request, person)
            return redirect("accounts:organisation_show", pk=invitation.organisation_id)
    context = {"invitation": invitation, "rights": ROLES[Role(invitation.role)], "form": form}
    status = 422 if form.errors else 200
    return render(request, "accounts/invitation_accept.html", context, status=status)
