"""The reference sheet as a form."""

from typing import Any, cast

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from miqyas_web.indicators.actions import Sheet
from miqyas_web.indicators.enums import Aggregation, Collector, Dimension, Direction
from miqyas_web.indicators.forms.fields import AgeBandsField, LinesField
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.rules import UnfitFigure, check_disaggregation, disaggregation_of
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node
from miqyas_web.ui.fields import NumberField
from miqyas_web.ui.forms import Form

FIGURE = {"required": False, "max_digits": 18, "decimal_places": 4}


FOLDED = (
    "numerator", "denominator", "formula", "question", "limits", "ethics",
    "disaggregation", "age_bands", "own_dimension", "own_categories",
)  # fmt: skip

# As the theory is read: what is done, what comes out of it, what changes, what lasts.
ALONG_THE_CHAIN = Case(*(When(level=level, then=rank) for rank, level in enumerate(NodeLevel)))


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


def _text(label: Any, help_text: Any = "", *, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        help_text=help_text,
    )


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
    numerator = _text(_("Numerator"), _("Of a share or a ratio: what is counted above the line."))
    denominator = _text(_("Denominator"), _("What it is divided by: all those who could have been counted."))
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
    formula = _text(
        _("Formula"), _("How the figure is computed, step by step, when it is more than a count.")
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
    collector = forms.ChoiceField(
        label=_("Who collects it"), choices=[("", _("Not said yet")), *Collector.choices], required=False
    )
    question = _text(
        _("How it is asked"), _("The question as people hear it; leave empty when it is read in registers.")
    )
    limits = _text(_("Limits"), _("What the figure does not say, and when it misleads."))
    ethics = _text(_("Ethics"), _("Whom asking or publishing could harm, and what you do about it."))
    disaggregation = forms.MultipleChoiceField(
        label=_("Told apart by"),
        choices=Dimension.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what you will really collect: each group needs enough people to be shown."),
    )
    age_bands = AgeBandsField(
        label=_("Age bands"),
        required=False,
        help_text=_("The first age of each band, with commas: 0, 15, 25, 65."),
    )
    own_dimension = forms.CharField(
        label=_("Name of your own categories"), max_length=100, required=False, widget=_line()
    )
    own_categories = LinesField(label=_("Your own categories"), required=False, help_text=_("One by line."))
    catalogue_key = forms.SlugField(max_length=80, required=False, widget=forms.HiddenInput)
    baseline_value = NumberField(label=_("Baseline"), help_text=_("The value before you begin."), **FIGURE)
    baseline_date = forms.DateField(label=_("Date of the baseline"), required=False, widget=_day())
    target_value = NumberField(label=_("Target"), help_text=_("The value you aim at."), **FIGURE)
    target_date = forms.DateField(label=_("Date of the target"), required=False, widget=_day())

    def __init__(
        self, *args: Any, initiative: Initiative, has_approved_targets: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if has_approved_targets:
            # They change on their own page, where the reason is kept.
            for name in ("baseline_value", "baseline_date", "target_value", "target_date"):
                del self.fields[name]
        nodes = Node.objects.filter(theory__initiative=initiative).order_by(ALONG_THE_CHAIN, "pk")
        self.fields["node"].queryset = nodes
        self.fields["node"].label_from_instance = lambda node: f"{node.get_level_display()} · {node.title}"

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        try:
            check_disaggregation(disaggregation_of(sent))
        except UnfitFigure as unfit:
            # A field that was refused already keeps its own sentence.
            if unfit.field not in self.errors:
                self.add_error(unfit.field, str(unfit))
        return sent

    @property
    def is_opened(self) -> bool:
        """Whether the folded part holds something to see: a refusal, or what was said already."""
        return any(self.errors.get(name) or self.initial.get(name) for name in FOLDED)

    def sheet(self) -> Sheet:
        """What was said, as the actions take it."""
        return cast(Sheet, self.cleaned_data)


def initial_of(indicator: Indicator) -> dict[str, Any]:
    """What the form shows at first for an indicator that exists."""
    shown: dict[str, Any] = {name: getattr(indicator, name) for name in IndicatorForm.base_fields}
    shown["age_bands"] = AgeBandsField.written(indicator.age_bands)
    shown["own_categories"] = LinesField.written(indicator.own_categories)
    for name in ("baseline_value", "target_value"):
        if shown[name] is not None:
            shown[name] = f"{shown[name].normalize():f}"
    return shown
