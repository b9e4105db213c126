"""What a person may send about groups, risks, goals and the five dimensions. Nothing is saved here."""

from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.initiatives.forms import PlainText
from miqyas_web.theories.enums import Degree, RiskKind, StakeholderRole
from miqyas_web.theories.models import Node, Risk
from miqyas_web.theories.queries import TheoryMap
from miqyas_web.ui.forms import Form

NOT_JUDGED = ("", _("Not judged"))


def _long(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


class StakeholderForm(Form):
    """A group of people or bodies."""

    name = PlainText(
        label=_("Name"),
        max_length=200,
        widget=_line(),
        help_text=_("“Girls of 12 to 15 in three villages” says more than “Young people”."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("Not said")), *StakeholderRole.choices],
        help_text=_(
            "Think also of those it touches without being meant: neighbours, husbands, other sellers."
        ),
    )
    size = PlainText(
        label=_("About how many"),
        required=False,
        max_length=200,
        widget=_line(),
        help_text=_("And how you know: “about 400, census of 2024”."),
    )
    description = PlainText(
        label=_("What sets them apart"),
        required=False,
        max_length=3000,
        widget=_long(),
        help_text=_("Age, sex, place, disability, situation: what will have to be counted apart."),
    )
    involvement = PlainText(
        label=_("How they were heard and take part"),
        required=False,
        max_length=3000,
        widget=_long(),
        help_text=_("Who was asked what they expect, when and how."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RiskForm(Form):
    """A line of the register of impact risks."""

    kind = forms.ChoiceField(label=_("Kind of risk"), choices=RiskKind.choices)
    text = PlainText(
        label=_("What could happen"),
        max_length=2000,
        widget=_long(),
        help_text=_("In plain words, and to whom: “In a dry year families need the girls at the well.”"),
    )
    on = forms.ChoiceField(label=_("Bears on"), required=False)
    likelihood = forms.ChoiceField(
        label=_("Likelihood"), required=False, choices=[NOT_JUDGED, *Degree.choices]
    )
    consequence = forms.ChoiceField(
        label=_("Consequence"), required=False, choices=[NOT_JUDGED, *Degree.choices]
    )
    mitigation = PlainText(label=_("What is done about it"), required=False, max_length=3000, widget=_long())
    owner = PlainText(label=_("Who watches it"), required=False, max_length=200, widget=_line())
    judged_on = forms.DateField(
        label=_("Judged on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, theory_map: TheoryMap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["on"]).choices = [
            ("", _("The theory as a whole")),
            (_("An element"), [(f"node:{node.key}", str(node)) for node in theory_map.nodes]),
            (_("A link"), [(f"link:{link.key}", str(link)) for link in theory_map.links]),
        ]


def risk_stands(risk: Risk) -> SimpleNamespace:
    """What a risk says, field by field as `RiskForm` names them."""
    on = f"node:{risk.node.key}" if risk.node else f"link:{risk.link.key}" if risk.link else ""
    names = ("kind", "text", "likelihood", "consequence", "mitigation", "owner", "judged_on")
    return SimpleNamespace(on=on, **{name: getattr(risk, name) for name in names})


class DimensionsForm(Form):
    """The five dimensions of impact, for one outcome; risk has its register."""

    threshold = PlainText(
        label=_("Good enough from"),
        required=False,
        max_length=1000,
        widget=_line(),
        help_text=_("The level at which those concerned say: now it is all right."),
    )
    importance = forms.ChoiceField(
        label=_("How much it matters to them"), required=False, choices=[NOT_JUDGED, *Degree.choices]
    )
    importance_source = PlainText(
        label=_("How you know"),
        required=False,
        max_length=1000,
        widget=_line(),
        help_text=_("Who was asked, when, and how."),
    )
    characteristics = PlainText(
        label=_("What sets them apart"), required=False, max_length=1000, widget=_long()
    )
    boundary = PlainText(label=_("Where they live"), required=False, max_length=1000, widget=_line())
    baseline = PlainText(label=_("Where they stand before"), required=False, max_length=1000, widget=_long())
    scale = PlainText(label=_("How many"), required=False, max_length=1000, widget=_line())
    depth = PlainText(label=_("How great the change"), required=False, max_length=1000, widget=_line())
    duration = PlainText(label=_("For how long"), required=False, max_length=1000, widget=_line())
    depth_without = PlainText(
        label=_("How great it would be without you"),
        required=False,
        max_length=1000,
        widget=_long(),
        help_text=_("What would happen anyway: to similar people, elsewhere, or as things were going."),
    )
    duration_without = PlainText(
        label=_("How long it would last without you"), required=False, max_length=1000, widget=_line()
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


def dimensions_stand(node: Node) -> SimpleNamespace:
    """What an element says on the five dimensions, "" where it says nothing."""
    names = (name for name in DimensionsForm.base_fields if name != "revision")
    return SimpleNamespace(**{name: node.dimensions.get(name, "") for name in names})
