"""What either side of a grant may send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.funding.enums import PayRule
from miqyas_web.funding.forms.days import day_field
from miqyas_web.funding.models import Grant, GrantReport
from miqyas_web.funding.rules.reporting import QUESTIONS, reporting_of
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import NumberField, WholeNumberField
from miqyas_web.ui.forms import Form

LONG = 4000
MOST_ANSWERS = 10_000_000
USUAL_LEVEL = 0.8
LEVELS = ((0.8, _("80 %, the usual one")), (0.9, "90 %"), (0.95, "95 %"))


class TermsForm(Form):
    """What the grant is called, and its two dates."""

    title = PlainText(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    starts_on = day_field(_("Starts on"))
    ends_on = day_field(_("Ends on"))
    flexibility_pct = WholeNumberField(
        label=_("By how much a line of the budget may be passed, in %"),
        initial=10,
        min_value=0,
        max_value=100,
    )
    is_overspend_refused = forms.BooleanField(
        label=_("Past that, refuse expenses until the agreement is amended"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] <= given["starts_on"]:
            self.add_error("ends_on", _("It ends after it starts."))
        return given


class MilestoneForm(Form):
    """What must be shown for a share of the money, and the rule that pays it."""

    title = PlainText(
        label=_("What is to be reached"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    amount_mad = NumberField(label=_("Amount, in dirhams"), min_value=0, max_digits=14, decimal_places=2)
    due_on = day_field(_("Due on"))
    rule = forms.ChoiceField(
        label=_("When it pays"), choices=PayRule.choices, widget=forms.RadioSelect, initial=PayRule.FIXED
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Indicator"),
        required=False,
        empty_label=_("None: the report is enough"),
    )
    target = NumberField(label=_("Target"), required=False, max_digits=18)
    floor = NumberField(
        label=_("Floor"),
        required=False,
        max_digits=18,
        help_text=_("Of the graduated rule: from where it begins to pay."),
    )
    is_lower_better = forms.BooleanField(label=_("A lower figure is better"), required=False)
    level = forms.TypedChoiceField(
        label=_("Interval that the rule reads"),
        choices=LEVELS,
        coerce=float,
        initial=USUAL_LEVEL,
        required=False,
        help_text=_(
            "The wider it is, the less often a threshold pays wrongly, the more often it refuses wrongly."
        ),
    )
    n_planned = WholeNumberField(
        label=_("Answers planned"), required=False, min_value=2, max_value=MOST_ANSWERS
    )
    std_error = NumberField(
        label=_("Standard error expected"),
        required=False,
        min_value=0,
        max_digits=18,
        help_text=_("Where the indicator is no share. It only serves to show how the rule errs."),
    )
    method = PlainText(
        label=_("Method and source"),
        required=False,
        max_length=LONG,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    least_evidence = WholeNumberField(
        label=_("Least level of evidence, from 1 to 5; 0: none asked"),
        required=False,
        min_value=0,
        max_value=5,
    )

    def __init__(self, *args: Any, grant: Grant, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["indicator"].queryset = (
            Indicator.objects.filter(node__theory__initiative=grant.initiative_id)
            .select_related("node__theory")
            .order_by("name")
        )

    def said(self) -> dict[str, Any]:
        """The milestone as it is kept."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "amount_mad": given["amount_mad"],
            "due_on": given["due_on"],
            "rule": given["rule"],
            "indicator": None if given["rule"] == PayRule.FIXED else given["indicator"],
            "target": _figure(given["target"]),
            "floor": _figure(given["floor"]),
            "is_higher_better": not given["is_lower_better"],
            "level": given["level"] or USUAL_LEVEL,
            "n_planned": given["n_planned"],
            "error_planned": _figure(given["std_error"]),
            "method": given["method"],
            "least_evidence": given["least_evidence"] or 0,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("rule") not in (None, PayRule.FIXED):
            for name in ("indicator", "target"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, _("A rule on a measured figure needs it."))
            if given.get("rule") == PayRule.GRADUATED and given.get("floor") is None:
                self.add_error("floor", _("The graduated rule needs it."))
        return given


def _figure(value: Any) -> float | None:
    return None if value is None else float(value)


class ReportForm(Form):
    """The questions asked for this amount."""

    def __init__(self, *args: Any, report: GrantReport, **options: Any) -> None:
        super().__init__(*args, **options)
        for key in reporting_of(report.grant.reporting).questions(report.grant.amount_mad):
            self.fields[key] = PlainText(
                label=str(QUESTIONS[key]),
                max_length=LONG,
                initial=report.answers.get(key, ""),
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            )


class AnswerForm(Form):
    """An answer in words: to a report, to a payment, at the close."""

    answer = PlainText(
        label=_("In a sentence"),
        required=False,
        max_length=LONG,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class WithoutFigureForm(Form):
    """An amount that no figure speaks for, and why."""

    amount_mad = NumberField(label=_("Amount, in dirhams"), min_value=0, max_digits=14, decimal_places=2)
    answer = PlainText(
        label=_("Why no figure can be read, and on what the amount rests"),
        max_length=LONG,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class PaidForm(Form):
    """When the money left, and under which reference."""

    paid_on = day_field(_("Paid on"))
    bank_reference = PlainText(label=_("Reference of the bank"), required=False, max_length=100)
