"""What a person may send about a report. Nothing is saved here."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from miqyas_web.evidence.models import Claim
from miqyas_web.reports.models import Report
from miqyas_web.reports.queries import Choice


class ReportForm(forms.Form):
    """Which studies enter, and what people say around them."""

    claims = forms.MultipleChoiceField(
        label=_("Studies of this report"), widget=forms.CheckboxSelectMultiple, required=True
    )
    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    language = forms.ChoiceField(
        label=_("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=_(
            "Results are written by Miqyas in the three languages; your own texts stay as you write them."
        ),
    )
    summary = forms.CharField(
        label=_("In brief"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("What a reader in a hurry must know. The sentences of results are added by themselves."),
    )
    lessons = forms.CharField(
        label=_("What you changed because of what you learnt"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("For example: “We now explain the repayment calendar before the contract is signed.”"),
    )
    shares_data = forms.BooleanField(
        label=_("The de-identified analysis data may be shared with everyone"),
        required=False,
        help_text=_(
            "Anyone can then compute the figures again. Tick it only if the people asked, or your authorisation "
            "from the CNDP, allow it. Otherwise, only your organisation has the data; the rest of the report is "
            "public all the same."
        ),
    )

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims_by_pk = {
            str(choice.graded.claim.pk): choice.graded.claim for choice in choices if not choice.is_too_small
        }
        self.fields["claims"].choices = [
            (str(choice.graded.claim.pk), f"{choice.graded.claim.estimation.study}: {choice.graded.sentence}")
            for choice in choices
            if not choice.is_too_small
        ]
        self.too_small = [
            str(choice.graded.claim.estimation.study) for choice in choices if choice.is_too_small
        ]

    def clean_claims(self) -> list[Claim]:
        return [self.claims_by_pk[pk] for pk in self.cleaned_data["claims"]]

    def said(self) -> dict[str, Any]:
        """What was said, as the actions take it."""
        return dict(self.cleaned_data)


def first_values(choices: list[Choice], *, title: str) -> dict[str, Any]:
    """What the form of a new report shows at first: every study, the initiative's title, this language."""
    return {
        "claims": [str(choice.graded.claim.pk) for choice in choices],
        "title": title,
        "language": get_language(),
    }


def values_of(report: Report) -> dict[str, Any]:
    """What the form shows of a draft."""
    same = ("title", "language", "summary", "lessons", "shares_data")
    return {
        **{name: getattr(report, name) for name in same},
        "claims": [str(pk) for pk in report.claims.values_list("pk", flat=True)],
    }
