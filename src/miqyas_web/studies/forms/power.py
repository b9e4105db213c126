"""What a person may ask about the size of a study, and the figures of an example to start from."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from miqyas_web.studies import science
from miqyas_web.studies.forms.power_fields import (
    BUDGET,
    CHOICES,
    EXAMPLE,
    FIGURES,
    MORE,
    NAMED_IN_SCIENCE,
    PERCENTAGES,
    figure_field,
)

DESIGNS = [
    ("itt", _("A lottery decides who takes part")),
    ("ancova", _("A lottery, and the outcome is also measured before")),
    ("did", _("No lottery: two groups, each seen before and after")),
    ("stepped-wedge", _("Everyone will have it: a lottery decides who begins when")),
    ("rdd", _("A score and a threshold decide who takes part")),
    ("iv", _("A lottery invites; some do not come, and the effect on those who come is wanted")),
    ("its", _("One series of figures, before and after a date")),
    ("subgroups", _("A lottery, to compare the effect between two kinds of people")),
]
ASKS = [
    ("size", _("How many people it takes")),
    ("effect", _("The smallest effect I would see")),
    ("power", _("My chances of seeing an effect")),
    ("budget", _("What my budget can show")),
]
OUTCOMES = [("quantity", _("A quantity (income, score, days)")), ("share", _("A share (yes or no)"))]
GROUPED = [("no", _("People one by one")), ("yes", _("Whole groups (villages, schools, cooperatives)"))]
IN_CLUSTERS = ("cluster_size", "icc", "cv")
ALWAYS_GROUPED, NEVER_GROUPED = {"stepped-wedge"}, {"its"}
# Elsewhere people are seen once, or others are seen at each date.
SEEN_TWICE = {"ancova", "did", "its"}
# A share is not asked of a series, which has a spread around its line.
NO_SHARE = {"its"}


def figures_used(design: str, choice: dict[str, str]) -> set[str]:
    """Which figures this question asks for."""
    accepted = science.names_accepted(design)
    grouped, ask, is_share = choice["grouped"] == "yes", choice["ask"], choice["outcome"] == "share"
    used = {name for name, called in NAMED_IN_SCIENCE.items() if called in accepted}
    used |= {"unit", "level", "outcomes", "success"}
    used -= {"sd", "unit"} if is_share else {"share"}
    if not grouped:
        used -= {*IN_CLUSTERS, "cluster_correlation"}
    if design not in SEEN_TWICE:
        used -= {"correlation", "cluster_correlation"}
    if ask != "power":
        used.add("power")
    if ask in {"size", "power"}:
        used.add("effect_points" if is_share else "effect")
    if ask in {"effect", "power"}:
        used.add("clusters" if grouped else "n")
    if ask == "budget":
        used |= {*BUDGET} - (set() if grouped else {"cost_cluster"})
    return used


class PowerForm(forms.Form):
    """One question. Only what the chosen design uses stands in the form; the rest is not read."""

    design = forms.ChoiceField(
        label=_("How will it be known what would have happened without?"), choices=DESIGNS
    )
    ask = forms.ChoiceField(label=_("What do you want to know?"), choices=ASKS, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("What do you measure?"), choices=OUTCOMES, widget=forms.RadioSelect)
    grouped = forms.ChoiceField(
        label=_("What does the lottery, or the rule, choose?"), choices=GROUPED, widget=forms.RadioSelect
    )

    def __init__(self, sent: QueryDict | dict[str, Any]) -> None:
        given = {name: str(sent[name])[:40] for name in (*CHOICES, *FIGURES) if name in sent}
        super().__init__(
            {**CHOICES, **EXAMPLE, **{name: text for name, text in given.items() if name in FIGURES or text}}
        )
        self.is_example = not any(name in given for name in FIGURES)
        choice = {name: self.data[name] for name in CHOICES}
        self.design_asked = choice["design"] if choice["design"] in dict(DESIGNS) else "itt"
        if self.design_asked in ALWAYS_GROUPED | NEVER_GROUPED:
            del self.fields["grouped"]
            choice["grouped"] = "yes" if self.design_asked in ALWAYS_GROUPED else "no"
        if self.design_asked in NO_SHARE:
            del self.fields["outcome"]
            choice["outcome"] = "quantity"
        used = figures_used(self.design_asked, choice)
        for name in FIGURES:
            if name in used:
                self.fields[name] = figure_field(name, design=self.design_asked, choice=choice)

    @property
    def choices_asked(self) -> list[forms.BoundField]:
        """The questions that decide which figures are asked."""
        return [self[name] for name in CHOICES if name in self.fields]

    @property
    def figures_asked(self) -> list[forms.BoundField]:
        """The figures that everyone must think about."""
        return [self[name] for name in FIGURES if name in self.fields and name not in MORE]

    @property
    def more_asked(self) -> list[forms.BoundField]:
        """The figures that have a sensible value when nothing is said."""
        return [self[name] for name in FIGURES if name in self.fields and name in MORE]

    def asked(self) -> science.Asked:
        """The question in the names of the science."""
        found = {
            name: _plain(name, value) for name, value in self.cleaned_data.items() if value not in {None, ""}
        }
        costs = {name.removeprefix("cost_"): found[name] for name in BUDGET[1:] if name in found}
        return science.Asked(
            design=self.design_asked,
            figures={NAMED_IN_SCIENCE[name]: found[name] for name in NAMED_IN_SCIENCE if name in found},
            effect=found.get("effect", found.get("effect_points")),
            n=found.get("n"),
            n_clusters=found.get("clusters"),
            power=found.get("power", 0.8),
            level=found.get("level", 0.05),
            n_outcomes=found.get("outcomes", 1),
            success=found.get("success", "any"),
            budget=found.get("budget"),
            costs={
                {"unit": "by_unit", "cluster": "by_cluster"}.get(name, name): cost
                for name, cost in costs.items()
            },
            unit=found.get("unit", ""),
        )

    def typed(self) -> dict[str, str]:
        """What was typed and used, to open the page again with it."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


def _plain(name: str, value: Any) -> Any:
    if name in PERCENTAGES:
        return float(value) / 100
    return float(value) if isinstance(value, Decimal) else value
