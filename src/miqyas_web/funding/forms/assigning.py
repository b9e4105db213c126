"""What the secretariat sends about who reads what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.models import Application, Reviewer, Stage
from miqyas_web.funding.queries.progress import applications_read
from miqyas_web.ui.fields import WholeNumberField
from miqyas_web.ui.forms import Form

MOST_EACH = 20


def due_field() -> forms.DateTimeField:
    """The day a review is expected."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateTimeField(
        label=_("Expected by"), required=False, widget=widget, input_formats=["%Y-%m-%d"]
    )


class AssignForm(Form):
    """One file to one person."""

    prefix = "assign"

    application = forms.ModelChoiceField(label=_("Application"), queryset=Application.objects.none())
    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=Reviewer.objects.none())
    due_at = due_field()
    is_additional = forms.BooleanField(
        label=_("Additional reader: the first reviews disagree"), required=False
    )

    def __init__(self, *args: Any, stage: Stage, hidden: set[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["application"].queryset = applications_read(stage).exclude(pk__in=hidden)
        standing = stage.call.reviewers.filter(left_at__isnull=True)
        self.fields["reviewer"].queryset = standing.select_related("person").order_by("person__name", "pk")


class ShareOutForm(Form):
    """How many readings each file gets."""

    prefix = "share"

    each = WholeNumberField(
        label=_("Readings of each file"), min_value=2, max_value=MOST_EACH, initial=3,
        help_text=_("Three is usual. Two leave more to chance; each one more narrows the ranks a little."),
    )  # fmt: skip
    due_at = due_field()
