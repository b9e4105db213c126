"""Doors and profile."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from miqyas_web.accounts.actions import people, signing_in
from miqyas_web.accounts.forms import (
    ChangePasswordForm,
    PasswordLinkForm,
    PersonForm,
    RegisterForm,
    ResetPasswordForm,
    SignInForm,
)
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation.errors import Refused


def safe_next(request: HttpRequest) -> str:
    """The page asked for before signing in, when it is one of ours; else the desk."""
    wanted = str(request.POST.get("next") or request.GET.get("next") or "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return str(wanted if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL))


def network_address(request: HttpRequest) -> str:
    """Where the request comes from: behind our proxy, the last address it added."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def with_language(response: HttpResponse, person: Person) -> HttpResponse:
    """Pages follow the language the person has chosen."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        person.language,
        max_age=31_536_000,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def person_sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form = SignInForm(request.POST or None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            person = signing_in.let_in(**form.cleaned_data, address=network_address(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            login(request, person)
            return with_language(redirect(safe_next(request)), person)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return render(request, "accounts/person_sign_in.html", {"form": form, "next": wanted}, status=status)


@require_POST
def person_sign_out(request: SignedInRequest) -> HttpResponse:
    signing_in.sign_out(by=request.user)
    logout(request)
    messages.info(request, _("You have signed out."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def person_register(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form = RegisterForm(request.POST or None)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            person, _organisation = people.register(
                email=sent["email"],
                name=sent["name"],
                password=sent["password"],
                language=get_language() or settings.LANGUAGE_CODE,
                organisation_name=sent["organisation"],
                organisation_kind=sent["kind"],
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            login(request, person)
            messages.success(request, _("Your account is open."))
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(
        request, "accounts/person_register.html", {"form": form}, status=422 if form.errors else 200
    )


def person_edit(request: SignedInRequest) -> HttpResponse:
    person = request.user
    form = PersonForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if form.is_valid():
        person = people.edit_person(by=person, **form.cleaned_data)
        messages.success(request, _("Your profile is up to date."))
        return with_language(redirect("accounts:person_edit"), person)
    return render(request, "accounts/person_edit.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters("current", "password")
def password_edit(request: SignedInRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None, person=request.user)
    if form.is_valid():
        try:
            person = people.change_password(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("current", str(refusal))
        else:
            update_session_auth_hash(request, person)
            messages.success(request, _("Your password is changed. Your other devices are signed out."))
            return redirect("accounts:person_edit")
    return render(request, "accounts/password_edit.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
def password_recover(request: HttpRequest) -> HttpResponse:
    form = PasswordLinkForm(request.POST or None)
    status, sent_to = (422 if form.errors else 200), ""
    if form.is_valid():
        try:
            signing_in.send_password_link(
                email=form.cleaned_data["email"],
                address=network_address(request),
                link_for=lambda *parts: request.build_absolute_uri(
                    reverse("accounts:password_reset", args=parts)
                ),
            )
            sent_to = form.cleaned_data["email"]
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
    context = {"form": form, "sent_to": sent_to}
    return render(request, "accounts/password_recover.html", context, status=status)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def password_reset(request: HttpRequest, number: str, token: str) -> HttpResponse:
    try:
        person = signing_in.person_of_link(number, token)
        form = ResetPasswordForm(request.POST or None, person=person)
        if form.is_valid():
            signing_in.reset_password(number=number, token=token, password=form.cleaned_data["password"])
            messages.success(request, _("Your new password is set. Sign in with it."))
            return redirect("accounts:person_sign_in")
    except Refused as refusal:
        context = {"refusal": refusal}
        return render(request, "accounts/password_reset.html", context, status=refusal.status)
    status = 422 if form.errors else 200
    return render(request, "accounts/password_reset.html", {"form": form, "person": person}, status=status)
