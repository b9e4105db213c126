"""What a person says of each question for the checks: its kind at a second visit, the battery it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.surveys.rules.batteries import FEWEST, gathered, numbered, too_short
from miqyas_web.surveys.science.reading import NUMBERS, Asked
from miqyas_web.ui.fields import NumberField

KINDS = (
    ("", gettext_lazy("not put again")),
    ("1", gettext_lazy("1 · what cannot change")),
    ("2", gettext_lazy("2 · hard to ask")),
    ("3", gettext_lazy("3 · what may change")),
)
# Choices of a battery beyond those found: a person may make some more.
MORE_BATTERIES = 3
ON_A_SCALE = frozenset({"select_one", "range", "integer"})


@dataclass(frozen=True, slots=True)
class OfQuestion:
    """The fields of one question, under its words."""

    label: str
    fields: list[forms.BoundField]


def add_question_fields(form: forms.Form, asked: Sequence[Asked], roles: Mapping[str, Any]) -> None:
    """One choice of kind by question; a tolerance for numbers; a battery for what is answered on a scale."""
    kinds = roles.get("back_check_kinds")
    tolerances = roles.get("back_check_tolerances", {})
    batteries = roles.get("batteries", {})
    numbers = numbered(batteries)
    choices = [("", "—")] + [
        (str(n), _("Battery %(n)s") % {"n": n}) for n in range(1, len(batteries) + MORE_BATTERIES + 1)
    ]
    for each in asked:
        form.fields[f"kind:{each.name}"] = forms.ChoiceField(
            label=gettext_lazy("At a second visit"),
            choices=KINDS,
            required=False,
            # Until someone says otherwise, all is compared as what cannot change.
            initial="1" if kinds is None else str(kinds.get(each.name, "")),
        )
        if each.kind in NUMBERS:
            form.fields[f"tolerance:{each.name}"] = NumberField(
                label=gettext_lazy("Equal up to"),
                required=False,
                min_value=0,
                initial=f"{tolerances[each.name]:g}" if each.name in tolerances else "",
            )
        if each.kind in ON_A_SCALE:
            form.fields[f"battery:{each.name}"] = forms.ChoiceField(
                label=gettext_lazy("Battery"),
                choices=choices,
                required=False,
                initial=numbers.get(each.name, ""),
            )


def rows_of(form: forms.Form, asked: Sequence[Asked], labels: Mapping[str, str]) -> list[OfQuestion]:
    """The fields, question by question."""
    return [
        OfQuestion(
            labels.get(each.name, each.name),
            [
                form[f"{part}:{each.name}"]
                for part in ("kind", "tolerance", "battery")
                if f"{part}:{each.name}" in form.fields
            ],
        )
        for each in asked
    ]


def said_of_questions(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept: an empty choice is kept too, it says that nothing is compared or that there is no battery."""
    return {
        "back_check_kinds": {name: int(value) for name, value in _part(sent, "kind") if value},
        "back_check_tolerances": {
            name: float(value) for name, value in _part(sent, "tolerance") if value is not None
        },
        "batteries": gathered(_part(sent, "battery")),
    }


def faults_of_batteries(sent: Mapping[str, Any]) -> dict[str, str]:
    """The sentence of each battery that no check would judge, by its field."""
    sentence = _("A battery holds at least %(n)s questions: add some to it, or take this one out.") % {
        "n": FEWEST
    }
    return {f"battery:{first}": sentence for first in too_short(gathered(_part(sent, "battery")))}


def _part(sent: Mapping[str, Any], part: str) -> list[tuple[str, Any]]:
    start = f"{part}:"
    return [(name.removeprefix(start), value) for name, value in sent.items() if name.startswith(start)]
