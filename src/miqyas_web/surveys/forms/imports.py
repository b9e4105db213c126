"""What a person gives to reach another server. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.actions.sources import Connection
from miqyas_web.surveys.elsewhere import FormThere
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.ui.forms import Form

EXAMPLES = {
    SubmissionOrigin.KOBO: "https://kf.kobotoolbox.org",
    SubmissionOrigin.CENTRAL: "https://central.example.org",
}


class KeyForm(Form):
    """The key of an account: a token at KoboToolbox; a name and a password at ODK Central."""

    account = forms.CharField(
        label=_("E-mail address of the account"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    key = forms.CharField(
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        key = self.fields["key"]
        if kind == SubmissionOrigin.KOBO:
            del self.fields["account"]
            key.label = _("Key of the account (API token)")
            key.help_text = _(
                "At KoboToolbox: Account settings, Security, API key. Better that of an account that may only read."
            )
        else:
            key.label = _("Password of the account")
            key.help_text = _("Better that of an account which is “Project viewer” and nothing more.")


class ConnectForm(KeyForm):
    """A server and its key."""

    address = forms.CharField(
        label=_("Address of the server"),
        max_length=300,
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("As your browser shows it; what follows the name of the server is not needed."),
    )
    field_order = ("address", "account", "key")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.fields["address"].widget.attrs["placeholder"] = EXAMPLES[SubmissionOrigin(kind)]

    def connection(self) -> Connection:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        return Connection(self.kind, said["address"], said["key"], said.get("account", ""))


class ChooseForm(Form):
    """One form among those of the server."""

    ref = forms.ChoiceField(label=_("The form"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: list[FormThere], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {one.ref: one.title for one in offered}
        self.fields["ref"].choices = [(one.ref, _said(one)) for one in offered]

    def title(self) -> str:
        """The title of the form that was chosen."""
        return self.titles[self.cleaned_data["ref"]]


def _said(form: FormThere) -> str:
    return form.title if form.n_answers is None else f"{form.title} ({form.n_answers})"


class ProgramForm(Form):
    """What a program is called, so that people know which address is whose."""

    name = forms.CharField(label=_("Name of the program"), max_length=200)


class SheetForm(Form):
    """A table of answers."""

    survey = forms.ChoiceField(label=_("The questionnaire they answer"))
    file = forms.FileField(
        label=_("The spreadsheet"),
        max_length=255,
        help_text=_(
            "CSV, Excel (.xlsx), Stata (.dta) or Parquet: one line of questions, then one line by answer. "
            "In an Excel workbook, rows that repeat stand in sheets of their own."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.dta,.parquet"}),
    )

    def __init__(self, *args: Any, surveys: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survey"].choices = surveys
