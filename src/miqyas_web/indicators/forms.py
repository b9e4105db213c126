"""What a person may send about an indicator. Nothing is saved here."""

from typing import Any, cast

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from miqyas_web.indicators.actions import Sheet
from miqyas_web.indicators.enums import Aggregation, Direction
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node
from miqyas_web.ui.fields import NumberField
from miqyas_web.ui.forms import Form

FIGURE = {"required": False, "max_digits": 18, "decimal_places": 4}


# As the theory is read: what is done, what comes out of it, what changes, what lasts.
ALONG_THE_CHAIN = Case(*(When(level=level, then=rank) for rank, level in enumerate(NodeLevel)))


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


class IndicatorForm(Form):
    """The reference sheet of one measure."""

    node = forms.ModelChoiceField(
        Node.objects.none(),
        label=_("What it measures"),
        empty_label=_("Choose…"),
        help_text=_("The outcome of your theory that this indicator would show."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=_line(),
        help_text=_("What is counted or measured, of whom: “Girls enrolled in secondary school”."),
    )
    definition = forms.CharField(
        label=_("Definition"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_(
            "So precise that two people would find the same figure: who counts, who does not, at what moment, "
            "the numerator and the denominator of a share."
        ),
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=60, widget=_line(), help_text=_("%, dirhams, persons, days…")
    )
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices, widget=forms.RadioSelect)
    aggregation = forms.ChoiceField(
        label=_("How it adds up"),
        # Nothing is chosen for the person: how a figure adds up is declared, never presumed.
        choices=[("", _("Choose…")), *Aggregation.choices],
        help_text=_(
            "How the values of several places or groups become one. A share is a ratio of sums; people who may be "
            "counted twice are distinct persons."
        ),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        widget=_line(),
        help_text=_("Where the figure is read: a survey, a register, a school’s records."),
    )
    frequency = forms.CharField(
        label=_("How often"),
        max_length=100,
        required=False,
        widget=_line(),
        help_text=_("Every six months, for example."),
    )
    baseline_value = NumberField(label=_("Baseline"), help_text=_("The value before you begin."), **FIGURE)
    baseline_date = forms.DateField(label=_("Date of the baseline"), required=False, widget=_day())
    target_value = NumberField(label=_("Target"), help_text=_("The value you aim at."), **FIGURE)
    target_date = forms.DateField(label=_("Date of the target"), required=False, widget=_day())

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = Node.objects.filter(theory__initiative=initiative).order_by(ALONG_THE_CHAIN, "pk")
        self.fields["node"].queryset = nodes
        self.fields["node"].label_from_instance = lambda node: f"{node.get_level_display()} · {node.title}"

    def sheet(self) -> Sheet:
        """What was said, as the actions take it."""
        return cast(Sheet, self.cleaned_data)


def initial_of(indicator: Indicator) -> dict[str, Any]:
    """What the form shows at first for an indicator that exists."""
    shown: dict[str, Any] = {name: getattr(indicator, name) for name in IndicatorForm.base_fields}
    for name in ("baseline_value", "target_value"):
        if shown[name] is not None:
            shown[name] = f"{shown[name].normalize():f}"
    return shown
