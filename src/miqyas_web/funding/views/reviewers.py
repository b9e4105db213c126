"""Who reads for a call: invited, described, leaving."""

from typing import Any

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

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.forms import AcceptForm
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.actions import reviewers as actions
from miqyas_web.funding.forms.reviewers import DescribeReviewerForm, InviteReviewerForm, ReasonForm
from miqyas_web.funding.models import Call, ReviewerInvitation
from miqyas_web.funding.queries import reviewers as queries
from miqyas_web.funding.queries.access import call_for
from miqyas_web.initiatives.rules import writable


def call_crumbs(call: Call, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from a call to one of its pages of reading."""
    return [(title_of(call), reverse("funding:review_progress", args=[call.pk])), *more]


def title_of(call: Call) -> str:
    """The title of a call in the language of the page."""
    return call.title.get(get_language() or "") or str(call)


@never_cache
def reviewer_list(request: SignedInRequest, call_pk: int) -> HttpResponse:
    call = call_for(request.user, call_pk, may=Permission.FUND)
    form = InviteReviewerForm(request.POST or None, initial={"language": get_language()})
    context: dict[str, Any] = {"call": call, "form": form, "crumbs": call_crumbs(call, (_("Reviewers"), ""))}
    if form.is_valid():
        try:
            # The link is shown now or never: only its hash is kept.
            context["link"] = actions.invite_reviewer(
                call=call, by=request.user, link_for=_link_for(request), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
    context |= {"reviewers": queries.reviewers_of(call), "invitations": queries.invitations_of(call)}
    return render(request, "funding/reviewer_list.html", context, status=422 if form.errors else 200)


def _link_for(request: HttpRequest) -> Any:
    return lambda token: request.build_absolute_uri(reverse("funding:reviewer_accept", args=[token]))


@require_POST
def reviewer_uninvite(request: SignedInRequest, pk: int) -> HttpResponse:
    among = ReviewerInvitation.objects.filter(call__in=Call.objects.visible_to(request.user))
    invitation = get_object_or_404(among.select_related("call__organisation"), pk=pk)
    actions.withdraw_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation is withdrawn: its link no longer opens."))
    return redirect("funding:reviewer_list", invitation.call_id)


def reviewer_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewer = queries.reviewer_of_secretariat(request.user, pk, may=Permission.FUND)
    call = reviewer.call
    kept = {
        name: getattr(reviewer, name)
        for name in ("panel", "themes", "languages", "most_files", "is_committee")
    }
    form = DescribeReviewerForm(request.POST or None, initial=kept, call=call, language=get_language() or "")
    if form.is_valid():
        actions.describe_reviewer(reviewer=reviewer, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is kept."))
        return redirect("funding:reviewer_list", call.pk)
    crumbs = call_crumbs(
        call,
        (_("Reviewers"), reverse("funding:reviewer_list", args=[call.pk])),
        (reviewer.person.name, ""),
    )
    context = {"reviewer": reviewer, "form": form, "leaving": ReasonForm(), "crumbs": crumbs}
    return render(request, "funding/reviewer_edit.html", context, status=422 if form.errors else 200)


@require_POST
def reviewer_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewer = queries.reviewer_of_secretariat(request.user, pk, may=Permission.FUND)
    n = actions.end_reviewing(
        reviewer=reviewer, because=writable(request.POST.get("because", "")[:2000]), by=request.user
    )
    messages.success(
        request, _("This person reads no more. Files to give to someone else: %(n)s.") % {"n": n}
    )
    return redirect("funding:reviewer_list", reviewer.call_id)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def reviewer_accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = actions.open_invitation(token)
    except Refused as refusal:
        told = {"refusal": refusal}
        return render(request, "funding/reviewer_accept.html", told, status=refusal.status)
    if isinstance(request.user, Person) and request.method == "POST":
        reviewer = actions.accept_invitation(token=token, by=request.user)
        return redirect("funding:reviewing_declare", reviewer.pk)
    form = None
    if not isinstance(request.user, Person):
        form = AcceptForm(request.POST or None, email=invitation.email)
        if form.is_valid() and _registered(request, token, form):
            return redirect("funding:reviewing_list")
    context = {"invitation": invitation, "title": title_of(invitation.call), "form": form}
    status = 422 if form and form.errors else 200
    return render(request, "funding/reviewer_accept.html", context, status=status)


def _registered(request: HttpRequest, token: str, form: AcceptForm) -> bool:
    try:
        person = actions.register_and_accept(
            token=token, language=get_language() or settings.LANGUAGE_CODE, **form.cleaned_data
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    login(request, person)
    return True
