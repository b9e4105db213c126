"""What either side sends along a grant: expenses, a close, a lesson."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.evidence.models import Claim as EvidenceClaim
from miqyas_web.funding.enums import LessonKind
from miqyas_web.funding.forms.days import day_field
from miqyas_web.funding.forms.grants import LONG
from miqyas_web.funding.models import BudgetLine, Call, Grant, Receipt
from miqyas_web.funding.rules.reporting import Reporting, reporting_of
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import NumberField
from miqyas_web.ui.forms import Form


def mad_field(label: Any, **options: Any) -> NumberField:
    return NumberField(label=label, max_digits=14, decimal_places=2, **options)


def line_field(label: Any, most: int = 200, **options: Any) -> PlainText:
    return PlainText(label=label, max_length=most, widget=forms.TextInput(attrs={"dir": "auto"}), **options)


def text_field(label: Any, rows: int = 3, **options: Any) -> PlainText:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return PlainText(label=label, max_length=LONG, widget=area, **options)


class ReceiptForm(Form):
    """One expense and its receipt."""

    line = forms.ModelChoiceField(BudgetLine.objects.none(), label=_("Line of the budget"), empty_label=None)
    title = line_field(_("What was bought"))
    spent_on = day_field(_("Day of the expense"))
    amount_mad = mad_field(_("Amount, in dirhams"), min_value=Decimal("0.01"))
    supplier = line_field(_("Supplier"))
    number = line_field(_("Number of the receipt"), 100, required=False)
    file = forms.FileField(
        label=_("Receipt"),
        max_length=255,
        help_text=_("A picture, a PDF or a table; at most 20 MB."),
    )

    def __init__(self, *args: Any, grant: Grant, receipt: Receipt | None = None, **options: Any) -> None:
        if receipt is not None:
            names = ("line", "title", "spent_on", "amount_mad", "supplier", "number")
            options["initial"] = {name: getattr(receipt, name) for name in names}
        super().__init__(*args, **options)
        self.fields["line"].queryset = grant.lines.order_by("position")
        if receipt is not None and receipt.sha256:
            self.fields["file"].required = False
            self.fields["file"].label = _("Another receipt, if this one is replaced")

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


class CloseForm(Form):
    """How a grant ends, and what came back."""

    note = text_field(_("How the grant ends"))
    returned_mad = mad_field(_("Returned by the grantee, in dirhams"), required=False, min_value=0)
    returned_on = day_field(_("Returned on"), required=False)
    left_because = text_field(_("Why the rest is left, if some is"), 2, required=False)


class LessonForm(Form):
    """What worked or not, what shows it, what was changed."""

    kind = forms.ChoiceField(label=_("What happened"), choices=LessonKind.choices, widget=forms.RadioSelect)
    text = text_field(_("What was learnt"))
    changed = text_field(_("What was changed because of it"), 2, required=False)
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Indicator it is about"),
        required=False,
        empty_label=_("No indicator in particular"),
    )
    evidence = forms.ModelChoiceField(
        EvidenceClaim.objects.none(),
        label=_("What establishes it"),
        required=False,
        empty_label=_("Nothing yet"),
    )
    is_public = forms.BooleanField(
        label=_("Shown to every funder and applicant of the platform"),
        required=False,
        help_text=_("Name nobody in it."),
    )

    def __init__(self, *args: Any, grant: Grant, may_show: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        initiative = grant.initiative_id
        self.fields["indicator"].queryset = Indicator.objects.filter(
            node__theory__initiative=initiative
        ).order_by("name")
        self.fields["evidence"].queryset = (
            EvidenceClaim.objects.filter(link__theory__initiative=initiative)
            .select_related("link__source", "link__target")
            .order_by("pk")
        )
        if not may_show:
            del self.fields["is_public"]

    def said(self) -> dict[str, Any]:
        return {"is_public": False} | self.cleaned_data


class ReportingForm(Form):
    """From which amounts more is asked of a grantee."""

    few_mad = mad_field(_("Two questions below, in dirhams"), min_value=0)
    more_mad = mad_field(_("Three questions below, in dirhams"), min_value=0)

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        held = reporting_of(call.reporting)
        options["initial"] = {"few_mad": held.few_mad, "more_mad": held.more_mad}
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if None not in (given.get("few_mad"), given.get("more_mad")) and given["more_mad"] < given["few_mad"]:
            self.add_error("more_mad", _("The second amount is not under the first."))
        return given

    def said(self) -> Reporting:
        return Reporting(self.cleaned_data["few_mad"], self.cleaned_data["more_mad"])
