"""The figures of a study's size: what each means in plain words, what is usual, how it is read."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.ui.fields import NumberField, PercentageField, WholeNumberField

CHOICES = {"design": "itt", "ask": "size", "outcome": "quantity", "grouped": "no"}
# What the page opens with, and says that it is an example.
EXAMPLE = {
    "effect": "300", "effect_points": "10", "sd": "1200", "unit": "MAD", "share": "40", "n": "500", "clusters": "40",
    "cluster_size": "20", "icc": "0.05", "budget": "200000", "cost_unit": "50", "cost_cluster": "2000", "steps": "4",
    "success": "any", "score": "uniform", "interval": "line",
}  # fmt: skip
BUDGET = ("budget", "cost_unit", "cost_cluster", "cost_fixed")
FIGURES = (
    "effect", "effect_points", "share", "sd", "unit", "n", "clusters", "cluster_size", "icc", "budget", "cost_unit",
    "cost_cluster",
    "cost_fixed", "correlation", "steps", "takeup", "attrition", "power", "level", "treated_share", "cv",
    "cluster_correlation", "r2", "score", "interval", "within", "group_share", "outcomes", "success",
)  # fmt: skip
MORE = (
    "attrition", "power", "level", "treated_share", "cv", "cluster_correlation", "r2", "score", "interval", "within",
    "group_share", "outcomes", "success", "cost_fixed",
)  # fmt: skip
PERCENTAGES = {
    "effect_points",
    "share",
    "takeup",
    "attrition",
    "power",
    "level",
    "treated_share",
    "within",
    "group_share",
}
NAMED_IN_SCIENCE = {
    "sd": "std_dev", "share": "control_share", "cluster_size": "cluster_size", "icc": "icc", "cv": "size_cv",
    "correlation": "autocorrelation", "cluster_correlation": "cluster_autocorrelation", "steps": "steps",
    "takeup": "takeup", "attrition": "attrition", "treated_share": "share_treated", "r2": "r2", "score": "score",
    "interval": "reading", "within": "within", "group_share": "group_share",
}  # fmt: skip
MOST = Decimal("1e12")
LABELS = {
    "effect": _("Effect to see"),
    "effect_points": _("Effect to see, in points of percentage"),
    "share": _("Share of “yes” without the programme (%)"),
    "sd": _("Standard deviation"),
    "unit": _("Unit"),
    "n": _("Number of people, all groups together"),
    "clusters": _("Number of groups chosen, with and without the programme"),
    "cluster_size": _("People in each group chosen"),
    "icc": _("Resemblance inside a group (ICC)"),
    "budget": _("Budget for measuring"),
    "cost_unit": _("Cost of asking one person once"),
    "cost_cluster": _("Cost of each group, whatever its size"),
    "cost_fixed": _("Costs that do not depend on the size"),
    "correlation": _("Correlation between two measurements of one person"),
    "steps": _("Number of start dates"),
    "takeup": _("Share of those invited who take part (%)"),
    "attrition": _("Share of people lost on the way (%)"),
    "power": _("Chances of seeing the effect (%)"),
    "level": _("Chances of seeing one that does not exist (%)"),
    "treated_share": _("Share with the programme (%)"),
    "cv": _("How unequal the groups are in size"),
    "cluster_correlation": _("Correlation of a group with itself between two rounds"),
    "r2": _("Share of the differences that other variables explain (R²)"),
    "score": _("How the score is spread"),
    "interval": _("Which interval will be read"),
    "within": _("Share of people near the threshold (%)"),
    "group_share": _("Share of the first kind of people (%)"),
    "outcomes": _("Number of main outcomes"),
    "success": _("When there are several"),
}
HELPS = {
    "effect": _("The smallest change that would be worth the programme, not the one you hope for."),
    "effect_points": _("10 takes a share from 40 % to 50 %. The smallest change that would be worth the programme."),
    "share": _("As measured in a census, a survey or last year’s figures."),
    "sd": _("How much people differ, in the unit of the outcome. Two people in three lie within one of the average."),
    "unit": _("Such as MAD, points, days."),
    "cluster_size": _("Those you will ask, on average."),
    "icc": _(
        "From 0, strangers to one another, to 1, all alike. Often below 0.05 for health, 0.1 to 0.25 for school "
        "results. Better: estimate it from your own data, below."
    ),
    "correlation": _("0 when each round asks other people; often 0.3 to 0.7 when the same people answer again."),
    "steps": _("At each date, as many groups begin."),
    "takeup": _("The effect is then the effect on those who come. At one in two, it takes four times as many people."),
    "attrition": _("Those who move, refuse or are not found. Often 5 to 20 in 100."),
    "power": _("80 is usual; 90 when the decision is heavy."),
    "level": _("5 is usual."),
    "treated_share": _("50 shows most for a given number of people."),
    "cv": _("Standard deviation of sizes over their mean; 0 when all are equal, often 0.3 to 0.7."),
    "cluster_correlation": _("Empty: as that of people."),
    "r2": _("From 0 to 1. A measure before the programme often explains most."),
    "within": _("Those far from the threshold teach little about it."),
    "outcomes": _("Each more makes chance findings likelier; the level is shared between them."),
    "budget": _("In dirhams, or any one currency for all costs."),
}  # fmt: skip
PERIODS = {
    "n": _("Number of periods, before and after together"),
    "sd": _("Standard deviation around the line"),
    "correlation": _("Correlation between two periods in a row"),
    "treated_share": _("Share of the periods that come after (%)"),
    "cost_unit": _("Cost of one period"),
}
SELECTS = {
    "score": [("uniform", _("Evenly")), ("normal", _("Most people near the middle"))],
    "interval": [
        ("line", _("That of a straight line on each side")),
        ("robust", _("The robust one, more cautious")),
    ],
    "success": [("any", _("One at least must show its effect")), ("all", _("All must show their effect"))],
}
INITIAL = {"power": 80, "level": 5, "treated_share": 50, "takeup": 100, "attrition": 0}
FRACTION = (0, Decimal("0.999"))
BOUNDS: dict[str, tuple[Decimal | int | None, Decimal | int]] = {
    "icc": FRACTION, "correlation": FRACTION, "cluster_correlation": FRACTION, "r2": FRACTION,
    "effect_points": (-100, 100), "effect": (None, MOST),
}  # fmt: skip
REQUIRED = ("effect", "effect_points", "share", "sd", "n", "clusters", "icc", "budget", "cost_unit")


def figure_field(name: str, *, design: str, choice: dict[str, str]) -> forms.Field:
    """The field of a figure, with the words that the design and the outcome ask for."""
    asked: dict[str, Any] = {
        "label": LABELS[name],
        "help_text": HELPS.get(name, ""),
        "required": name in REQUIRED,
    }
    if design == "its" and name in PERIODS:
        asked |= {"label": PERIODS[name], "help_text": ""}
    if name == "cluster_size":
        asked["required"] = choice["ask"] != "budget"
    if name in SELECTS:
        return forms.ChoiceField(choices=SELECTS[name], **asked)
    if name == "unit":
        return forms.CharField(max_length=20, widget=forms.TextInput(attrs={"dir": "auto"}), **asked)
    if name in PERCENTAGES - {"effect_points"}:
        return _percentage(name, asked)
    if name in {"n", "clusters", "steps", "outcomes"}:
        return WholeNumberField(
            min_value=1, max_value=100 if name in {"steps", "outcomes"} else 10**7, **asked
        )
    low, high = BOUNDS.get(name, (0, MOST))
    return NumberField(min_value=low, max_value=high, **asked)


def _percentage(name: str, asked: dict[str, Any]) -> PercentageField:
    """What is usual stands in the empty field."""
    read = PercentageField(**asked)
    if name in INITIAL:
        read.widget.attrs["placeholder"] = str(INITIAL[name])
    return read
