"""What a person may send about themselves, their organisation and its members."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import OrganisationKind, Role
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.rules import ROLES
from miqyas_web.ui.forms import Form
from miqyas_web.ui.languages import KNOWN


def languages() -> list[tuple[str, str]]:
    """Every language by its own name: who looks for theirs can read it."""
    return [(code, KNOWN[code].own_name) for code, _name in settings.LANGUAGES]


def email_field(label: Any, **options: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email", "dir": "ltr"})
    return forms.EmailField(label=label, max_length=254, widget=widget, **options)


def current_password_field(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"})
    return forms.CharField(label=label, strip=False, max_length=1000, widget=widget)


class NewPassword(Form):
    """A new password, held against the rules it is announced with."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        help_text=_(
            "At least 10 characters. Not a common password, nor one close to your name or your address. "
            "A few words put side by side are easy to remember."
        ),
    )

    def about(self) -> Person:
        """Whose password it will be: it must not resemble their name or address."""
        return Person(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            try:
                password_validation.validate_password(cleaned["password"], user=self.about())
            except ValidationError as refusal:
                self.add_error("password", refusal)
        return cleaned


class SignInForm(Form):
    email = email_field(_("Email address"))
    password = current_password_field(_("Password"))


class PasswordLinkForm(Form):
    email = email_field(_("Email address"))


class OrganisationForm(Form):
    kind = forms.ChoiceField(label=_("You are"), choices=[("", _("Choose…")), *OrganisationKind.choices])
    organisation = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        required=False,
        help_text=_("If you act alone, leave it empty: your own name is used."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_alone = cleaned.get("kind") == OrganisationKind.INDIVIDUAL
        if "kind" in cleaned and not is_alone and not cleaned.get("organisation"):
            self.add_error("organisation", _("Write the name of your organisation."))
        return cleaned


class RegisterForm(OrganisationForm, NewPassword):
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = email_field(_("Email address"))
    field_order = ["name", "email", "password", "kind", "organisation"]


class AcceptForm(NewPassword):
    """Registering by invitation: the address is the one the letter went to."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    field_order = ["name", "password"]

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def about(self) -> Person:
        return Person(email=self.email, name=self.cleaned_data.get("name", ""))


class PersonForm(Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Language of pages and letters"), choices=languages, widget=forms.RadioSelect
    )


class ResetPasswordForm(NewPassword):
    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def about(self) -> Person:
        return self.person


class ChangePasswordForm(ResetPasswordForm):
    current = current_password_field(_("Current password"))
    field_order = ["current", "password"]


def roles() -> list[tuple[str, Any]]:
    """Roles with what each is for, the narrowest first: nobody gets more by haste."""
    told = [(role.value, f"{role.label} — {rights.meant_for}") for role, rights in ROLES.items()]
    return told[::-1]


class InvitationForm(Form):
    email = email_field(_("Their email address"))
    role = forms.ChoiceField(label=_("Role"), choices=roles, widget=forms.RadioSelect, initial=Role.READER)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=languages, widget=forms.RadioSelect
    )


class RoleForm(Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
