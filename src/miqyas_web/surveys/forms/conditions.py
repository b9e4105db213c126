"""Fields by which a condition is said: a question, a comparison, a value, several with and/or."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.queries.known import Known
from miqyas_web.surveys.rules.conditions import (
    DATE,
    ITSELF,
    NUMBER,
    Condition,
    Sentence,
    expression_of,
    sentence_of,
)
from miqyas_web.ui.fields import plain_number

BLANKS = 2
MOST = 12
JOINED = [("and", _("all of these are true")), ("or", _("at least one of these is true"))]
NOTHING = [("", "—")]
SEPARATORS = (";", "،", ",")
FIGURED = frozenset({"more", "at_least", "less", "at_most", "shorter", "longer", "n_chosen_at_most"})

Operators = Mapping[str, "tuple[str | Promise, int]"]


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One line of the form."""

    question: forms.BoundField | None
    operator: forms.BoundField
    value: forms.BoundField
    other: forms.BoundField


class ConditionFields:
    """The lines of one condition inside a form. ``about`` is empty, or the answer itself for a constraint."""

    def __init__(
        self, form: forms.Form, prefix: str, *, known: Sequence[Known], operators: Operators, about: str = ""
    ) -> None:
        self.form, self.prefix, self.operators, self.about = form, prefix, operators, about
        self.known = {each.name: each for each in known}
        self.kept = ""
        self.n_lines = BLANKS

    def add(self, expression: str) -> None:
        """Put the fields in the form, filled with what the expression says when sentences can say it."""
        sentence = sentence_of(expression)
        if sentence is not None and not all(self._can_show(each) for each in sentence.conditions):
            sentence = None
        self.kept = expression if sentence is None else ""
        shown = sentence or Sentence(())
        self.n_lines = min(len(shown.conditions) + BLANKS, MOST)
        fields, initial = self.form.fields, self.form.initial
        if self.kept:
            fields[f"{self.prefix}_replace"] = forms.BooleanField(
                label=_("Replace this expression by what is said below"), required=False
            )
        fields[f"{self.prefix}_joined"] = forms.ChoiceField(
            label=_("When"), choices=JOINED, initial=shown.joined_by, required=False
        )
        for line in range(self.n_lines):
            self._add_line(line)
        for line, condition in enumerate(shown.conditions[: self.n_lines]):
            initial.update(self._initial(line, condition))

    def _can_show(self, condition: Condition) -> bool:
        if condition.operator not in self.operators:
            return False
        return condition.question == ITSELF if self.about else condition.question in self.known

    def _add_line(self, line: int) -> None:
        fields, prefix = self.form.fields, self.prefix
        options = [each.option for each in self.known.values()]
        if not self.about:
            fields[f"{prefix}_question_{line}"] = forms.ChoiceField(
                label=_("Question"), choices=NOTHING + options, required=False
            )
        fields[f"{prefix}_operator_{line}"] = forms.ChoiceField(
            label=_("Comparison"),
            choices=[*NOTHING, *((key, words) for key, (words, _n) in self.operators.items())],
            required=False,
        )
        fields[f"{prefix}_value_{line}"] = forms.CharField(
            label=_("Value"),
            required=False,
            max_length=500,
            widget=forms.TextInput(attrs={"dir": "auto", "list": "known-values", "autocomplete": "off"}),
        )
        fields[f"{prefix}_other_{line}"] = forms.ChoiceField(
            label=_("or the answer to"), choices=NOTHING + options, required=False
        )

    def _initial(self, line: int, condition: Condition) -> dict[str, str]:
        values = list(condition.values)
        other = values[0][2:-1] if values and values[0].startswith("${") else ""
        choices = self.known[condition.question].choices if condition.question in self.known else {}
        shown = "; ".join(choices.get(value) or value for value in values) if not other else ""
        return {
            f"{self.prefix}_question_{line}": condition.question,
            f"{self.prefix}_operator_{line}": condition.operator,
            f"{self.prefix}_value_{line}": shown,
            f"{self.prefix}_other_{line}": other,
        }

    @property
    def joined(self) -> forms.BoundField:
        return self.form[f"{self.prefix}_joined"]

    @property
    def replace(self) -> forms.BoundField:
        return self.form[f"{self.prefix}_replace"]

    @property
    def rows(self) -> list[ConditionRow]:
        def field(part: str, line: int) -> forms.BoundField:
            return self.form[f"{self.prefix}_{part}_{line}"]

        return [
            ConditionRow(
                None if self.about else field("question", line),
                field("operator", line),
                field("value", line),
                field("other", line),
            )
            for line in range(self.n_lines)
        ]

    def expression(self, said: Mapping[str, Any]) -> str:
        """The expression the person says; the one brought stays unless it is replaced. Errors go beside their field."""
        if self.kept and not said.get(f"{self.prefix}_replace"):
            return self.kept
        conditions = []
        for line in range(self.n_lines):
            try:
                condition = self._read(line, said)
            except ValidationError as error:
                self.form.add_error(f"{self.prefix}_value_{line}", error)
                continue
            if condition is not None:
                conditions.append(condition)
        return expression_of(Sentence(tuple(conditions), said.get(f"{self.prefix}_joined") or "and"))

    def _read(self, line: int, said: Mapping[str, Any]) -> Condition | None:
        def cell(part: str) -> str:
            return str(said.get(f"{self.prefix}_{part}_{line}") or "")

        question, operator = self.about or cell("question"), cell("operator")
        if not operator or not question:
            if cell("value") or (operator and not self.about) or (question and not self.about):
                raise ValidationError(gettext("Choose a question and a comparison, or empty the line."))
            return None
        n_values = self.operators[operator][1]
        if not n_values:
            return Condition(question, operator)
        if cell("other"):
            return Condition(question, operator, (f"${{{cell('other')}}}",))
        return Condition(question, operator, self._values(question, operator, cell("value"), n_values))

    def _values(self, question: str, operator: str, written: str, n_values: int) -> tuple[str, ...]:
        if not written.strip():
            raise ValidationError(gettext("Write a value, or choose another question to compare with."))
        choices = self.known[question].choices if question in self.known else {}
        is_one = n_values == 1 or written.strip() in {*choices, *choices.values()}
        values = [written.strip()] if is_one else _split(written)
        return tuple(self._value(value, operator, choices) for value in values)

    def _value(self, value: str, operator: str, choices: Mapping[str, str]) -> str:
        if choices:
            found = [code for code, label in choices.items() if value in {code, label}]
            if not found:
                names = "; ".join(choices.values())
                raise ValidationError(
                    gettext("“%(value)s” is not a choice of this question. Its choices: %(names)s.")
                    % {"value": value, "names": names}
                )
            return found[0]
        plain = plain_number(value)
        if operator in FIGURED and not NUMBER.match(plain) and not DATE.match(value):
            raise ValidationError(
                gettext("“%(value)s” is no figure. Write one, like 12 or 12,5, or a date like 2026-11-23.")
                % {"value": value}
            )
        if "'" in value and '"' in value:
            raise ValidationError(gettext("A value cannot hold both kinds of quotes."))
        return plain if NUMBER.match(plain) else value


def _split(written: str) -> list[str]:
    separator = next((sign for sign in SEPARATORS if sign in written), None)
    parts = written.split(separator) if separator else [written]
    return [part.strip() for part in parts if part.strip()]
