"""What a person may attach to a claim: facts that no computation can know, each with where it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miqyas_web.evidence import science
from miqyas_web.ui.fields import NumberField, WholeNumberField

YES_NO = [("", pgettext_lazy("fact", "Not said")), ("yes", _("Yes")), ("no", _("No"))]
WHEN = [
    ("", pgettext_lazy("fact", "Not said")),
    ("after", _("Once, after")),
    ("before_after", _("Before and after")),
    ("panel", _("Several times")),
]
DISTANCE = [
    ("", pgettext_lazy("fact", "Not said")),
    ("none", _("The same people and place")),
    ("some", _("Somewhat different")),
    ("major", _("Very different")),
]
FLAGS = ("positive_change", "independent_evaluation", "cost_data", "cost_reasonable", "manual")
CHOICES = {"outcome_data": WHEN, "indirectness": DISTANCE}
SHARES = ("contamination_rate",)
# Asked only when the check of the file could not tell.
ATTRITION = ("attrition_overall", "attrition_differential")
PCT = 100


class FactsForm(forms.Form):
    """One field and one source by fact."""

    def __init__(self, *args: Any, asks_attrition: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact, choices in CHOICES.items():
            self._ask(fact, forms.ChoiceField(choices=choices, required=False))
        for fact in (*SHARES, *(ATTRITION if asks_attrition else ())):
            lowest = -PCT if fact == "attrition_differential" else 0
            self._ask(
                fact,
                NumberField(required=False, min_value=lowest, max_value=PCT, max_digits=7),
                unit=_("in %"),
            )
        for fact in FLAGS:
            self._ask(fact, forms.ChoiceField(choices=YES_NO, required=False))
        self._ask("n_other_sites", WholeNumberField(required=False, min_value=0, max_value=10_000))

    def _ask(self, fact: str, field: forms.Field, unit: Any = "") -> None:
        name = science.fact_name(fact)
        field.label = f"{name} ({unit})" if unit else name
        field.help_text = science.fact_help(fact)
        self.fields[fact] = field
        self.fields[f"{fact}_source"] = forms.CharField(
            label=_("Where is this written?"),
            required=False,
            max_length=500,
            widget=forms.TextInput(attrs={"dir": "auto"}),
        )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each fact beside its source."""
        return [
            (self[name], self[f"{name}_source"]) for name in self.fields if f"{name}_source" in self.fields
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for fact in [name for name in self.fields if f"{name}_source" in self.fields]:
            if cleaned.get(fact) not in (None, "") and not cleaned.get(f"{fact}_source"):
                self.add_error(
                    f"{fact}_source", _("Say where this is written: a document, a page, a person and a date.")
                )
        return cleaned

    def said(self) -> dict[str, dict[str, Any]]:
        """The facts given, as the claim keeps them."""
        given = {}
        for fact in [name for name in self.fields if f"{name}_source" in self.fields]:
            value = self.cleaned_data.get(fact)
            if value in (None, ""):
                continue
            given[fact] = {"value": stored(fact, value), "source": self.cleaned_data[f"{fact}_source"]}
        return given


def stored(fact: str, value: Any) -> Any:
    """From the form to the fact: shares between 0 and 1, yes and no as true and false."""
    if fact in FLAGS:
        return value == "yes"
    if fact in SHARES or fact in ATTRITION:
        return float(value) / PCT
    return value


def shown(fact: str, value: Any) -> Any:
    """From the fact to the form."""
    if fact in FLAGS:
        return "yes" if value else "no"
    if fact in SHARES or fact in ATTRITION:
        return f"{value * PCT:g}"
    return value


def initial_of(said: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the form shows at first."""
    values = {fact: shown(fact, answer["value"]) for fact, answer in said.items()}
    return values | {f"{fact}_source": answer["source"] for fact, answer in said.items()}
