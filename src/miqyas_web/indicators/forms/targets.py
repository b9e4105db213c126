"""The path of an indicator as a form: where it starts, what is due when, of all or of a group."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from miqyas_web.indicators.enums import Direction, Interpolation, TargetReason
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.queries.groups import Grouping
from miqyas_web.indicators.rules.targets import MOST_TARGETS, PathSaid, TargetSaid
from miqyas_web.ui.fields import NumberField
from miqyas_web.ui.forms import Form

FIGURE: dict[str, Any] = {"required": False, "max_digits": 18, "decimal_places": 4}
SPARE_ROWS = 3


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class TargetsForm(Form):
    """Baseline, interpolation, and one row by target; a row left empty is no target."""

    baseline_value = NumberField(label=_("Baseline"), **FIGURE)
    baseline_date = _day(_("Date of the baseline"))
    interpolation = forms.ChoiceField(
        label=_("Between two targets"), choices=Interpolation.choices, widget=forms.RadioSelect
    )
    tolerance = NumberField(
        label=_("Tolerance"),
        help_text=_("How far from its target the value still holds, in the unit of the indicator."),
        **FIGURE,
    )
    reason = forms.ChoiceField(
        label=_("Why these targets change"),
        choices=[("", _("Choose…")), *TargetReason.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("In a sentence"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(
        self, *args: Any, indicator: Indicator, path: PathSaid, groupings: list[Grouping], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if indicator.direction != Direction.MAINTAIN:
            del self.fields["tolerance"]
        if not indicator.are_targets_approved:
            del self.fields["reason"], self.fields["note"]
        self.n_rows = min(self._rows_sent() or len(path.targets) + SPARE_ROWS, MOST_TARGETS)
        choices = [("", _("All")), *_grouped(groupings)]
        for place in range(self.n_rows):
            self.fields[f"date_{place}"] = _day(_("Date"))
            self.fields[f"value_{place}"] = NumberField(label=_("Target"), **FIGURE)
            if groupings:
                self.fields[f"group_{place}"] = forms.ChoiceField(
                    label=_("Of"), choices=choices, required=False
                )
        self.initial = {**self.initial, **_initial(path)}

    def rows(self) -> Iterator[list[BoundField]]:
        """The fields of each target."""
        for place in range(self.n_rows):
            names = (f"date_{place}", f"value_{place}", f"group_{place}")
            yield [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        for place in range(self.n_rows):
            day, value = sent.get(f"date_{place}"), sent.get(f"value_{place}")
            wrong = f"date_{place}" in self.errors or f"value_{place}" in self.errors
            if not wrong and (day is None) != (value is None):
                name = "date" if day is None else "value"
                self.add_error(f"{name}_{place}", _("A target needs both its date and its value."))
        return sent

    def said(self) -> PathSaid:
        """What was said, as the action takes it."""
        sent = self.cleaned_data
        return PathSaid(
            interpolation=sent["interpolation"],
            tolerance=sent.get("tolerance"),
            baseline_value=sent["baseline_value"],
            baseline_date=sent["baseline_date"],
            targets=tuple(self._targets()),
        )

    def _targets(self) -> Iterator[TargetSaid]:
        sent = self.cleaned_data
        for place in range(self.n_rows):
            day: date | None = sent.get(f"date_{place}")
            if day is not None:
                dimension, _colon, group = sent.get(f"group_{place}", "").partition(":")
                yield TargetSaid(dimension, group, day, sent[f"value_{place}"])

    def _rows_sent(self) -> int:
        return sum(1 for name in self.data if name.startswith("date_")) if self.is_bound else 0


def _grouped(groupings: list[Grouping]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (one.name, [(f"{one.dimension}:{key}", name) for key, name in one.groups])
        for one in groupings
        if one.groups
    ]


def _initial(path: PathSaid) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "interpolation": path.interpolation,
        "baseline_date": path.baseline_date,
        "baseline_value": _plain(path.baseline_value),
        "tolerance": _plain(path.tolerance),
    }
    for place, one in enumerate(path.targets):
        shown |= {f"date_{place}": one.due_date, f"value_{place}": _plain(one.value)}
        shown[f"group_{place}"] = f"{one.dimension}:{one.group}" if one.group else ""
    return shown


def _plain(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"
