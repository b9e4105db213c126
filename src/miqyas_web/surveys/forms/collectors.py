"""A phone or a web link that may send answers."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import CollectorKind
from miqyas_web.surveys.models import Survey
from miqyas_web.ui.forms import Form
from miqyas_web.ui.languages import current

# Programs have their own page, and their keys their own doors.
GIVEN_OUT = [(kind.value, kind.label) for kind in (CollectorKind.PHONE, CollectorKind.LINK)]


class CollectorForm(Form):
    """Whose it is, what it opens, and in which language it is answered."""

    kind = forms.ChoiceField(label=_("Who will use it"), choices=GIVEN_OUT, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the field worker, of the phone or of the link"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_(
            "One address for each phone: you will know who sent what, and a lost phone is closed alone."
        ),
    )
    surveys = forms.MultipleChoiceField(
        label=_("Questionnaires it opens"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A phone with none chosen opens all those of the initiative. A web link opens one."),
    )
    language = forms.ChoiceField(
        label=_("Language of the messages"),
        choices=settings.LANGUAGES,
        help_text=_("A phone does not say which language it speaks."),
    )
    is_test = forms.BooleanField(
        label=_("For a trial"),
        required=False,
        help_text=_("It opens the versions on trial; its answers stand apart and never count."),
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": CollectorKind.PHONE, "language": current().code})
        super().__init__(*args, **kwargs)
        self.by_pk = {str(survey.pk): survey for survey in initiative.surveys.order_by("title", "pk")}
        self.fields["surveys"].choices = [(pk, survey.title) for pk, survey in self.by_pk.items()]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == CollectorKind.LINK and len(said.get("surveys", ())) != 1:
            self.add_error("surveys", gettext("A web link serves one questionnaire: choose it."))
        return said

    def chosen(self) -> list[Survey]:
        return [self.by_pk[pk] for pk in self.cleaned_data["surveys"]]
