"""What a person may send about a theory. Nothing is saved here."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from miqyas_web.initiatives.forms import PlainText
from miqyas_web.theories.edits import MOST_LETTERS, Edit, Step, read_edits
from miqyas_web.theories.enums import Confidence, Effect, NodeLevel, Term
from miqyas_web.theories.models import Link, Node, Risk, Stakeholder
from miqyas_web.theories.rules import Overtaken
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


class EditsForm(Form):
    """What the canvas sends: the person's edits in their order, as JSON, and the revision they were made on."""

    edits = forms.CharField(max_length=MOST_LETTERS)
    revision = forms.IntegerField(min_value=0)

    def clean_edits(self) -> list[Edit]:
        try:
            return read_edits(json.loads(self.cleaned_data["edits"]))
        except ValueError as error:
            raise forms.ValidationError(
                _("The drawing sent something that cannot be read. Open the page again.")
            ) from error

    def is_drawn_already(self) -> bool:
        """Whether the canvas knows what these edits make of the theory; taking a change back, it does not."""
        return not any(isinstance(edit, Step) for edit in self.cleaned_data["edits"])


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


def disagreements(form: forms.Form, refusal: Overtaken) -> list[tuple[Any, str, Any, Any, Any]]:
    """(label, name, before, theirs, mine) of each field that two people wrote at once, as people read them."""
    return [
        (field.label, each.field, *(_as_read(field, value) for value in values))
        for each in refusal.fields
        for values in ((each.before, each.theirs, each.mine),)
        for field in (form.fields.get(each.field),)
        if field is not None
    ]


def show_merged(form: forms.Form, refusal: Overtaken, *, revision: int) -> None:
    """Show once more what the person wrote, with what others saved in the fields the person left alone."""
    sent = cast("QueryDict", form.data).copy()
    for name, value in {**_by_field(refusal.taken), "revision": revision}.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    form.data = sent


def _by_field(taken: Mapping[str, Any]) -> dict[str, Any]:
    """Values as forms name their fields: dimensions one by one, what a risk bears on in one field."""
    flat: dict[str, Any] = {}
    for name, value in taken.items():
        if isinstance(value, dict):
            flat |= value
        elif name in {"node", "link"}:
            flat["on"] = f"{name}:{value}" if value else flat.get("on", "")
        else:
            flat[name] = value
    return flat


def _as_read(field: forms.Field, value: Any) -> Any:
    """A value that stands, in the words of the field's choices where it has some."""
    choices = dict(cast("Any", getattr(field, "choices", ())))
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    return choices.get(value, value)
