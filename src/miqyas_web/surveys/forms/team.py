"""What a person sends about the field team."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.actions.team import Where
from miqyas_web.surveys.forms.places import OneTerritoryField, PointField
from miqyas_web.surveys.models import Collector, Survey
from miqyas_web.surveys.science.reading import NOT_PUT, Asked
from miqyas_web.ui.fields import WholeNumberField
from miqyas_web.ui.forms import Form

MOST = 1_000_000


class QuotaForm(Form):
    """A group, and how many answers it is to give."""

    prefix = "quota"

    name = forms.CharField(
        label=_("Name of the group"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    question = forms.ChoiceField(label=_("Those who answer to"), required=False)
    value = forms.CharField(
        label=_("this code"), required=False, max_length=255, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    target = WholeNumberField(label=_("Answers to collect"), min_value=1, max_value=MOST)

    def __init__(self, *args: Any, asked: Sequence[Asked], labels: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        # The group stands on a page everyone reads: a personal question makes none.
        chosen = [
            (each.name, labels.get(each.name, each.name))
            for each in asked
            if not each.repeat and not each.is_personal and each.kind not in NOT_PUT
        ]
        self.fields["question"].choices = [("", _("everyone")), *chosen]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        if sent.get("question") and not sent.get("value"):
            self.add_error("value", _("Write the code of the choice that makes the group."))
        return sent


class AssignmentForm(Form):
    """Who collects how many, where, until when."""

    prefix = "assignment"

    collector = forms.ModelChoiceField(
        label=_("Phone or link"), queryset=Collector.objects.none(), empty_label="—"
    )
    place = forms.CharField(
        label=_("Where"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    territory = OneTerritoryField(label=_("Commune, province or region"), required=False)
    place_code = forms.CharField(
        label=_("The place as answers say it"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_(
            "Its code in the question that tells the place. Without it, all answers of this phone count."
        ),
    )
    at = PointField(
        label=_("Latitude and longitude of the sampled place"),
        required=False,
        help_text=_("For example: 30.33 -5.84. Positions of answers are compared with it."),
    )
    target = WholeNumberField(label=_("Answers to collect"), min_value=1, max_value=MOST)
    due_date = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, *args: Any, survey: Survey, places: Sequence[tuple[str, str]] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["collector"].queryset = Collector.objects.filter(
            initiative_id=survey.initiative_id, revoked_at__isnull=True, is_test=False
        ).order_by("name", "pk")
        self._codes = {code for code, _label in places}
        if places:
            self.fields["place_code"] = forms.ChoiceField(
                label=self.fields["place_code"].label,
                required=False,
                choices=[("", _("all that this phone collects")), *places],
                help_text=_(
                    "Only the answers that name this place count. Without it, all answers of this phone."
                ),
            )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        territory = sent.get("territory")
        # Questionnaires often name communes by their official code.
        if territory and not sent.get("place_code") and territory.code in self._codes:
            sent["place_code"] = territory.code
        return sent

    def said(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        sent = self.cleaned_data
        latitude, longitude = sent["at"] or (None, None)
        where = Where(sent["place"], sent["territory"], sent["place_code"], latitude, longitude)
        return {"where": where, **{name: sent[name] for name in ("collector", "target", "due_date")}}


class DrawForm(Form):
    """How many answers to collect again."""

    prefix = "draw"

    n = WholeNumberField(label=_("How many answers to draw"), min_value=1, max_value=10_000)
    seed = WholeNumberField(
        label=_("Seed"),
        required=False,
        min_value=0,
        max_value=2**32 - 1,
        help_text=_("Leave it empty to have one drawn. With the same seed, the same answers are drawn."),
    )
