"""A measure as a form, with one pair of fields by group."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.queries.groups import Grouping
from miqyas_web.indicators.rules.workflow import GroupSaid, MeasureSaid
from miqyas_web.ui.fields import NumberField, WholeNumberField
from miqyas_web.ui.forms import Form

FIGURE: dict[str, Any] = {"required": False, "max_digits": 18, "decimal_places": 6}
EVIDENCE_ACCEPTED = ".pdf,.jpg,.jpeg,.png,.csv,.xlsx"


class MeasurementForm(Form):
    """One value on one day; of a ratio, what stands above and below the line."""

    date = forms.DateField(
        label=_("Day of the measure"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day it holds, or the last day of the period it covers."),
    )
    value = NumberField(label=_("Value"), **FIGURE)
    n = WholeNumberField(
        label=_("How many people or places (n)"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=_("Those behind the figure: without it, no interval and no weighted total."),
    )
    numerator = NumberField(label=_("Numerator"), **FIGURE)
    denominator = NumberField(label=_("Denominator"), **FIGURE)
    low = NumberField(label=_("Lower end of the 95 % interval"), **FIGURE)
    high = NumberField(label=_("Upper end of the 95 % interval"), **FIGURE)
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("What a reader must know: who was missing, what changed in the way of measuring."),
    )
    file = forms.FileField(
        label=_("The file that shows it"),
        required=False,
        max_length=255,
        help_text=_(
            "A page of a register, a report, a picture: PDF, JPEG, PNG, CSV or Excel, 20 MB at most."
        ),
        widget=forms.FileInput(attrs={"accept": EVIDENCE_ACCEPTED}),
    )

    def __init__(self, *args: Any, indicator: Indicator, groupings: list[Grouping], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groupings = groupings
        if not indicator.is_ratio:
            del self.fields["numerator"], self.fields["denominator"]
        for dimension, key, name in self._groups():
            self.fields[f"value:{dimension}:{key}"] = NumberField(label=name, **FIGURE)
            self.fields[f"n:{dimension}:{key}"] = WholeNumberField(
                label=_("n"), required=False, min_value=0, max_value=2_000_000_000
            )

    def group_rows(self) -> Iterator[tuple[str, list[tuple[str, BoundField, BoundField]]]]:
        """By dimension, the name of each group with its two fields."""
        for one in self.groupings:
            rows = [
                (name, self[f"value:{one.dimension}:{key}"], self[f"n:{one.dimension}:{key}"])
                for key, name in one.groups
            ]
            if rows:
                yield one.name, rows

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        for dimension, key, _name in self._groups():
            value, n = f"value:{dimension}:{key}", f"n:{dimension}:{key}"
            if value in self.errors or n in self.errors:
                continue
            if sent.get(value) is not None and sent.get(n) is None:
                self.add_error(n, _("Say how many people: a group of fewer than ten is not kept."))
            if sent.get(n) is not None and sent.get(value) is None:
                self.add_error(value, _("Give the value of this group, or leave both empty."))
        return sent

    def said(self) -> MeasureSaid:
        """What was said, as the action takes it."""
        sent = self.cleaned_data
        return MeasureSaid(
            date=sent["date"],
            value=sent["value"],
            n=sent["n"],
            numerator=sent.get("numerator"),
            denominator=sent.get("denominator"),
            low=sent["low"],
            high=sent["high"],
            note=sent["note"],
            groups=[
                GroupSaid(dimension, key, sent[f"value:{dimension}:{key}"], sent[f"n:{dimension}:{key}"])
                for dimension, key, _name in self._groups()
                if sent.get(f"value:{dimension}:{key}") is not None
            ],
        )

    def _groups(self) -> Iterator[tuple[str, str, str]]:
        for one in self.groupings:
            for key, name in one.groups:
                yield one.dimension, key, name


def initial_of(measurement: Measurement) -> dict[str, Any]:
    """What the form shows at first for a measure that exists. One query."""
    shown: dict[str, Any] = {"date": measurement.date, "n": measurement.n, "note": measurement.note}
    names = ["value", "numerator", "denominator"]
    if measurement.interval_method == "said":
        names += ["low", "high"]
    shown |= {name: _plain(getattr(measurement, name)) for name in names}
    for one in measurement.groups.all():
        if not one.is_hidden:
            shown[f"value:{one.dimension}:{one.group}"] = _plain(one.value)
            shown[f"n:{one.dimension}:{one.group}"] = one.n
    return shown


def _plain(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"


class ReasonForm(Form):
    """Why a measure is returned or withdrawn."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class ImportForm(Form):
    """A file of measures."""

    file = forms.FileField(
        label=_("The file"),
        max_length=255,
        help_text=_("CSV or Excel (.xlsx), one line by measure, with the columns of the model."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
