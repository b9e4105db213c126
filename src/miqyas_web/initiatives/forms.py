"""What a person may send about an initiative. Nothing is saved here."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Organisation
from miqyas_web.initiatives.enums import InitiativeState
from miqyas_web.initiatives.goals import GOALS
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import writable
from miqyas_web.territories.forms import TerritoryChoice
from miqyas_web.ui.fields import NumberField, WholeNumberField
from miqyas_web.ui.forms import Form


class PlainText(forms.CharField):
    """Text as people write it, without characters that no document may hold."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(writable(value) if isinstance(value, str) else value)


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _goal_choices() -> list[tuple[int, str]]:
    return [(goal.number, f"{goal.number}. {goal.name}") for goal in GOALS.values()]


class InitiativeForm(Form):
    """The description of an initiative; ``organisation`` only where there is a choice to make."""

    title = PlainText(
        label=_("Title"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What you do, in one line a stranger understands."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    problem = PlainText(
        label=_("The problem"),
        required=False,
        max_length=5000,
        widget=_long(),
        help_text=_("What is wrong today, for whom, and how you know it."),
    )
    people_concerned = PlainText(
        label=_("People concerned"),
        required=False,
        max_length=2000,
        widget=_long(2),
        help_text=_("Those for whom it is done, and those whom it touches without being meant for them."),
    )
    n_people_aimed = WholeNumberField(
        label=_("Number of people you aim to reach"), required=False, min_value=1, max_value=50_000_000
    )
    territories = TerritoryChoice(required=False)
    sdg_goals = forms.TypedMultipleChoiceField(
        label=_("Sustainable Development Goals"),
        required=False,
        coerce=int,
        choices=_goal_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick the few to which it contributes directly: two or three say more than ten."),
    )
    budget_mad = NumberField(
        label=_("Budget, in dirhams"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    money_from = PlainText(
        label=_("Where the money comes from"), required=False, max_length=2000, widget=_long(2)
    )
    start_date = forms.DateField(label=_("Starts on"), required=False, widget=_day())
    end_date = forms.DateField(label=_("Ends on"), required=False, widget=_day())
    state = forms.ChoiceField(label=_("Where it stands"), choices=InitiativeState.choices)
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: list[Organisation] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisations is None:
            del self.fields["organisation"]
            return
        pks = [organisation.pk for organisation in organisations]
        choice = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        choice.queryset = Organisation.objects.filter(pk__in=pks).order_by("name", "pk")
        if len(organisations) == 1:
            choice.initial = organisations[0]
            choice.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("start_date"), cleaned.get("end_date")
        if starts and ends and ends < starts:
            self.add_error("end_date", _("The end comes before the start. Check both dates."))
        return cleaned

    def description(self) -> dict[str, Any]:
        """What was said of the initiative, as the actions take it."""
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"organisation", "seen_at"}
        }
        return said | {"sdg_goals": sorted(said["sdg_goals"]), "territories": list(said["territories"])}


def initial_of(initiative: Initiative) -> dict[str, Any]:
    """What the form shows at first for an initiative that exists."""
    names = (
        name for name in InitiativeForm.base_fields if name not in {"organisation", "territories", "seen_at"}
    )
    shown = {name: getattr(initiative, name) for name in names}
    if isinstance(initiative.budget_mad, Decimal):
        shown["budget_mad"] = f"{initiative.budget_mad:f}".removesuffix(".00")
    places = [territory.code for territory in initiative.territories.all()]
    return shown | {"territories": places, "seen_at": initiative.changed_at.isoformat()}


def show_again(form: forms.Form, **seen: str) -> None:
    """Show what was sent once more; whoever sends it again has now ``seen`` what stands."""
    sent = cast("QueryDict", form.data).copy()
    for name, value in seen.items():
        sent[name] = value
    form.data = sent
