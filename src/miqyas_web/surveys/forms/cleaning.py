"""One step of cleaning as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.actions.cleaning import ON_ONE_COLUMN, StepSaid
from miqyas_web.surveys.enums import StepKind
from miqyas_web.surveys.queries.cleaning import Laid
from miqyas_web.ui.fields import plain_number
from miqyas_web.ui.forms import Form

CONDITIONS = [
    ("", _("no condition")),
    ("equal", _("equal to")),
    ("above", _("above")),
    ("below", _("below")),
    ("missing", _("left without answer")),
]
MOST_KEYS = 1_000


class StepForm(Form):
    """What to do, where, in which rows, and why."""

    kind = forms.ChoiceField(label=_("What to do"), choices=StepKind.choices)
    column = forms.ChoiceField(
        label=_("Which question"),
        required=False,
        help_text=_("Leave it empty to leave answers out or to merge them."),
    )
    value = forms.CharField(
        label=_("New value"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("To replace a value. For a choice, write its code."),
    )
    codes = forms.CharField(
        label=_("Old and new codes"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=_("To recode: one line by code, for example: wel = well"),
    )
    keys = forms.CharField(
        label=_("Identifiers of the answers"),
        required=False,
        max_length=300_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=_("One by line. To merge, the first is kept. Empty: all rows."),
    )
    condition_column = forms.ChoiceField(label=_("Only where"), required=False)
    condition_is = forms.ChoiceField(label=_("is"), choices=CONDITIONS, required=False)
    condition_value = forms.CharField(label=_("this value"), required=False, max_length=1000)
    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )

    def __init__(self, *args: Any, found: Laid, may_see_personal: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        columns = [("", "—")]
        for table, named in found.tables.items():
            start = f"{table} · " if table else ""
            columns += [
                (f"{table}|{name}", f"{start}{found.labels[table, name]} ({name})")
                for name in named
                if not name.startswith("_")
                and found.may_touch(table, name, may_see_personal=may_see_personal)
            ]
        self.fields["column"].choices = self.fields["condition_column"].choices = columns

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        kind = sent.get("kind")
        if kind in ON_ONE_COLUMN and not sent.get("column"):
            self.add_error("column", _("Say which question."))
        if kind == StepKind.REPLACE and not sent.get("value"):
            self.add_error("value", _("Write the new value, or choose to empty it."))
        if kind == StepKind.RECODE and not self._codes():
            self.add_error("codes", _("Write at least one line: old = new"))
        if sent.get("condition_is") and not sent.get("condition_column"):
            self.add_error("condition_column", _("Say which question."))
        if len(self._keys()) > MOST_KEYS:
            self.add_error("keys", _("At most %(most)s answers in one step.") % {"most": MOST_KEYS})
        return sent

    def said(self) -> StepSaid:
        """The step as the action takes it."""
        sent = self.cleaned_data
        kind = StepKind(sent["kind"])
        table, _bar, column = (sent["column"] or "|").partition("|")
        where, _bar, asked = (sent["condition_column"] or "|").partition("|")
        selection: dict[str, Any] = {"keys": keys} if (keys := self._keys()) else {}
        if sent["condition_is"]:
            selection |= {
                "column": asked,
                "is_": sent["condition_is"],
                "value": _plain(sent["condition_value"]),
            }
            table = table if column else where
        change: dict[str, Any] = {}
        if kind == StepKind.REPLACE:
            change = {"value": sent["value"].strip()}
        if kind == StepKind.RECODE:
            change = {"codes": self._codes()}
        return StepSaid(kind, sent["reason"], table, column, selection, change)

    def _keys(self) -> list[str]:
        lines = (self.cleaned_data.get("keys") or "").split()
        return list(dict.fromkeys(lines))

    def _codes(self) -> dict[str, str]:
        lines = (self.cleaned_data.get("codes") or "").splitlines()
        pairs = [line.partition("=") for line in lines if "=" in line]
        return {old.strip(): new.strip() for old, _sign, new in pairs if old.strip() and new.strip()}


def _plain(written: str) -> str:
    """Figures as the science reads them; words as they are."""
    plain = plain_number(written)
    return plain if plain.replace(".", "", 1).lstrip("-").isdecimal() else written.strip()
