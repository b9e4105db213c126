"""Words side by side in the languages of a questionnaire; marks of many questions at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.indicators.models import Indicator
from miqyas_web.surveys.models import Question
from miqyas_web.surveys.queries.known import isolated
from miqyas_web.surveys.queries.texts import TextLine
from miqyas_web.surveys.rules.languages import NAME_OF_CODE, OFFERED, code_of, direction_of
from miqyas_web.surveys.science.personal import reason_of, suspicion_of
from miqyas_web.ui.forms import Form


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the table with its fields."""

    line: TextLine
    fields: list[forms.BoundField]


class TextsForm(Form):
    """The texts of one page, a field by language."""

    def __init__(
        self, *args: Any, lines: Sequence[TextLine], languages: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.languages = list(lines), list(languages)
        for line in self.lines:
            for place, language in enumerate(self.languages):
                attributes = {
                    "class": "form-control",
                    "rows": 2,
                    "dir": direction_of(language),
                    "lang": code_of(language) or None,
                }
                self.fields[_field_name(line, place)] = forms.CharField(
                    label=f"{line.owner} · {language}",
                    required=False,
                    max_length=4000,
                    initial=line.words[place],
                    widget=forms.Textarea(attrs=attributes),
                )

    @property
    def rows(self) -> list[ShownLine]:
        places = range(len(self.languages))
        return [ShownLine(line, [self[_field_name(line, place)] for place in places]) for line in self.lines]

    def said(self) -> dict[tuple[str, int, str, str], str]:
        """Words by sheet, row, part and language."""
        return {
            (line.sheet, line.row, line.part, language): self.cleaned_data[_field_name(line, place)]
            for line in self.lines
            for place, language in enumerate(self.languages)
        }


def _field_name(line: TextLine, place: int) -> str:
    return f"{line.sheet}_{line.row}_{line.part}_{place}"


class LanguageForm(Form):
    """One more language for a questionnaire."""

    language = forms.ChoiceField(label=_("Add a language"))

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {code_of(language) for language in languages}
        self.fields["language"].choices = [
            (NAME_OF_CODE[code], said) for code, _name, said, _direction in OFFERED if code not in there
        ]


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One question with its two marks, and why it seems personal."""

    question: Question
    suspicion: str
    personal: forms.BoundField
    indicator: forms.BoundField


class MarksForm(Form):
    """Which questions are personal, which indicator each feeds."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], indicators: Sequence[Indicator], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        options = [("", "—"), *((str(each.pk), isolated(each.name)) for each in indicators)]
        for question in self.questions:
            self.fields[f"personal_{question.pk}"] = forms.BooleanField(
                label=_("Personal"),
                required=False,
                initial=question.is_personal,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            self.fields[f"indicator_{question.pk}"] = forms.ChoiceField(
                label=_("Indicator it feeds"),
                choices=options,
                required=False,
                initial=str(question.indicator_id or ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def rows(self) -> list[MarkRow]:
        return [
            MarkRow(
                question,
                reason_of(suspicion_of(question.kind, question.name, *question.labels.values())),
                self[f"personal_{question.pk}"],
                self[f"indicator_{question.pk}"],
            )
            for question in self.questions
        ]

    def said(self) -> dict[int, tuple[bool, int | None]]:
        """Whether personal, and the indicator, by number of the question."""
        data = self.cleaned_data
        return {
            question.pk: (
                data[f"personal_{question.pk}"],
                int(data[f"indicator_{question.pk}"]) if data[f"indicator_{question.pk}"] else None,
            )
            for question in self.questions
        }
