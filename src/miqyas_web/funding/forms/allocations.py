"""What may be tried on the budget of a call."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.queries.allocations import Change
from miqyas_web.ui.fields import NumberField
from miqyas_web.ui.forms import Form


class Slider(forms.NumberInput):
    """Drawn as a slider; what is chosen is said beside it by the answer."""

    input_type = "range"


class TryForm(Form):
    """A budget, floors, a policy, applications forced in or out; all as the call says, unless changed."""

    budget_mad = NumberField(label=_("Budget, in dirhams"), required=False, min_value=0, max_digits=14)
    floors_pct = NumberField(
        label=_("Regional and thematic floors, in % of those of the call"),
        required=False,
        min_value=0,
        max_value=200,
        widget=Slider(attrs={"min": 0, "max": 200, "step": 10, "class": "form-range"}),
    )
    policy = forms.ChoiceField(
        label=_("What an application counts for"), choices=ValuePolicy.choices, required=False
    )
    force = forms.MultipleChoiceField(
        label=_("Force in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    forbid = forms.MultipleChoiceField(
        label=_("Force out"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, budget: Decimal, policy: str, files: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.usual = {"budget_mad": budget, "floors_pct": Decimal(100), "policy": policy}
        step = max(1, int(budget) // 100)
        self.fields["budget_mad"].widget = Slider(
            attrs={"min": 0, "max": step * 200, "step": step, "class": "form-range"}
        )
        for name, value in self.usual.items():
            self.fields[name].initial = value
        self.fields["force"].choices = self.fields["forbid"].choices = files

    @property
    def asked(self) -> dict[str, Any]:
        """What stands on the sliders, which show no figure of their own."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {
            name: usual if given.get(name) in (None, "") else given[name]
            for name, usual in self.usual.items()
        }

    def change(self) -> Change:
        """What differs from the call; a field that is wrong changes nothing."""
        given = self.cleaned_data
        moved = {
            name: given[name]
            for name, usual in self.usual.items()
            if given.get(name) not in (None, "") and given[name] != usual
        }
        return Change(**moved, force=tuple(given.get("force") or ()), forbid=tuple(given.get("forbid") or ()))


class KeepForm(Form):
    """Why this allocation is kept."""

    note = forms.CharField(
        label=_("Why it is kept"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("For example: the rules of the call; or what was changed, and who asked for it."),
    )
