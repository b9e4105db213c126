"""The self-check: what anyone may say of an application to know, before writing it, whether it could be received."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.funding.models import Call
from miqyas_web.funding.rules.eligibility import Facts, RuleKind, expected
from miqyas_web.ui.fields import NumberField, PercentageField, WholeNumberField
from miqyas_web.ui.forms import Form

SUPPORT = [("", _("Choose")), ("never", _("Never")), ("once", _("Yes, once at least"))]


def _money(label: Any) -> NumberField:
    return NumberField(label=label, required=False, min_value=0, max_digits=14, decimal_places=2)


class CheckForm(Form):
    """Only the questions that the rules of this call need. Nothing is kept."""

    def __init__(self, *args: Any, call: Call, regions: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = call.eligibility
        kinds = {rule["kind"] for rule in self.rules}
        for name, field in self._fields(kinds, regions).items():
            self.fields[name] = field
        for rule in self.rules:
            if rule["kind"] == RuleKind.DECLARED:
                choices = [("", _("Choose")), ("yes", _("Yes")), ("no", _("No"))]
                self.fields[f"declared-{rule['key']}"] = forms.ChoiceField(
                    label=expected(rule), choices=choices, required=False
                )

    @staticmethod
    def _fields(kinds: set[str], regions: Mapping[str, str]) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        if RuleKind.ORGANISATION in kinds:
            found["organisation_kind"] = forms.ChoiceField(
                label=_("Your organisation is"),
                choices=[("", _("Choose")), *OrganisationKind.choices],
                required=False,
            )
        if RuleKind.PLACE in kinds:
            found["places"] = forms.ChoiceField(
                label=_("Where it takes place"), choices=[("", _("Choose")), *regions.items()], required=False
            )
        if kinds & {RuleKind.ASKED_MOST, RuleKind.ASKED_LEAST, RuleKind.COFUNDING}:
            found["asked_mad"] = _money(_("What you would ask, in dirhams"))
        if RuleKind.COFUNDING in kinds:
            found["cofunding_mad"] = _money(_("What comes from elsewhere, in dirhams"))
        if RuleKind.DELAY in kinds:
            found["support"] = forms.ChoiceField(
                label=_("Has this funder supported your organisation before?"),
                choices=SUPPORT,
                required=False,
            )
            found["years_since_support"] = NumberField(
                label=_("If so, how many years ago?"),
                required=False,
                min_value=0,
                max_digits=4,
                decimal_places=1,
            )
        if RuleKind.MONTHS in kinds:
            found["months"] = WholeNumberField(
                label=_("How many months it lasts"), required=False, min_value=1
            )
        if RuleKind.THEORY in kinds:
            found["theory_score"] = PercentageField(
                label=_("Quality of your theory of change, out of 100"),
                required=False,
                help_text=_("The page of your theory says it. Leave it empty if you have none yet."),
            )
        if RuleKind.INDICATORS in kinds:
            found["n_indicators"] = WholeNumberField(
                label=_("How many indicators it has"), required=False, min_value=0
            )
        if RuleKind.SENT in kinds:
            found["n_sent"] = WholeNumberField(
                label=_("With this one, applications of your organisation to this call"),
                required=False,
                min_value=1,
            )
        return found

    def facts(self) -> Facts:
        """What was said, as the rules read it."""
        said = self.cleaned_data
        place, score = said.get("places"), said.get("theory_score")
        oaths = {rule["key"]: said.get(f"declared-{rule['key']}") for rule in self.rules}
        return Facts(
            organisation_kind=said.get("organisation_kind") or None,
            places=frozenset({place}) if place else None,
            asked_mad=said.get("asked_mad"),
            cofunding_mad=said.get("cofunding_mad"),
            years_since_support=_years(said),
            never_supported=said.get("support") == "never",
            months=said.get("months"),
            theory_score=None if score is None else float(score),
            n_indicators=said.get("n_indicators"),
            n_sent=said.get("n_sent"),
            declared=frozenset(key for key, answer in oaths.items() if answer == "yes"),
            denied=frozenset(key for key, answer in oaths.items() if answer == "no"),
        )


def _years(said: Mapping[str, Any]) -> Decimal | None:
    return said.get("years_since_support") if said.get("support") == "once" else None
