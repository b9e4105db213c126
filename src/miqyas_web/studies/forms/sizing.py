"""Figures from earlier data, and a sample size kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import queries
from miqyas_web.studies.models import Study

NUMBERS = {"number", "integer", "boolean"}


class EarlierForm(forms.Form):
    """A frozen dataset, then its columns: what to measure the spread and the resemblance on."""

    dataset = forms.ModelChoiceField(
        DatasetVersion.objects.none(), label=_("The data"), empty_label=_("Choose a frozen dataset")
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = queries.versions_to_study(initiative)
        self.fields["dataset"].queryset = versions
        asked = str(self.data.get("dataset", ""))
        version = next((version for version in versions if str(version.pk) == asked), None)
        if version is None:
            return
        columns = [
            (column.name, column.label or column.name, column.type) for column in version.columns.all()
        ]
        self.fields["outcome_column"] = forms.ChoiceField(
            label=_("What is measured"),
            choices=[(name, label) for name, label, kind in columns if kind in NUMBERS],
        )
        self.fields["group_column"] = forms.ChoiceField(
            label=_("The groups (village, school)"), choices=[(name, label) for name, label, _kind in columns]
        )


class KeepForm(forms.Form):
    """Where the figures come from, and the study that will cite them."""

    study = forms.ModelChoiceField(
        Study.objects.none(), label=_("Study that cites it"), required=False, empty_label=_("None yet")
    )
    why = forms.CharField(
        label=_("Where do these figures come from?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_(
            "Such as: the standard deviation is that of the 2024 survey; the effect is what pays for the cost."
        ),
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["study"].queryset = Study.objects.filter(initiative=initiative).order_by("-pk")
