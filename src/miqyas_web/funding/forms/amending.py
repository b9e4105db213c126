"""The whole agreement again, each part open to change: what an amendment would make of it."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.forms.days import day_field
from miqyas_web.funding.forms.following import line_field, mad_field, text_field
from miqyas_web.funding.forms.grants import LEVELS, USUAL_LEVEL, MilestoneForm
from miqyas_web.funding.models import Grant
from miqyas_web.funding.science.paying import Rates
from miqyas_web.ui.fields import WholeNumberField
from miqyas_web.ui.forms import Form

EMPTY_LINES = 2
EMPTY_MILESTONES = 2
# Figures kept as written by the machine unless someone writes another.
FIGURES = {"target": "target", "floor": "floor", "std_error": "error_planned"}


class AmendedMilestone(MilestoneForm):
    """A milestone of the agreement, or one added: the same editor as the agreement's, its title emptied to go."""

    def __init__(self, *args: Any, held: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, initial=_initial(held) if held else None, empty_permitted=not held, **options)
        self.held = held
        self.rates: Rates | None = None
        self.fields["title"].required = False
        if held and held["level"] not in dict(LEVELS):
            self.fields["level"].choices = [*LEVELS, (held["level"], f"{100 * held['level']:.0f} %")]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.is_gone:
            self._errors = ErrorDict()

    @property
    def is_gone(self) -> bool:
        """Taken away: an existing one whose title was emptied."""
        return bool(self.held) and not str(self.data.get(self.add_prefix("title"), "")).strip()

    @property
    def is_used(self) -> bool:
        """Whether it says something: one kept, or an added one that was filled."""
        return not self.is_gone if self.held else self.has_changed()

    @property
    def held_mad(self) -> Decimal:
        """As the agreement has it."""
        return Decimal(self.held["amount_mad"])

    @property
    def held_day(self) -> date:
        return date.fromisoformat(self.held["due_on"])

    @property
    def is_open(self) -> bool:
        return not self.held or bool(self.is_bound and (self.errors or self.has_changed()))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.held and not given.get("title"):
            self.add_error("title", _("Say what is to be reached, or empty the whole row."))
        return given

    def text(self) -> dict[str, Any]:
        """The milestone as the text of an agreement says it."""
        said, given = self.said(), self.cleaned_data
        kept = {
            key: self.held[key]
            for name, key in FIGURES.items()
            if self.held and name not in self.changed_data
        }
        indicator = said["indicator"]
        return (
            {"key": None, "source": ""}
            | dict(self.held)
            | said
            | kept
            | {
                "amount_mad": f"{given['amount_mad']:.2f}",
                "due_on": str(given["due_on"]),
                "indicator": indicator.name if indicator else None,
                "indicator_key": indicator.pk if indicator else None,
            }
        )


def _initial(held: Mapping[str, Any]) -> dict[str, Any]:
    plain = ("title", "amount_mad", "due_on", "rule", "n_planned", "method", "least_evidence", "level")
    shown = {name: "" if held.get(key) is None else f"{held[key]:.10g}" for name, key in FIGURES.items()}
    return {name: held.get(name) for name in plain} | {
        "indicator": held.get("indicator_key"),
        "is_lower_better": not held.get("is_higher_better", True),
        "level": held.get("level", USUAL_LEVEL),
        **shown,
    }


class AmendmentForm(Form):
    """The terms, the lines and the milestones; emptied rows are taken away, the last ones added."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31)
    amount_mad = mad_field(_("Amount, in dirhams"), min_value=0)
    starts_on = day_field(_("Starts on"))
    ends_on = day_field(_("Ends on"))
    flexibility_pct = WholeNumberField(
        label=_("By how much a line of the budget may be passed, in %"), min_value=0, max_value=100
    )
    reason = text_field(_("Why the agreement changes"))

    def __init__(self, *args: Any, grant: Grant, text: Mapping[str, Any], **options: Any) -> None:
        options["initial"] = {
            name: text[name] for name in ("amount_mad", "starts_on", "ends_on", "flexibility_pct")
        } | {"revision": grant.revision}
        super().__init__(*args, **options)
        self.held = text
        self.lines = {
            key: (held, self._line(f"line-{key}", held)) for key, held in _rows(text["lines"], EMPTY_LINES)
        }
        sent = self.data if self.is_bound else None
        self.milestones = {
            key: AmendedMilestone(sent, grant=grant, held=held, prefix=f"milestone-{key}")
            for key, held in _rows(text["milestones"], EMPTY_MILESTONES)
        }

    def _line(self, prefix: str, held: Mapping[str, Any]) -> list[forms.BoundField]:
        self.fields[f"{prefix}-title"] = line_field(_("Title"), required=False, initial=held.get("title", ""))
        self.fields[f"{prefix}-amount"] = mad_field(
            _("Amount, in dirhams"), required=False, min_value=0, initial=held.get("amount_mad")
        )
        return [self[f"{prefix}-title"], self[f"{prefix}-amount"]]

    @property
    def line_rows(self) -> list[list[forms.BoundField]]:
        return [row for _held, row in self.lines.values()]

    @property
    def used(self) -> list[AmendedMilestone]:
        """The milestones that the text would have."""
        return [each for each in self.milestones.values() if each.is_used]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for key in self.lines:
            name = f"line-{key}-amount"
            if given.get(f"line-{key}-title") and given.get(name) is None and name not in self.errors:
                self.add_error(name, _("Write it, or empty the title to take the row away."))
        if not all(each.is_valid() for each in self.used):
            raise ValidationError(_("A milestone is not complete: what is missing is said in its own part."))
        return given

    def after(self) -> dict[str, Any]:
        """The text as it would become."""
        given = self.cleaned_data
        return deepcopy(dict(self.held)) | {
            "amount_mad": f"{given['amount_mad']:.2f}",
            "starts_on": str(given["starts_on"]),
            "ends_on": str(given["ends_on"]),
            "flexibility_pct": given["flexibility_pct"],
            "lines": [
                ({"key": None} | dict(held))
                | {
                    "title": given[f"line-{key}-title"],
                    "amount_mad": f"{given[f'line-{key}-amount']:.2f}",
                }
                for key, (held, _row) in self.lines.items()
                if given.get(f"line-{key}-title")
            ],
            "milestones": [each.text() for each in self.used],
        }


def _rows(held: Any, empty: int) -> list[tuple[str, Mapping[str, Any]]]:
    """Rows by their own number, so that a row is never taken for another; some empty ones at the end."""
    return [(str(each["key"]), each) for each in held] + [(f"new{at}", {}) for at in range(1, empty + 1)]
