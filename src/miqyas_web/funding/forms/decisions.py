"""What a committee may send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.actions.decisions import Departure
from miqyas_web.funding.queries.budgets import FileLine
from miqyas_web.ui.forms import Form

MOST_LETTERS = 2000


class DecisionForm(Form):
    """Who decides, and for each application whether it moves, and why."""

    present = forms.CharField(
        label=_("Who was there"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One person a line."),
    )

    def __init__(self, *args: Any, lines: tuple[FileLine, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        for line in lines:
            reference = line.candidate.reference
            label = _("Take it out") if line.is_funded else _("Bring it in")
            self.fields[f"move_{reference}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"reason_{reference}"] = forms.CharField(
                label=_("Reason for %(reference)s") % {"reference": reference},
                required=False,
                max_length=MOST_LETTERS,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    @property
    def moves(self) -> list[tuple[FileLine, forms.BoundField, forms.BoundField]]:
        """Each application beside its two fields."""
        return [
            (line, self[f"move_{line.candidate.reference}"], self[f"reason_{line.candidate.reference}"])
            for line in self.lines
        ]

    def departures(self) -> list[Departure]:
        return [
            Departure(
                line.candidate.reference,
                is_in=not line.is_funded,
                reason=self.cleaned_data[f"reason_{line.candidate.reference}"],
            )
            for line in self.lines
            if self.cleaned_data.get(f"move_{line.candidate.reference}")
        ]

    def present_names(self) -> list[str]:
        return str(self.cleaned_data["present"]).splitlines()
