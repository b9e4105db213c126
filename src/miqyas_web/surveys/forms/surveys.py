"""A new questionnaire, and what is said of it beside its questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.actions.surveys import Framing
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.rules.languages import NAME_OF_CODE, OFFERED, code_of, direction_of
from miqyas_web.ui.forms import Form
from miqyas_web.ui.languages import current

ROWS = 3


class SurveyForm(Form):
    """A questionnaire that begins: its title and its languages."""

    title = forms.CharField(
        label=_("Title of the questionnaire"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("As people will read it, for example: Household survey 2026."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages it is asked in"),
        choices=[(code, said) for code, _name, said, _direction in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You can add another one later. The first one is shown first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"languages": [current().code]})
        super().__init__(*args, **kwargs)

    def framing(self) -> Framing:
        return Framing(title=self.cleaned_data["title"])

    def languages_named(self) -> list[str]:
        """As a questionnaire names them, the language of the page first."""
        chosen = sorted(self.cleaned_data["languages"], key=lambda code: code != current().code)
        return [NAME_OF_CODE[code] for code in chosen]


class FramingForm(Form):
    """Title, purpose, consent in each language of the questionnaire, authorisation."""

    title = forms.CharField(
        label=_("Title of the questionnaire"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        required=False,
        widget=forms.Textarea(attrs={"rows": ROWS, "dir": "auto"}),
        help_text=_("Which decision or which indicator the answers serve. Ask nothing that serves none."),
    )

    def __init__(self, *args: Any, survey: Survey, languages: Sequence[str], **kwargs: Any) -> None:
        self.languages = list(languages)
        kwargs.setdefault("initial", _initial(survey, self.languages))
        super().__init__(*args, **kwargs)
        for language in self.languages:
            self.fields[f"consent_{code_of(language)}"] = _consent_field(language)
        self.fields["authorisation"] = forms.CharField(
            label=_("Authorisation or declaration at the CNDP"),
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={"dir": "auto"}),
            help_text=_("Its number and its date. Leave it empty when no personal data are asked."),
        )

    @property
    def consents(self) -> list[forms.BoundField]:
        return [self[f"consent_{code_of(language)}"] for language in self.languages]

    def framing(self) -> Framing:
        said = self.cleaned_data
        codes = [code_of(language) for language in self.languages]
        return Framing(
            title=said["title"],
            purpose=said["purpose"],
            consent={code: text for code in codes if (text := said[f"consent_{code}"])},
            authorisation=said["authorisation"],
        )


def _initial(survey: Survey, languages: Sequence[str]) -> dict[str, str]:
    consents = {f"consent_{code_of(each)}": survey.consent.get(code_of(each), "") for each in languages}
    said = {"title": survey.title, "purpose": survey.purpose, "authorisation": survey.authorisation}
    return {**said, **consents}


def _consent_field(language: str) -> forms.CharField:
    label = gettext("What people are told before they agree: %(language)s") % {"language": language}
    attributes = {"rows": ROWS + 2, "dir": direction_of(language), "lang": code_of(language) or None}
    return forms.CharField(
        label=label if language else gettext("What people are told before they agree"),
        required=False,
        widget=forms.Textarea(attrs=attributes),
    )
