"""What a person sends about answers: a filter, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.models import Collector, Survey
from miqyas_web.surveys.queries.submissions import Filter
from miqyas_web.ui.forms import Form

STATES = [
    ("standing", _("Those that count")),
    ("corrected", _("Replaced by a correction")),
    ("withdrawn", _("Withdrawn")),
    ("test", _("Of the trial")),
]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FilterForm(Form):
    """Which answers to list."""

    state = forms.ChoiceField(label=_("Which answers"), choices=STATES, required=False)
    collector = forms.ModelChoiceField(
        label=_("Collected by"), queryset=Collector.objects.none(), required=False, empty_label=_("everyone")
    )
    from_date = _day(_("Received from"))
    to_date = _day(_("Received until"))
    with_alerts = forms.BooleanField(label=_("Only those that need a look"), required=False)

    def __init__(self, *args: Any, survey: Survey, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["collector"].queryset = Collector.objects.filter(
            initiative_id=survey.initiative_id
        ).order_by("name", "pk")

    def wanted(self) -> Filter:
        """What is wanted; a filter that cannot be read is left aside."""
        self.full_clean()
        sent = self.cleaned_data
        collector = sent.get("collector")
        return Filter(
            state=sent.get("state") or "standing",
            collector_id=collector.pk if collector else None,
            from_date=sent.get("from_date"),
            to_date=sent.get("to_date"),
            with_alerts=bool(sent.get("with_alerts")),
        )


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
