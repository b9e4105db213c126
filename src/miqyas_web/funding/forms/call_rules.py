"""Eligibility, limits and settings of a call, in plain fields: no syntax to know."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.forms.calls import Revised
from miqyas_web.funding.forms.rows import add_texts, fields_of, text_names, texts_in
from miqyas_web.funding.models import Call
from miqyas_web.funding.rules.eligibility import RuleKind
from miqyas_web.funding.rules.limits import FULL_PCT, WORTH_PCT, FloorIndex, Limits, limits_of
from miqyas_web.funding.rules.settings import LEAST_CHANCE_PCT, Opinions, Settings, settings_of
from miqyas_web.funding.rules.texts import said
from miqyas_web.ui.fields import NumberField, PercentageField, WholeNumberField

DECLARATIONS = 3


class RulesForm(Revised):
    """Every kind of rule, each asked or not, with its figure and why it is asked."""

    def __init__(self, *args: Any, call: Call, regions: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = call.revision
        self.held = {rule["key"]: rule for rule in call.eligibility}
        self.keys = [kind.value for kind in RuleKind if kind is not RuleKind.DECLARED]
        self.keys += [f"declared{n}" for n in range(1, DECLARATIONS + 1)]
        for key in self.keys:
            self._ask(key, self.held.get(key, {}), regions)

    def _ask(self, key: str, held: dict[str, Any], regions: Mapping[str, str]) -> None:
        self.fields[f"{key}-on"] = forms.BooleanField(
            label=_kind(key).label, required=False, initial=bool(held)
        )
        values = held.get("values", {})
        if field := _field(_kind(key), values, regions):
            self.fields[f"{key}-value"] = field
        else:
            add_texts(
                self, f"{key}-value", _("What is declared"), held=values.get("text"), most=400,
                help_text=_("A sentence the applicant agrees to, such as “Our accounts were approved this year.”"),
            )  # fmt: skip
        add_texts(self, f"{key}-reason", _("Why you ask it"), held=held.get("reason"), most=300)

    def sections(self) -> list[dict[str, Any]]:
        """Each rule with its fields, as the page shows them."""
        return [
            {
                "on": self[f"{key}-on"],
                "values": fields_of(self, self._value_names(key)),
                "reasons": fields_of(self, text_names(f"{key}-reason")),
                "is_told": bool((self.held.get(key) or {}).get("reason")),
            }
            for key in self.keys
        ]  # fmt: skip

    def _value_names(self, key: str) -> list[str]:
        name = f"{key}-value"
        return text_names(name) if _kind(key) is RuleKind.DECLARED else [name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for key in self.keys:
            if (
                cleaned.get(f"{key}-on")
                and f"{key}-value" in self.fields
                and not self.errors.get(f"{key}-value")
            ):
                if cleaned.get(f"{key}-value") in (None, "", []):
                    self.add_error(f"{key}-value", _("Say the value, or untick the rule."))
            elif cleaned.get(f"{key}-on") and not texts_in(self, f"{key}-value"):
                self.add_error(text_names(f"{key}-value")[0], _("Write the sentence, or untick the rule."))
        return cleaned

    def rules(self) -> list[dict[str, Any]]:
        """The rules asked, as the call holds them."""
        return [
            {
                "key": key,
                "kind": _kind(key).value,
                "values": self._values(key),
                "reason": texts_in(self, f"{key}-reason"),
            }
            for key in self.keys
            if self.cleaned_data[f"{key}-on"]
        ]

    def _values(self, key: str) -> dict[str, Any]:
        kind = _kind(key)
        if kind is RuleKind.DECLARED:
            return {"text": texts_in(self, f"{key}-value")}
        value = self.cleaned_data[f"{key}-value"]
        named = {RuleKind.ORGANISATION: "kinds", RuleKind.PLACE: "codes"}
        if kind in named:
            return {named[kind]: list(value)}
        return {"value": f"{value:f}" if isinstance(value, Decimal) else str(value)}


def _kind(key: str) -> RuleKind:
    return RuleKind.DECLARED if key.startswith("declared") else RuleKind(key)


def _field(kind: RuleKind, values: Mapping[str, Any], regions: Mapping[str, str]) -> forms.Field | None:
    held = values.get("value")
    if kind is RuleKind.DECLARED:
        return None
    if kind is RuleKind.ORGANISATION:
        return _several(_("Kinds that may apply"), OrganisationKind.choices, values.get("kinds"))
    if kind is RuleKind.PLACE:
        return _several(_("Regions"), list(regions.items()), values.get("codes"))
    if kind in {RuleKind.ASKED_MOST, RuleKind.ASKED_LEAST}:
        return NumberField(
            label=_("In dirhams"), required=False, min_value=1, max_digits=14, decimal_places=2, initial=held
        )
    if kind in {RuleKind.COFUNDING, RuleKind.THEORY}:
        label = _("In %") if kind is RuleKind.COFUNDING else _("Out of 100")
        return PercentageField(label=label, required=False, initial=held)
    return WholeNumberField(
        label=pgettext_lazy("a bound", "Figure"), required=False, min_value=1, max_value=200, initial=held
    )


def _several(label: Any, choices: list[tuple[str, Any]], held: list[str] | None) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, initial=held
    )


class LimitsForm(Revised):
    """What no portfolio may pass, and what the best one is."""

    value = forms.ChoiceField(
        label=_("What the choice makes as large as it can"),
        choices=ValuePolicy.choices,
        widget=forms.RadioSelect,
    )
    most_mad = NumberField(
        label=_("Most for one file, in dirhams"), required=False, min_value=1, max_digits=14, decimal_places=2
    )
    most_per_applicant = WholeNumberField(
        label=_("Most files funded for one organisation"), required=False, min_value=1, max_value=100
    )
    levels = forms.TypedMultipleChoiceField(
        label=_("Levels at which a file may be funded"),
        choices=[(pct, f"{pct} %") for pct in WORTH_PCT],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A part of what is asked may be given; it is taken to be worth a little more than that part."
        ),
    )
    index = forms.ChoiceField(
        label=_("Floors by region"),
        choices=FloorIndex.choices,
        required=False,
        help_text=_("A floor keeps money for a region, if good enough files come from it."),
    )
    share_pct = PercentageField(label=_("Share of the budget that floors hold, in %"), required=False)
    table = forms.FileField(
        label=_("Table of a figure by region, as CSV"),
        required=False,
        help_text=_(
            "Three columns: region (code or name), figure, source. For example how many poor people live in each region, "
            "from the survey of your choice. Every region has its line."
        ),
    )
    source = forms.CharField(
        label=_("Where the floors written by hand come from"), required=False, max_length=200
    )

    def __init__(self, *args: Any, call: Call, regions: Mapping[str, str], **kwargs: Any) -> None:
        limits = limits_of(call.limits)
        told = limits.floors_from
        kwargs["initial"] = {
            "revision": call.revision, "value": limits.value, "levels": limits.levels_pct,
            "most_mad": limits.most_mad, "most_per_applicant": limits.most_per_applicant,
            "index": told.get("index", ""), "share_pct": told.get("share_pct", ""), "source": told.get("source", ""),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.regions, self.themes = regions, call.themes
        self.brought = told if told.get("index") == FloorIndex.BROUGHT else {}
        for code, name in regions.items():
            self.fields[f"floor-{code}"] = _money(name, limits.floors.get(code))
        for theme in call.themes:
            self.fields[f"cap-{theme['code']}"] = _money(said(theme["label"]), limits.caps.get(theme["code"]))

    def floor_fields(self) -> list[forms.BoundField]:
        return [self[f"floor-{code}"] for code in self.regions]

    def cap_fields(self) -> list[forms.BoundField]:
        return [self[f"cap-{theme['code']}"] for theme in self.themes]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("index") not in {"", FloorIndex.BY_HAND} and not cleaned.get("share_pct"):
            self.add_error("share_pct", _("Say which share of the budget floors hold."))
        if cleaned.get("index") == FloorIndex.BROUGHT and not (cleaned.get("table") or self.brought):
            self.add_error("table", _("Bring the table: a line for each region."))
        if cleaned.get("levels") and FULL_PCT not in cleaned["levels"]:
            self.add_error("levels", _("Keep 100 %: a file may always be funded whole."))
        return cleaned

    def limits(self) -> Limits:
        cleaned = self.cleaned_data
        by_hand = cleaned["index"] == FloorIndex.BY_HAND
        floors = {
            code: cleaned[f"floor-{code}"] for code in self.regions if by_hand and cleaned[f"floor-{code}"]
        }
        codes = [theme["code"] for theme in self.themes]
        return Limits(
            floors=floors,
            caps={code: cleaned[f"cap-{code}"] for code in codes if cleaned[f"cap-{code}"] is not None},
            levels_pct=tuple(cleaned["levels"]),
            most_per_applicant=cleaned["most_per_applicant"],
            most_mad=cleaned["most_mad"],
            value=ValuePolicy(cleaned["value"]),
            floors_from={"source": cleaned["source"]} if by_hand else self._brought(),
        )

    def _brought(self) -> Mapping[str, Any]:
        """The table kept before, where no other is brought."""
        return self.brought if self.cleaned_data["index"] == FloorIndex.BROUGHT else {}


def _money(label: Any, held: Decimal | None) -> NumberField:
    return NumberField(
        label=label, required=False, min_value=0, max_digits=14, decimal_places=2,
        initial="" if held is None else f"{held:f}".removesuffix(".00"),
    )  # fmt: skip


class SettingsForm(Revised):
    """How files are read, drawn by lot, and answered."""

    reviews_by_file = WholeNumberField(label=_("People who read each file"), min_value=1, max_value=10)
    bridge_pct = WholeNumberField(
        label=_("Files read by another panel too, in %"),
        min_value=0,
        max_value=100,
        help_text=_("Without such files, panels cannot be compared: 10 to 20 % is enough."),
    )
    most_chance_pct = WholeNumberField(
        label=_("The most chance that one reader is given one file, in %"),
        min_value=LEAST_CHANCE_PCT,
        max_value=100,
        help_text=_(
            "100: each file goes to those who know its subject best. Below, readers are drawn: at 50, someone who arranges "
            "to be given a friend's file gets it at most one time in two. Subjects fit a little less; the page “What to "
            "expect” shows the effect on the ranks before anything is read."
        ),
    )
    needs_training = forms.BooleanField(
        label=_("Files open to a reviewer only once the training is done"), required=False
    )
    opinions = forms.ChoiceField(
        label=_("Opinions counted"),
        choices=Opinions.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "By the ranking, the allocation and the letters alike. Both are kept whatever you choose."
        ),
    )
    uses_lottery = forms.BooleanField(label=_("Draw the lot where the ranking cannot tell"), required=False)
    draw_level_pct = WholeNumberField(
        label=_("Certainty from which a rank counts as told, in %"), min_value=50, max_value=99
    )
    chance_source = forms.CharField(
        label=_("Public event that gives the draw its chance"),
        required=False,
        max_length=300,
        help_text=_("Announced before, unknown until its day: the numbers of a public lottery, say."),
    )
    chance_date = forms.DateField(
        label=_("Day of that event"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    appeal_days = WholeNumberField(label=_("Days to appeal after an answer"), min_value=1, max_value=180)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        held = settings_of(call.settings)
        kwargs["initial"] = {name: getattr(held, name) for name in held.__slots__} | {
            "revision": call.revision
        }
        super().__init__(*args, **kwargs)

    def clean_chance_date(self) -> date | None:
        day: date | None = self.cleaned_data["chance_date"]
        if day is not None and day <= clock.today():
            raise forms.ValidationError(_("The event is announced before it happens: choose a day to come."))
        return day

    def settings(self) -> Settings:
        cleaned = dict(self.cleaned_data)
        cleaned.pop("revision")
        day = cleaned.pop("chance_date")
        return Settings(**cleaned, chance_date=day.isoformat() if day else "")
