"""What is studied: a link of the theory, with which data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import queries
from miqyas_web.theories.models import Link


class SubjectForm(forms.Form):
    """First question: which link of the theory, with which data."""

    link = forms.ModelChoiceField(
        Link.objects.none(),
        label=_("The link you want to test"),
        empty_label=_("Choose a link of your theory"),
        help_text=_("From what you do to what you think it changes."),
    )
    dataset = forms.ModelChoiceField(
        DatasetVersion.objects.none(), label=_("The data"), empty_label=_("Choose a frozen dataset")
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"].queryset = queries.links_to_study(initiative)
        self.fields["dataset"].queryset = queries.versions_to_study(initiative)
