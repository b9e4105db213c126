"""A portfolio as a form, and the day of a total."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.indicators.actions.portfolios import PortfolioSaid
from miqyas_web.indicators.models import Portfolio
from miqyas_web.initiatives.models import Initiative
from miqyas_web.ui.fields import PercentageField, SeveralField
from miqyas_web.ui.forms import Form


class PortfolioForm(Form):
    """A named set of initiatives the person may see."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    initiatives = SeveralField(Initiative.objects.none(), label=_("Initiatives"))
    overlap_share = PercentageField(
        label=_("Of the people counted, share also counted by another of them, in %"),
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text=_(
            "From a survey or a shared list. Leave empty when it is not known: then only bounds are shown."
        ),
    )
    overlap_source = forms.CharField(
        label=_("How it is known"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, person: Person, portfolio: Portfolio | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Initiative.objects.visible_to(person).select_related("organisation")
        self.fields["initiatives"].queryset = visible.order_by("organisation__name", "title", "pk")
        self.fields["initiatives"].label_from_instance = lambda one: f"{one.title} · {one.organisation}"
        if portfolio is None:
            own = Organisation.objects.where(person, Permission.DESCRIBE).order_by("name", "pk")
            self.fields["organisation"].queryset = own
        else:
            del self.fields["organisation"]
            self.initial = {**_initial(portfolio), **self.initial}

    def said(self) -> PortfolioSaid:
        """What was said, as the action takes it."""
        sent = self.cleaned_data
        share = sent["overlap_share"]
        return PortfolioSaid(
            name=sent["name"],
            purpose=sent["purpose"],
            initiatives=tuple(sent["initiatives"]),
            overlap_share=None if share is None else share / 100,
            overlap_source=sent["overlap_source"],
        )


def _initial(portfolio: Portfolio) -> dict[str, Any]:
    share = portfolio.overlap_share
    return {
        "name": portfolio.name,
        "purpose": portfolio.purpose,
        "initiatives": list(portfolio.initiatives.values_list("pk", flat=True)),
        "overlap_share": None if share is None else f"{(share * 100).normalize():f}",
        "overlap_source": portfolio.overlap_source,
    }


class AsOfForm(Form):
    """The day on which totals are taken."""

    as_of = forms.DateField(
        label=_("On"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
