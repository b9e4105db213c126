"""One question, said in plain fields: its words, its choices, when it is asked, what its answer must respect."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.forms.asked import Asked
from miqyas_web.surveys.forms.calculations import CalculationFields
from miqyas_web.surveys.forms.choices import ChoiceFields
from miqyas_web.surveys.forms.conditions import ConditionFields
from miqyas_web.surveys.queries.known import Known, isolated
from miqyas_web.surveys.rules.conditions import CONSTRAINTS, ITSELF, OPERATORS
from miqyas_web.surveys.rules.definition import (
    column_of,
    languages_of,
    list_of,
    text_of,
)
from miqyas_web.surveys.rules.kinds import GROUPS, KINDS, OF_THE_DEVICE
from miqyas_web.surveys.rules.languages import code_of, direction_of
from miqyas_web.surveys.rules.naming import GOOD_NAME, code_from
from miqyas_web.surveys.rules.questions import (
    SaidQuestion,
    cascade_filter,
    cascade_of,
    free_list_name,
    free_name,
    lists_in,
    users_of_list,
)
from miqyas_web.surveys.rules.structure import names_in
from miqyas_web.ui.forms import Form

YES = frozenset({"yes", "true", "true()", "1", "oui"})


class QuestionForm(Form):
    """A question of any kind; only the fields that concern its kind."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.row = asked, asked.row
        self.languages = languages_of(asked.definition)
        self.kind = KINDS.get(asked.kind)
        self.labels = self._texts("label", _("Words"), rows=2)
        self.hints = self._texts("hint", _("Help shown under it"), rows=1)
        self._add_settings()
        self.when = ConditionFields(self, "when", known=self._compared(), operators=OPERATORS)
        self.must = ConditionFields(self, "must", known=self._compared(), operators=CONSTRAINTS, about=ITSELF)
        self.choices = self._choice_fields()
        self.messages = self._constraint()
        self.calculation = CalculationFields(self, self._others()) if asked.kind == "calculate" else None
        if self.is_asked or asked.kind in {"note", "calculate", *GROUPS}:
            self.when.add(str(self.row.get("relevant") or ""))
        if self.calculation:
            self.calculation.add(str(self.row.get("calculation") or ""))

    @property
    def is_asked(self) -> bool:
        return self.kind.is_asked if self.kind else True

    @property
    def has_when(self) -> bool:
        return "when_joined" in self.fields

    @property
    def has_must(self) -> bool:
        return "must_joined" in self.fields

    @property
    def shared_with(self) -> list[str]:
        """Other questions that offer the same list: a change of it changes them."""
        users = users_of_list(self.asked.definition, list_of(self.row)) if list_of(self.row) else []
        return [name for name in users if name != self.row.get("name")]

    def _others(self) -> list[Known]:
        return [each for each in self.asked.known if each.name != self.row.get("name")]

    def _compared(self) -> list[Known]:
        return [each for each in self._others() if not each.is_repeat]

    def _texts(self, part: str, label: Any, *, rows: int) -> list[str]:
        names: list[str] = []
        if part == "hint" and self.asked.kind in {"calculate", *GROUPS, *OF_THE_DEVICE}:
            return names
        if part == "label" and self.asked.kind in {"calculate", *OF_THE_DEVICE}:
            return names
        for place, language in enumerate(self.languages):
            attributes = {"rows": rows, "dir": direction_of(language), "lang": code_of(language) or None}
            self.fields[f"{part}_{place}"] = forms.CharField(
                label=gettext("%(part)s: %(language)s") % {"part": label, "language": language}
                if language
                else label,
                required=False,
                max_length=4000,
                initial=text_of(self.row, part, language),
                widget=forms.Textarea(attrs=attributes),
            )
            names.append(f"{part}_{place}")
        return names

    def _add_settings(self) -> None:
        fields = self.fields
        fields["name"] = forms.CharField(
            label=_("Name of its column in the data"),
            required=False,
            max_length=64,
            initial=str(self.row.get("name") or ""),
            widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            help_text=_(
                "Letters without accents, figures and underscores. Left empty, it is made from the words."
            ),
        )
        if self.is_asked:
            fields["required"] = forms.BooleanField(
                label=_("An answer is required"), required=False, initial=_is_yes(self.row.get("required"))
            )
            fields["is_personal"] = forms.BooleanField(
                label=_("Personal: it tells who the person is"),
                required=False,
                initial=self.asked.is_personal,
                help_text=_(
                    "Kept apart from what is analysed, and shown only to those who may see personal data."
                ),
            )
            options = [("", "—"), *((str(each.pk), isolated(each.name)) for each in self.asked.indicators)]
            fields["indicator"] = forms.ChoiceField(
                label=_("Indicator it feeds"),
                choices=options,
                required=False,
                initial=str(self.asked.indicator_id or ""),
            )
        standing = str(self.row.get("appearance") or "")
        ways = list(self.kind.appearances) if self.kind else []
        if standing and standing not in dict(ways):
            ways.append((standing, standing))
        if ways:
            fields["appearance"] = forms.ChoiceField(
                label=_("How it is shown"),
                choices=[("", _("as usual")), *ways],
                required=False,
                initial=standing,
            )
        if self.asked.kind == "range":
            fields["parameters"] = forms.CharField(
                label=_("From, to, by"),
                required=False,
                initial=str(self.row.get("parameters") or "start=0 end=10 step=1"),
                widget=forms.TextInput(attrs={"dir": "ltr"}),
                help_text=_("For example: start=0 end=10 step=1"),
            )

    def _choice_fields(self) -> ChoiceFields | None:
        if not (self.kind and self.kind.has_choices):
            return None
        lists = lists_in(self.asked.definition)
        parents = [each for each in self._others() if each.choices]
        cascade = cascade_of(self.row)
        above = next((each for each in parents if cascade and each.name == cascade[1]), None)
        if not (self.row.get("choice_filter") and not above):
            self.fields["depends_on"] = forms.ChoiceField(
                label=_("Its choices depend on the answer to"),
                choices=[("", "—"), *(each.option for each in parents)],
                required=False,
                initial=above.name if above else "",
                help_text=_(
                    "For example the communes on the province. Save, then say of each choice where it belongs."
                ),
            )
        return ChoiceFields(
            self,
            languages=self.languages,
            choices=lists.get(list_of(self.row), []),
            lists=lists,
            parent=cascade[0] if cascade and above else "",
            parents=list(above.choices.items()) if above else [],
        )

    def _constraint(self) -> list[str]:
        if not (self.kind and self.kind.takes_constraint):
            return []
        self.must.add(str(self.row.get("constraint") or ""))
        return self._texts("constraint_message", _("What is said when it does not"), rows=1)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if not name:
            return name
        if not GOOD_NAME.match(name):
            raise ValidationError(
                gettext(
                    "Write letters without accents, figures and underscores, beginning with a letter: age_2."
                )
            )
        if name != self.row.get("name") and name in names_in(self.asked.definition):
            raise ValidationError(gettext("Another question bears this name. Choose another one."))
        return name

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        is_silent = self.labels and not any(said.get(name) for name in self.labels)
        if is_silent and self.asked.kind not in GROUPS:
            self.add_error(self.labels[0], gettext("Write the question in one language at least."))
        self.relevant = self.when.expression(said) if self.has_when else None
        self.constraint = self.must.expression(said) if self.has_must else None
        self.taken = self.choices.taken(said) if self.choices else []
        self._check_choices(said)
        self.computed = self.calculation.expression(said) if self.calculation else None
        return said

    def _check_choices(self, said: Mapping[str, Any]) -> None:
        if not self.choices or self.choices.is_long or said.get("list_name"):
            return
        codes = [row["name"] for row in self.taken]
        if not codes:
            self.add_error("choice_0_0", gettext("Write two choices at least, or take a list that is here."))
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice:
            self.add_error(
                None, gettext("Two choices bear the code “%(code)s”. Give each its own.") % {"code": twice}
            )

    def said(self) -> SaidQuestion:
        """The question as the person says it."""
        data = self.cleaned_data
        first = next((data[name] for name in self.labels if data.get(name)), "")
        name = data["name"] or str(self.row.get("name") or "")
        name = name or free_name(self.asked.definition, first, otherwise=_otherwise(self.asked.kind))
        cells = {"name": name, **self._cells(data)}
        if not self.choices:
            return SaidQuestion({"type": self._type(), **cells})
        return self._said_with_choices(cells, name)

    def _cells(self, data: Mapping[str, Any]) -> dict[str, str]:
        cells: dict[str, str] = {}
        for part in ("label", "hint", "constraint_message"):
            for place, language in enumerate(self.languages):
                if f"{part}_{place}" in self.fields:
                    cells[column_of(part, language)] = data.get(f"{part}_{place}") or ""
        if "required" in self.fields:
            standing = str(self.row.get("required") or "")
            # A workbook may say it by a condition: it stays unless the person says otherwise.
            kept = standing if data["required"] == _is_yes(standing) else ""
            cells["required"] = kept or ("yes" if data["required"] else "")
        expressions = {
            "relevant": self.relevant,
            "constraint": self.constraint,
            "calculation": self.computed,
        }
        cells |= {column: value for column, value in expressions.items() if value is not None}
        for column in ("appearance", "parameters"):
            if column in self.fields:
                cells[column] = data.get(column) or ""
        return cells

    def _type(self) -> str:
        standing = str(self.row.get("type") or "")
        return standing or self.asked.kind

    def _said_with_choices(self, cells: dict[str, str], name: str) -> SaidQuestion:
        data, standing = self.cleaned_data, list_of(self.row)
        if "depends_on" in self.fields:
            above = data.get("depends_on") or ""
            cascade = cascade_of(self.row)
            if above != (cascade[1] if cascade else ""):
                cells["choice_filter"] = cascade_filter(above) if above else ""
        taken = data.get("list_name") or ""
        if taken and taken != standing:
            return SaidQuestion({"type": f"{self.asked.kind} {taken}", **cells}, taken, None)
        list_name = standing or free_list_name(self.asked.definition, code_from(name, otherwise="list"))
        more = " ".join(str(self.row.get("type") or "").split()[2:])
        kind = f"{self.asked.kind} {list_name} {more}".strip()
        # A list too long for the page stays whole: what it does not show it must not cut.
        is_whole = self.choices is None or not self.choices.is_long
        return SaidQuestion({"type": kind, **cells}, list_name, self.taken if is_whole else None)

    def marks(self) -> dict[str, Any]:
        """What is said of the question beyond the form."""
        if "is_personal" not in self.fields:
            return {}
        chosen = self.cleaned_data.get("indicator") or ""
        return {
            "is_personal": self.cleaned_data["is_personal"],
            "indicator_id": int(chosen) if chosen else None,
        }


def _is_yes(cell: Any) -> bool:
    return str(cell or "").strip().lower() in YES


def _otherwise(kind: str) -> str:
    return {"begin_group": "group", "begin_repeat": "repeat"}.get(
        kind, kind if kind in OF_THE_DEVICE else "q"
    )
