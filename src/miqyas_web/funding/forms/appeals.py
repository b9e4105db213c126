"""What an applicant, and whoever hears an appeal, may send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.enums import AppealGround
from miqyas_web.funding.rules.answers import LEAST_OWN_DAYS, MOST_OWN_DAYS, USUAL_OWN_DAYS
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import NumberField, WholeNumberField
from miqyas_web.ui.forms import Form

MOST_LETTERS = 8000


class AppealForm(Form):
    """On which ground, and what happened."""

    ground = forms.ChoiceField(label=_("Ground"), choices=AppealGround.choices, widget=forms.RadioSelect)
    text = PlainText(
        label=_("What happened"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Name the fact, the step or the conflict. The judgement itself is not heard again."),
    )


class AnswerForm(Form):
    """The answer to an appeal."""

    answer = PlainText(
        label=_("Answer to the applicant"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    # What an upheld appeal needs besides; nothing to give when it is rejected.
    needed = ""

    @property
    def needed_field(self) -> forms.BoundField:
        return self[self.needed]


class HearingForm(AnswerForm):
    """Against a decision: the score once the error is corrected."""

    needed = "score"
    score = NumberField(
        label=_("Score once the error is corrected, out of 100"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        help_text=_("Only if the appeal is upheld."),
    )


class StageHearingForm(AnswerForm):
    """Against the answer of a stage: how long the applicant has for the next one."""

    needed = "days"
    days = WholeNumberField(
        label=_("Days the applicant has at least for the next stage"),
        required=False,
        min_value=LEAST_OWN_DAYS,
        max_value=MOST_OWN_DAYS,
        initial=USUAL_OWN_DAYS,
        help_text=_(
            "Only if the appeal is upheld. If the deadline of the others comes before, the applicant has time of their own."
        ),
    )
