"""Fields by which the choices of a question are written, or a list that stands already is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.rules.definition import Row, column_of, text_of
from miqyas_web.surveys.rules.languages import code_of, direction_of
from miqyas_web.surveys.rules.questions import coded

BLANKS = 3
FIRST = 4
MOST = 200
NEW = ""


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One choice: its code, its words by language, the answer above that it belongs to."""

    code: forms.BoundField
    labels: list[forms.BoundField]
    parent: forms.BoundField | None


class ChoiceFields:
    """The lines of a list of choices inside a form."""

    def __init__(
        self,
        form: forms.Form,
        *,
        languages: Sequence[str],
        choices: Sequence[Row],
        lists: Mapping[str, Sequence[Row]],
        parent: str = "",
        parents: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.form, self.languages, self.choices = form, languages, list(choices)
        self.parent = parent
        self.n_lines = 0 if self.is_long else len(self.choices) + BLANKS if self.choices else FIRST
        self._add(lists, parents)

    @property
    def is_long(self) -> bool:
        """Longer than a page shows: such a list is brought in a workbook."""
        return len(self.choices) > MOST - BLANKS

    def _add(self, lists: Mapping[str, Sequence[Row]], parents: Sequence[tuple[str, str]]) -> None:
        options = [(NEW, _("the choices written below")), *((name, name) for name in lists)]
        self.form.fields["list_name"] = forms.ChoiceField(
            label=_("Take a list that is here already"), choices=options, required=False
        )
        for line in range(self.n_lines):
            row = self.choices[line] if line < len(self.choices) else {}
            self.form.fields[f"choice_code_{line}"] = forms.SlugField(
                label=_("Code"),
                allow_unicode=True,
                required=False,
                max_length=64,
                initial=str(row.get("name") or ""),
                widget=forms.TextInput(attrs={"class": "form-control", "dir": "ltr"}),
            )
            for place, language in enumerate(self.languages):
                self._add_label(line, place, language, row)
            if self.parent:
                self.form.fields[f"choice_parent_{line}"] = forms.ChoiceField(
                    label=_("Belongs to"),
                    choices=[("", "—"), *parents],
                    required=False,
                    initial=str(row.get(self.parent) or ""),
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    def _add_label(self, line: int, place: int, language: str, row: Row) -> None:
        attributes = {
            "class": "form-control",
            "dir": direction_of(language),
            "lang": code_of(language) or None,
        }
        self.form.fields[f"choice_{line}_{place}"] = forms.CharField(
            label=language or _("Words"),
            required=False,
            max_length=500,
            initial=text_of(row, "label", language),
            widget=forms.TextInput(attrs=attributes),
        )

    @property
    def rows(self) -> list[ChoiceRow]:
        return [
            ChoiceRow(
                self.form[f"choice_code_{line}"],
                [self.form[f"choice_{line}_{place}"] for place in range(len(self.languages))],
                self.form[f"choice_parent_{line}"] if self.parent else None,
            )
            for line in range(self.n_lines)
        ]

    def taken(self, said: Mapping[str, Any]) -> list[Row]:
        """The choices as said, lines without words left out; what the page does not show of one stays."""
        rows, labels = [], []
        for line in range(self.n_lines):
            words = {
                column_of("label", language): str(said.get(f"choice_{line}_{place}") or "")
                for place, language in enumerate(self.languages)
            }
            first = next((text for text in words.values() if text), "")
            if not first:
                continue
            standing = self.choices[line] if line < len(self.choices) else {}
            row = {key: cell for key, cell in standing.items() if key not in {"list_name", "list name"}}
            row |= {"name": str(said.get(f"choice_code_{line}") or ""), **words}
            if self.parent:
                row[self.parent] = str(said.get(f"choice_parent_{line}") or "")
            rows.append(row)
            labels.append(first)
        return coded(rows, labels)
