"""What a person may send as a spreadsheet: first the file, then the preview they accept."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from miqyas_web.ui.forms import Form

# A preview is accepted while it is fresh in mind.
LONGEST_SECONDS = 6 * 3600
_SALT = "miqyas.theories.sheet"


class SheetForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("The file"),
        max_length=255,
        help_text=_("Excel (.xlsx) or CSV, such as downloaded from this page."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class AcceptForm(Form):
    """What was shown, sealed so that nothing else can be accepted."""

    sealed = forms.CharField(max_length=4_000_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, initiative_pk: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initiative_pk = initiative_pk

    def clean_sealed(self) -> dict[str, Any]:
        problem = forms.ValidationError(
            _("This preview is no longer valid. Send the file again to see what it would change.")
        )
        try:
            held: dict[str, Any] = signing.loads(
                self.cleaned_data["sealed"], salt=_SALT, max_age=LONGEST_SECONDS
            )
        except signing.BadSignature as error:
            raise problem from error
        if held["initiative"] != self.initiative_pk:
            raise problem
        return held


def sealed(theory: dict[str, Any], *, initiative_pk: int, revision: int) -> str:
    """What `AcceptForm` takes: a theory read from a file, and the revision it was compared with."""
    held = {"theory": theory, "initiative": initiative_pk, "revision": revision}
    return signing.dumps(held, salt=_SALT, compress=True)
