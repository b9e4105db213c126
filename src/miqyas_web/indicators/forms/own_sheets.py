"""What a person may send about an own list. Nothing is saved here."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.indicators.science.own_sheets import FIELDS, field_name
from miqyas_web.ui.forms import Form


class ListFileForm(Form):
    """The file of a list."""

    file = forms.FileField(
        label=_("The file of your list"),
        max_length=255,
        help_text=_("CSV or Excel (.xlsx): one line of headings, then one line by indicator. At most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm"}),
    )


class ColumnsForm(Form):
    """Which column of the file holds what, the list's name, what happens to rows in doubt."""

    name = forms.CharField(
        label=_("Name of the list"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("A list of the same name is replaced by this one."),
    )
    leaves_out = forms.BooleanField(
        label=_("Keep the sound rows and leave the others out"), required=False, initial=False
    )

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in the file")), *((heading, heading) for heading in headings)]
        for field in FIELDS:
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=field_name(field), choices=choices, required=False
            )

    @property
    def columns(self) -> dict[str, str]:
        """The corrections, as the science takes them."""
        return {field: self.cleaned_data[f"column_{field}"] for field in FIELDS}

    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column_{field}"] for field in FIELDS]
