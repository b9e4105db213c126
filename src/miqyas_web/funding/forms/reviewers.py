"""What a person sends about who reads, and about ties."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.forms import email_field, languages
from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.models import Application, Call
from miqyas_web.funding.queries.ties import Tied
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import WholeNumberField
from miqyas_web.ui.forms import Form

MOST_FILES = 1000


def reason_field(label: Any, **options: Any) -> PlainText:
    """A few words that the record keeps."""
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return PlainText(label=label, max_length=2000, widget=widget, **options)


class InviteReviewerForm(Form):
    """An address asked to read."""

    prefix = "invite"

    email = email_field(_("Their email address"))
    panel = PlainText(
        label=_("Panel"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Empty when one group reads all the files."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=languages)


class DescribeReviewerForm(Form):
    """Panel, competences, load."""

    panel = PlainText(
        label=_("Panel"), required=False, max_length=60, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes this person knows"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages this person reads"),
        required=False,
        choices=languages,
        widget=forms.CheckboxSelectMultiple,
    )
    most_files = WholeNumberField(
        label=_("Files at most"),
        required=False,
        min_value=1,
        max_value=MOST_FILES,
        help_text=_("Empty: as many as the others."),
    )
    is_committee = forms.BooleanField(
        label=_("Sits on the committee: takes part in discussion and decision"), required=False
    )

    def __init__(self, *args: Any, call: Call, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["themes"].choices = [
            (theme["code"], theme.get("label", {}).get(language) or theme["code"]) for theme in call.themes
        ]


class ReasonForm(Form):
    """A reason alone."""

    because = reason_field(_("Why"))


class SettleForm(ReasonForm):
    """A conflict lifted, or said to stand."""

    lift = forms.ChoiceField(
        label=_("Decision"),
        choices=[("stands", _("It stands: the file stays hidden")), ("lift", _("It is lifted"))],
        widget=forms.RadioSelect,
    )


class ReportConflictForm(Form):
    """A tie the secretariat was told of."""

    prefix = "report"

    application = forms.ModelChoiceField(label=_("Application"), queryset=Application.objects.none())
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    reason = reason_field(_("What the tie is"))

    def __init__(self, *args: Any, call: Call, watched: set[int], hidden: set[int], **options: Any) -> None:
        super().__init__(*args, **options)
        sent = call.applications.filter(sent_at__isnull=False, stage__closes_at__lte=clock.now()).exclude(
            pk__in=hidden
        )
        self.fields["application"].queryset = sent.select_related("initiative").order_by("reference")
        self.fields["person"].queryset = Person.objects.filter(pk__in=watched).order_by("name")


class DeclareForm(Form):
    """Each organisation that applies: tied or not, and how."""

    def __init__(self, *args: Any, tied: Sequence[Tied], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tied = tied
        for each in tied:
            self.fields[f"tie-{each.key}"] = forms.BooleanField(label=each.name, required=False)
            self.fields[f"why-{each.key}"] = PlainText(
                label=_("How you are tied to it"),
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The box and the words of each organisation."""
        return [(self[f"tie-{each.key}"], self[f"why-{each.key}"]) for each in self.tied]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        for each in self.tied:
            if sent.get(f"tie-{each.key}") and not sent.get(f"why-{each.key}", "").strip():
                self.add_error(f"why-{each.key}", _("Say it in a few words."))
        return sent

    @property
    def ties(self) -> dict[str, str]:
        """What was ticked, with its reason."""
        sent = self.cleaned_data
        return {each.key: sent[f"why-{each.key}"] for each in self.tied if sent[f"tie-{each.key}"]}
