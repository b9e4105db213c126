"""What a person may send about a discussion. Nothing is saved here."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.forms import Form


class CommentForm(Form):
    """A remark, or an answer; who is called by name."""

    text = PlainText(
        label=_("Your comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    mentioned = forms.MultipleChoiceField(
        label=_("Call someone by name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They find it on their desk."),
    )
    answers_to = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, members: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["mentioned"])
        field.choices = [(str(member.pk), str(member)) for member in members]

    def clean_mentioned(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["mentioned"]]
