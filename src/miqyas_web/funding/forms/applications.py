"""What an applicant may send. Nothing is saved here, and nothing is compulsory while it is a draft."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Organisation
from miqyas_web.funding.forms.calls import Revised
from miqyas_web.funding.forms.rows import fields_of, n_rows
from miqyas_web.funding.models import Application, Call
from miqyas_web.funding.rules.applications import at_most_words
from miqyas_web.funding.rules.eligibility import RuleKind, expected
from miqyas_web.funding.rules.texts import said
from miqyas_web.initiatives.forms import PlainText
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory
from miqyas_web.ui.fields import NumberField
from miqyas_web.ui.forms import Form

EMPTY_LINES = 3
MOST_LETTERS = 40_000


def _money(label: Any, held: Any = None) -> NumberField:
    initial = "" if held in (None, "") else f"{Decimal(str(held)):f}".removesuffix(".00")
    return NumberField(
        label=label, required=False, min_value=0, max_digits=14, decimal_places=2, initial=initial
    )


class ApplicationCreateForm(Form):
    """With which initiative one applies."""

    initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("Apply with"), empty_label=None)

    def __init__(self, *args: Any, initiatives: QuerySet[Initiative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = initiatives


class ApplicationForm(Revised):
    """Answers, theme, region, money, declarations."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        kwargs["initial"] = {"revision": application.revision}
        super().__init__(*args, **kwargs)
        self.application, self.call, self.stage = application, application.call, application.stage
        self._ask_questions()
        self._ask_choices()
        self._ask_money()
        agreed = application.answers.get("declared", [])
        self.declared = [rule for rule in self.call.eligibility if rule["kind"] == RuleKind.DECLARED]
        for rule in self.declared:
            self.fields[f"declare-{rule['key']}"] = forms.BooleanField(
                label=expected(rule), required=False, initial=rule["key"] in agreed
            )

    def _ask_questions(self) -> None:
        held = self.application.answers.get(str(self.stage.position), {})
        for question in self.stage.questions:
            is_long = question["kind"] == "long"
            widget: Any = forms.Textarea(attrs={"rows": 6, "dir": "auto"}) if is_long else None
            most = question.get("max_words")
            self.fields[f"answer-{question['key']}"] = PlainText(
                label=said(question["label"]),
                required=False,
                max_length=MOST_LETTERS,
                widget=widget or forms.TextInput(attrs={"dir": "auto"}),
                initial=held.get(question["key"], ""),
                help_text=at_most_words(most),
            )

    def _ask_choices(self) -> None:
        themes = [(theme["code"], said(theme["label"])) for theme in self.call.themes]
        if themes:
            self.fields["theme"] = forms.ChoiceField(
                label=_("Theme"),
                choices=[("", _("Choose")), *themes],
                required=False,
                initial=self.application.theme,
            )
        self.fields["region"] = forms.ModelChoiceField(
            Territory.objects.regions(),
            label=_("Region in which the money would be spent"),
            required=False,
            empty_label=str(_("Choose")),
            initial=self.application.region_id,
        )

    def _ask_money(self) -> None:
        self.fields["asked_mad"] = _money(_("What you ask, in dirhams"), self.application.asked_mad)
        self.fields["cofunding_mad"] = _money(
            _("What comes from elsewhere, in dirhams"), self.application.cofunding_mad or None
        )
        budget = self.application.budget
        self.n_lines = n_rows(self, "line", budget, empty=EMPTY_LINES)
        for row in range(self.n_lines):
            held = budget[row] if row < len(budget) else {}
            self.fields[f"line-{row}-title"] = PlainText(
                label=_("Line"), required=False, max_length=200, initial=held.get("title", ""),
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )  # fmt: skip
            self.fields[f"line-{row}-amount"] = _money(_("Cost, in dirhams"), held.get("amount_mad"))
            self.fields[f"line-{row}-asked"] = _money(_("Of which asked"), held.get("asked_mad"))

    def question_fields(self) -> list[forms.BoundField]:
        return fields_of(self, [f"answer-{question['key']}" for question in self.stage.questions])

    def choice_fields(self) -> list[forms.BoundField]:
        return fields_of(self, [name for name in ("theme", "region") if name in self.fields])

    def line_rows(self) -> list[list[forms.BoundField]]:
        names = ("title", "amount", "asked")
        return [fields_of(self, [f"line-{row}-{name}" for name in names]) for row in range(self.n_lines)]

    def oath_fields(self) -> list[forms.BoundField]:
        return fields_of(self, [f"declare-{rule['key']}" for rule in self.declared])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for row in range(self.n_lines):
            title, cost, asked = (cleaned.get(f"line-{row}-{name}") for name in ("title", "amount", "asked"))
            if (cost or asked) and not title:
                self.add_error(f"line-{row}-title", _("Name this line."))
            if asked and asked > (cost or 0):
                self.add_error(f"line-{row}-asked", _("A line cannot ask more than it costs."))
        return cleaned

    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "answers": {
                question["key"]: cleaned[f"answer-{question['key']}"] for question in self.stage.questions
            },
            "theme": cleaned.get("theme", ""),
            "region": cleaned["region"],
            "asked_mad": cleaned["asked_mad"],
            "cofunding_mad": cleaned["cofunding_mad"] or Decimal(0),
            "budget": self._budget(),
            "declared": [rule["key"] for rule in self.declared if cleaned[f"declare-{rule['key']}"]],
        }

    def _budget(self) -> list[dict[str, str]]:
        cleaned = self.cleaned_data
        return [
            {
                "title": cleaned[f"line-{row}-title"],
                "amount_mad": f"{cleaned[f'line-{row}-amount'] or 0:.2f}",
                "asked_mad": f"{cleaned[f'line-{row}-asked'] or 0:.2f}",
            }
            for row in range(self.n_lines)
            if cleaned[f"line-{row}-title"]
        ]


class PartnerForm(Form):
    """An organisation that applies too."""

    name = PlainText(
        label=_("Name of the organisation"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    part = PlainText(
        label=_("What it does in the initiative"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    lead_email = forms.EmailField(
        label=_("Address of its lead on Miqyas"),
        required=False,
        help_text=_(
            "Its lead then agrees here before you send. Leave it empty if it is not on the platform."
        ),
    )

    def organisation(self) -> Organisation | None:
        """The organisation this address leads, if it leads just one."""
        email = self.cleaned_data["lead_email"]
        if not email:
            return None
        led = Organisation.objects.filter(memberships__person__email=email.lower(), memberships__role="lead")
        return led.get() if led.count() == 1 else None


class FileForm(Form):
    """A file to join."""

    file = forms.FileField(
        label=_("File"), max_length=255, help_text=_("A picture, a PDF or a table; at most 20 MB.")
    )
    label = PlainText(
        label=_("What it shows"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class OfferForm(Form):
    """To which other call, and what the applicant agrees to."""

    call = forms.ChoiceField(label=_("Other call"))
    agrees = forms.BooleanField(
        label=_("We agree that what we wrote for this funder is used for the other one."), required=False
    )
    tells = forms.BooleanField(
        label=_("Once both are sent, the two funders may know of each other's application."),
        required=False,
        help_text=_("Left empty, nobody of either funder is told. You may change it later."),
    )

    def __init__(self, *args: Any, calls: list[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].choices = [
            (str(call.pk), f"{said(call.title)} · {call.organisation}") for call in calls
        ]
