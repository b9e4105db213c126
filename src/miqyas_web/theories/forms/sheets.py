"""What a person may send as a spreadsheet: first the file, then the preview they accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.ui.forms import Form
from miqyas_web.ui.sealed_forms import SealedForm


class SheetForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("The file"),
        max_length=255,
        help_text=_("Excel (.xlsx) or CSV, such as downloaded from this page."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class AcceptForm(SealedForm):
    """A theory read from a file, and the revision it was compared with; ``about`` is the initiative's number."""

    salt = "miqyas.theories.sheet"


def sealed(theory: dict[str, Any], *, initiative_pk: int, revision: int) -> str:
    """What `AcceptForm` takes."""
    return AcceptForm.seal({"theory": theory, "revision": revision}, about=initiative_pk)
