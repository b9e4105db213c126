"""What a person may send about a theory. Nothing is saved here."""

import json
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.initiatives.forms import PlainText
from miqyas_web.theories.enums import Confidence, Effect, NodeLevel, Term
from miqyas_web.theories.models import Link, Node, Risk, Stakeholder
from miqyas_web.ui.forms import Form


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


class NodeCreateForm(Form):
    """A new element: its level and title; its place when it is put on the canvas."""

    level = forms.ChoiceField(label=_("Level"), choices=NodeLevel.choices)
    title = PlainText(
        label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto", "data-focus": ""})
    )
    x = forms.FloatField(required=False, widget=forms.HiddenInput)
    y = forms.FloatField(required=False, widget=forms.HiddenInput)

    def place(self) -> tuple[float, float] | None:
        x, y = self.cleaned_data["x"], self.cleaned_data["y"]
        return None if x is None or y is None else (x, y)


class NodeForm(Form):
    """What an element says."""

    title = PlainText(
        label=_("Title"),
        max_length=200,
        widget=_line(),
        help_text=_(
            "What is done, or what changes and for whom: “Mothers boil the water” says more than “Hygiene”."
        ),
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=NodeLevel.choices,
        help_text=_(
            "Activity: what you do. Output: what it delivers at once. Outcome: what changes for people. "
            "Impact: what lasts, beyond you."
        ),
    )
    description = PlainText(label=_("Description"), required=False, max_length=3000, widget=_long())
    term = forms.ChoiceField(
        label=_("Term, for an outcome"),
        required=False,
        choices=[("", _("Not said")), *Term.choices],
        help_text=_("When it should be seen. The drawing gives each term its own column."),
    )
    groups = forms.MultipleChoiceField(
        label=_("For whom, with whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    effect = forms.ChoiceField(
        label=_("Is this effect sought?"),
        choices=Effect.choices,
        widget=forms.RadioSelect,
        help_text=_("A harm or a side effect you have thought of: said now, it will be seen in time."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: Iterable[Stakeholder] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["groups"])
        field.choices = [(group.key, group.name) for group in groups]
        if not field.choices:
            field.widget = forms.MultipleHiddenInput()

    def clean_groups(self) -> list[str]:
        return sorted(self.cleaned_data["groups"])

    def clean_term(self) -> str:
        """The term of an outcome; other levels have none."""
        is_outcome = self.cleaned_data.get("level") == NodeLevel.OUTCOME
        return self.cleaned_data["term"] if is_outcome else ""


class LinkCreateForm(Form):
    """A new link between two elements of the theory."""

    source = forms.ChoiceField(label=_("From"))
    target = forms.ChoiceField(label=_("Leads to"))

    def __init__(self, *args: Any, nodes: Iterable[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(node.key, f"{NodeLevel(node.level).label} · {node.title}") for node in nodes]
        for name in ("source", "target"):
            cast("forms.ChoiceField", self.fields[name]).choices = [("", _("Choose an element")), *choices]


class LinkForm(Form):
    """Why one element should lead to another, and what it rests on."""

    assumption = PlainText(
        label=_("Assumption"),
        required=False,
        max_length=3000,
        widget=_long(),
        help_text=_("What must be true for the first to lead to the second."),
    )
    rival_explanation = PlainText(
        label=_("Rival explanation"),
        required=False,
        max_length=3000,
        widget=_long(2),
        help_text=_("What else could bring the same change about, without you."),
    )
    confidence = forms.ChoiceField(
        label=_("Your confidence"), choices=Confidence.choices, widget=forms.RadioSelect
    )
    evidence = PlainText(
        label=_("What it rests on"),
        required=False,
        max_length=3000,
        widget=_long(2),
        help_text=_("A study, figures, experience: with where to find it."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MovesForm(Form):
    """Where elements were put: {key: [x, y]} as JSON."""

    moves = forms.CharField(max_length=20_000)

    def clean_moves(self) -> dict[str, tuple[float, float]]:
        problem = forms.ValidationError(
            _("The places of the elements could not be read. Arrange the drawing again.")
        )
        try:
            sent = json.loads(self.cleaned_data["moves"])
            return {str(key): (float(x), float(y)) for key, (x, y) in sent.items()}
        except (AttributeError, TypeError, ValueError) as error:
            raise problem from error


class VersionForm(Form):
    """Why a version is kept."""

    reason = PlainText(
        label=_("Why keep this version"),
        max_length=300,
        widget=_line(),
        help_text=_(
            "What was decided, or what was learnt: “Adopted by the committee”, “After the pilot in Azilal”."
        ),
    )


def said_in(form: forms.Form) -> dict[str, Any]:
    """What the form says of an element or a link, as the actions take it."""
    return {name: value for name, value in form.cleaned_data.items() if name != "revision"}


def initial_of(
    part: Node | Link | Stakeholder | Risk, form: type[forms.Form], *, revision: int
) -> dict[str, Any]:
    """What a form shows at first for an element or a link that exists."""
    shown = {name: getattr(part, name) for name in form.base_fields if name != "revision"}
    return shown | {"revision": revision}


def differences(form: forms.Form, part: object) -> list[tuple[Any, Any]]:
    """(label, value that stands) for each field where what was sent and what stands differ."""
    found = []
    for name, field in form.fields.items():
        stands = getattr(part, name, None)
        if name != "revision" and form.cleaned_data.get(name) != stands:
            found.append((field.label, _as_read(field, stands)))
    return found


def _as_read(field: forms.Field, value: Any) -> Any:
    """A value that stands, in the words of the field's choices where it has some."""
    choices = dict(cast("Any", getattr(field, "choices", ())))
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    return choices.get(value, value)
