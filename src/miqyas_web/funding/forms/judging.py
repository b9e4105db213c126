"""What the secretariat sends about a ranking, a draw, a discussion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.funding.forms.reviewers import reason_field
from miqyas_web.funding.models import Application
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import SeveralField, WholeNumberField
from miqyas_web.ui.forms import Form


class RankingForm(Form):
    """How many places."""

    top = WholeNumberField(
        label=_("Places"),
        min_value=1,
        max_value=100_000,
        help_text=_("How many files the budget would pay. The line of the ranking is drawn there."),
    )


class AnnounceForm(Form):
    """A public chance that does not exist yet."""

    source = PlainText(
        label=_("Public source of chance"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_(
            "For example: the numbers of a national lottery, in ascending order, separated by spaces."
        ),
    )
    source_on = forms.DateTimeField(
        label=_("When it will be known"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "dir": "ltr"}, format="%Y-%m-%dT%H:%M"),
    )
    fallback = PlainText(
        label=_("What is used if it fails"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class DrawForm(Form):
    """What the source gave."""

    source_value = PlainText(
        label=_("What the public source gave"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=_("Exactly as it was published: one space more gives another draw."),
    )


class MinuteForm(Form):
    """What was said, of which file, who was there."""

    application = forms.ModelChoiceField(
        label=_("Application"),
        queryset=Application.objects.none(),
        required=False,
        empty_label=_("the call as a whole"),
    )
    present = SeveralField(label=_("Who was there"), queryset=Person.objects.none())
    text = reason_field(_("What was said"))

    def __init__(self, *args: Any, watched: set[int], applications: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["application"].queryset = applications
        self.fields["present"].queryset = Person.objects.filter(pk__in=watched).order_by("name")


class NoteForm(Form):
    """Something to say of a file."""

    prefix = "note"

    text = reason_field(_("Your note"))


class CloseForm(Form):
    """What was concluded of a file, and who was there."""

    prefix = "close"

    present = SeveralField(label=_("Who was there"), queryset=Person.objects.none())
    text = reason_field(_("What was concluded, and why"))

    def __init__(self, *args: Any, watched: set[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["present"].queryset = Person.objects.filter(pk__in=watched).order_by("name")
