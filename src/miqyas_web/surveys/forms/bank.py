"""Taking questions from an indicator or from another questionnaire."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.indicators.enums import Dimension
from miqyas_web.indicators.models import Indicator
from miqyas_web.surveys.models import FormVersion, Question
from miqyas_web.surveys.queries.known import isolated
from miqyas_web.surveys.rules.bank import kind_from_unit
from miqyas_web.surveys.rules.kinds import KINDS
from miqyas_web.surveys.science.bank import ASKED
from miqyas_web.ui.forms import Form

OFFERED = ("integer", "decimal", "select_one", "text", "date")


class IndicatorQuestionForm(Form):
    """The question of one indicator: its kind, the groups it is told apart by."""

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"i{indicator.pk}", **kwargs)
        self.indicator = indicator
        self.fields["kind"] = forms.ChoiceField(
            label=_("How it is asked"),
            choices=[(key, _("Yes or no") if key == "select_one" else KINDS[key].name) for key in OFFERED],
            initial=kind_from_unit(indicator.unit),
        )
        told_apart = [
            (each, indicator.own_dimension if each == Dimension.OWN else Dimension(each).label)
            for each in indicator.disaggregation
            if each in ASKED
        ]
        if told_apart:
            self.fields["dimensions"] = forms.MultipleChoiceField(
                label=_("Ask also"),
                choices=told_apart,
                required=False,
                initial=[key for key, _name in told_apart],
                widget=forms.CheckboxSelectMultiple,
            )


class TakeForm(Form):
    """Questions of another questionnaire to be taken."""

    names = forms.MultipleChoiceField(label=_("Questions to take"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, other: FormVersion, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other = other
        self.fields["names"].choices = [
            (each.name, isolated(next(iter(each.labels.values()), "") or each.name)) for each in questions
        ]
