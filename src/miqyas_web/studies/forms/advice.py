"""The adviser's questions."""

from typing import Any

from django import forms

from miqyas_web.studies import science


class AdviceForm(forms.Form):
    """One question a field; those not answered count as what allows least."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, text, options in science.advice_questions():
            self.fields[key] = forms.ChoiceField(
                label=text, choices=options, widget=forms.RadioSelect, required=False
            )

    def answers(self) -> dict[str, str]:
        """What was answered."""
        return {key: answer for key, answer in self.cleaned_data.items() if answer}
