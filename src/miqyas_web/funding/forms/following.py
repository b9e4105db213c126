"""What either side sends along a grant: expenses, an amendment, a close, a lesson."""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.evidence.models import Claim as EvidenceClaim
from miqyas_web.funding.enums import LessonKind, PayRule
from miqyas_web.funding.forms.grants import DAY, LONG
from miqyas_web.funding.models import BudgetLine, Call, Grant, Receipt
from miqyas_web.funding.rules.reporting import Reporting, reporting_of
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.ui.fields import NumberField, WholeNumberField
from miqyas_web.ui.forms import Form

EMPTY_LINES = 2


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **options)


def _mad(label: Any, **options: Any) -> NumberField:
    return NumberField(label=label, max_digits=14, decimal_places=2, **options)


def _line(label: Any, most: int = 200, **options: Any) -> PlainText:
    return PlainText(label=label, max_length=most, widget=forms.TextInput(attrs={"dir": "auto"}), **options)


def _text(label: Any, rows: int = 3, **options: Any) -> PlainText:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return PlainText(label=label, max_length=LONG, widget=area, **options)


class ReceiptForm(Form):
    """One expense and its receipt."""

    line = forms.ModelChoiceField(BudgetLine.objects.none(), label=_("Line of the budget"), empty_label=None)
    title = _line(_("What was bought"))
    spent_on = _day(_("Day of the expense"))
    amount_mad = _mad(_("Amount, in dirhams"), min_value=Decimal("0.01"))
    supplier = _line(_("Supplier"))
    number = _line(_("Number of the receipt"), 100, required=False)
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


class AmendmentForm(Form):
    """The whole agreement again, each part open to change; emptied rows are taken away, the last ones added."""

    amount_mad = _mad(_("Amount, in dirhams"), min_value=0)
    starts_on = _day(_("Starts on"))
    ends_on = _day(_("Ends on"))
    flexibility_pct = WholeNumberField(
        label=_("By how much a line of the budget may be passed, in %"), min_value=0, max_value=100
    )
    reason = _text(_("Why the agreement changes"))

    def __init__(self, *args: Any, text: Mapping[str, Any], **options: Any) -> None:
        options["initial"] = {
            name: text[name] for name in ("amount_mad", "starts_on", "ends_on", "flexibility_pct")
        }
        super().__init__(*args, **options)
        self.text = text
        self.line_rows = [
            self._row(f"line-{at}", held, with_day=False)
            for at, held in enumerate([*text["lines"], *[{}] * EMPTY_LINES])
        ]
        self.milestone_rows = [
            self._row(f"milestone-{at}", held, with_day=True)
            for at, held in enumerate([*text["milestones"], {}])
        ]

    def _row(self, prefix: str, held: Mapping[str, Any], *, with_day: bool) -> list[forms.BoundField]:
        made: dict[str, forms.Field] = {
            "title": _line(_("Title"), required=False, initial=held.get("title", "")),
            "amount": _mad(
                _("Amount, in dirhams"), required=False, min_value=0, initial=held.get("amount_mad")
            ),
        }
        if with_day:
            made["due"] = _day(_("Due on"), required=False, initial=held.get("due_on"))
        if held.get("target") is not None:
            made["target"] = NumberField(
                label=_("Target"), required=False, max_digits=18, initial=held["target"]
            )
        for name, field in made.items():
            self.fields[f"{prefix}-{name}"] = field
        return [self[f"{prefix}-{name}"] for name in made]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for prefix, n in (("line", len(self.line_rows)), ("milestone", len(self.milestone_rows))):
            for at in range(n):
                names = [f"{prefix}-{at}-amount"] + [f"{prefix}-{at}-due"] * (prefix == "milestone")
                if not given.get(f"{prefix}-{at}-title"):
                    continue
                for name in names:
                    if given.get(name) is None and name not in self.errors:
                        self.add_error(name, _("Write it, or empty the title to take the row away."))
        return given

    def after(self) -> dict[str, Any]:
        """The text as it would become."""
        given, text = self.cleaned_data, deepcopy(dict(self.text))
        text |= {
            "amount_mad": f"{given['amount_mad']:.2f}",
            "starts_on": str(given["starts_on"]),
            "ends_on": str(given["ends_on"]),
            "flexibility_pct": given["flexibility_pct"],
            "lines": [self._said("line", at) for at in range(len(self.line_rows))],
            "milestones": [self._said("milestone", at) for at in range(len(self.milestone_rows))],
        }
        text["lines"] = [each for each in text["lines"] if each]
        text["milestones"] = [each for each in text["milestones"] if each]
        return text

    def _said(self, part: str, at: int) -> dict[str, Any] | None:
        given, rows = self.cleaned_data, self.text[f"{part}s"]
        prefix = f"{part}-{at}"
        if not given.get(f"{prefix}-title"):
            return None
        held = dict(rows[at]) if at < len(rows) else _new(part)
        held |= {"title": given[f"{prefix}-title"], "amount_mad": f"{given[f'{prefix}-amount']:.2f}"}
        if part == "milestone":
            held["due_on"] = str(given[f"{prefix}-due"])
        if given.get(f"{prefix}-target") is not None:
            held["target"] = float(given[f"{prefix}-target"])
        return held


def _new(part: str) -> dict[str, Any]:
    """A row added by an amendment: a new milestone is paid on its report."""
    if part == "line":
        return {"key": None}
    return {
        "key": None,
        "rule": PayRule.FIXED.value,
        "target": None,
        "floor": None,
        "is_higher_better": True,
        "level": 0.8,
        "method": "",
        "source": "",
        "least_evidence": 0,
        "n_planned": None,
        "error_planned": None,
        "indicator": None,
        "indicator_key": None,
    }


class CloseForm(Form):
    """How a grant ends, and what came back."""

    note = _text(_("How the grant ends"))
    returned_mad = _mad(_("Returned by the grantee, in dirhams"), required=False, min_value=0)
    returned_on = _day(_("Returned on"), required=False)
    left_because = _text(_("Why the rest is left, if some is"), 2, required=False)


class LessonForm(Form):
    """What worked or not, what shows it, what was changed."""

    kind = forms.ChoiceField(label=_("What happened"), choices=LessonKind.choices, widget=forms.RadioSelect)
    text = _text(_("What was learnt"))
    changed = _text(_("What was changed because of it"), 2, required=False)
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

    few_mad = _mad(_("Two questions below, in dirhams"), min_value=0)
    more_mad = _mad(_("Three questions below, in dirhams"), min_value=0)

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
