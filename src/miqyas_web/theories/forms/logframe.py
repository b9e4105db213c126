"""What a person may send about the logframe: the text of each cell, and what they had read in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.initiatives.forms import PlainText
from miqyas_web.theories.actions.logframe import Cell
from miqyas_web.theories.queries import TheoryMap
from miqyas_web.ui.forms import Form

_WAS = "was-"


class LogframeForm(Form):
    """One field by element (its title) and by link (its assumption), each with what was read in it."""

    def __init__(self, *args: Any, theory_map: TheoryMap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cell_names: list[tuple[str, str, str]] = []
        for node in theory_map.nodes:
            self._add("nodes", node.key, node.title, PlainText(label=str(node), max_length=200))
        for link in theory_map.links:
            text = PlainText(label=str(link), max_length=3000, required=False)
            self._add("links", link.key, link.assumption, text)

    def _add(self, kind: str, key: str, stands: str, field: forms.CharField) -> None:
        name = f"{kind}-{key}"
        field.widget = forms.Textarea(
            attrs={"rows": 3, "dir": "auto", "class": "form-control", "aria-label": field.label}
        )
        field.initial = stands
        field.error_messages["required"] = _(
            "An element needs a title: what is done, or what changes and for whom."
        )
        self.fields[name] = field
        self.fields[_WAS + name] = PlainText(
            required=False, max_length=3000, initial=stands, widget=forms.HiddenInput
        )
        self.cell_names.append((kind, key, name))

    def cells(self) -> list[Cell]:
        """Every cell sent, with what was read in it."""
        return [
            Cell(kind, key, self.cleaned_data[_WAS + name], self.cleaned_data[name])
            for kind, key, name in self.cell_names
            if name in self.data
        ]

    def show_again(self, theory_map: TheoryMap) -> None:
        """Show what was sent once more; whoever sends it again has now read what stands."""
        sent = self.data.copy()
        for node in theory_map.nodes:
            sent[f"{_WAS}nodes-{node.key}"] = node.title
        for link in theory_map.links:
            sent[f"{_WAS}links-{link.key}"] = link.assumption
        self.data = sent
