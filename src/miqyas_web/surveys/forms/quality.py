"""What a person sends about quality: thresholds, which question says what, what becomes of alerts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.surveys.enums import Outcome
from miqyas_web.surveys.forms.places import point
from miqyas_web.surveys.forms.question_settings import (
    OfQuestion,
    add_question_fields,
    faults_of_batteries,
    rows_of,
    said_of_questions,
)
from miqyas_web.surveys.queries.alerts import AlertFilter, people_of
from miqyas_web.surveys.rules.quality import CHECKS, DEFAULTS, Settings
from miqyas_web.surveys.science.reading import NOT_PUT, NUMBERS, Asked
from miqyas_web.ui.fields import NumberField, PercentageField
from miqyas_web.ui.forms import Form

# Label, and whether people write it as a percentage; by check and threshold.
THRESHOLDS = {
    ("completeness", "most_missing"): (_("Missing in one answer, at most (%)"), True),
    ("missing_by_question", "most_missing"): (_("Missing for one question, at most (%)"), True),
    ("duration", "cutoff"): (_("How far from the usual duration (3.5 is usual)"), False),
    ("duration", "shortest"): (_("Never shorter than (minutes)"), False),
    ("time_of_day", "earliest"): (_("Work begins at (hour)"), False),
    ("time_of_day", "latest"): (_("Work ends at (hour)"), False),
    ("position", "radius"): (_("Distance from the place, at most (metres)"), False),
    ("position", "worst_accuracy"): (_("Accuracy of the phone, at worst (metres)"), False),
    ("percent_match", "share"): (_("Equal answers from (%)"), True),
    ("similar_names", "distance"): (_("Letters that may differ (0, 1 or 2)"), False),
    ("outliers", "reach"): (_("How far from the usual number (3.5 is usual)"), False),
    ("straight_lining", "share"): (_("Same choice from (%)"), True),
    ("consent_rate", "least"): (_("Consent, at least (%)"), True),
    ("back_checks", "most_different"): (_("Second visits that differ, at most (%)"), True),
}
BOUNDS = {
    "distance": (0, 2),
    "share": (50, 100),
    "earliest": (0, 24),
    "latest": (0, 24),
    "cutoff": (1, 20),
    "reach": (1, 20),
    "radius": (10, 1_000_000),
    "worst_accuracy": (1, 10_000),
    "shortest": (0, 1_440),
}
FILES = frozenset({"image", "audio", "video", "file", "geopoint", "geotrace", "geoshape"})


class QualityForm(Form):
    """Every check, on or off, with its thresholds; then which question says what."""

    def __init__(
        self,
        *args: Any,
        asked: Sequence[Asked],
        labels: Mapping[str, str],
        checks: Settings,
        roles: Mapping[str, Any],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        put = [each for each in asked if not each.repeat and each.kind not in NOT_PUT | FILES]
        for name, label in CHECKS.items():
            self.fields[f"on:{name}"] = forms.BooleanField(
                label=label, required=False, initial=checks[name]["is_on"]
            )
        for (check, name), (label, is_share) in THRESHOLDS.items():
            low, high = BOUNDS.get(name, (0, 100))
            kind = PercentageField if is_share else NumberField
            self.fields[f"at:{check}:{name}"] = kind(
                label=label,
                min_value=low,
                max_value=high,
                initial=f"{(100 if is_share else 1) * float(checks[check][name]):g}",
            )
        self._add_roles(put, labels, roles)
        self._labels = labels
        self._put_again = put
        add_question_fields(self, put, roles)

    def _add_roles(self, put: Sequence[Asked], labels: Mapping[str, str], roles: Mapping[str, Any]) -> None:
        # What makes groups stands on pages everyone reads: a personal question cannot.
        open_ones = [(each.name, labels.get(each.name, each.name)) for each in put if not each.is_personal]
        every = [(each.name, labels.get(each.name, each.name)) for each in put]
        of_numbers = {each.name for each in put if each.kind in NUMBERS}
        numbers = [choice for choice in open_ones if choice[0] in of_numbers]
        one: dict[str, tuple[Any, list[tuple[str, Any]]]] = {
            "enumerator": (_("Who asks"), [("", _("the phone or the person that sent it")), *open_ones]),
            "place": (_("Place"), [("", "—"), *open_ones]),
            "consent": (_("Consent"), [("", "—"), *open_ones]),
            "identifier": (_("Identifier of the person or household"), [("", "—"), *every]),
        }
        for name, (label, choices) in one.items():
            self.fields[f"role:{name}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=roles.get(name, "")
            )
        self.fields["role:consent_yes"] = forms.CharField(
            label=_("Code of the choice that means yes"),
            required=False,
            max_length=100,
            initial=roles.get("consent_yes", ""),
        )
        self.fields["role:places"] = forms.CharField(
            label=_("Where each place is"),
            required=False,
            max_length=100_000,
            widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
            help_text=_("One line by place: its code = latitude longitude, for example: z1 = 30.33 -5.84"),
            initial="\n".join(
                f"{code} = {latitude} {longitude}"
                for code, (latitude, longitude) in roles.get("places", {}).items()
            ),
        )
        several = {
            "names": (_("Names to compare"), every),
            "numbers": (_("Numbers to look at (all when none is chosen)"), numbers),
        }
        for name, (label, choices) in several.items():
            self.fields[f"role:{name}"] = forms.MultipleChoiceField(
                label=label,
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=roles.get(name, []),
            )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        try:
            sent["role:places"] = _places(sent.get("role:places", ""))
        except ValueError:
            self.add_error("role:places", _("Write each line as: code = latitude longitude"))
        for name, sentence in faults_of_batteries(sent).items():
            self.add_error(name, sentence)
        return sent

    def checks(self) -> Settings:
        """The thresholds, shares between 0 and 1."""
        sent = self.cleaned_data
        found: Settings = {name: {"is_on": bool(sent[f"on:{name}"])} for name in DEFAULTS}
        for (check, name), (_label, is_share) in THRESHOLDS.items():
            value = float(sent[f"at:{check}:{name}"])
            found[check][name] = value / 100 if is_share else int(value) if name == "distance" else value
        return found

    def roles(self) -> dict[str, Any]:
        """Which question says what, what is not said left out; then what is said question by question."""
        said = {
            name.removeprefix("role:"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("role:")
        }
        return {name: value for name, value in said.items() if value} | said_of_questions(self.cleaned_data)

    def by_question(self) -> list[OfQuestion]:
        """What is said of each question, one by one."""
        return rows_of(self, self._put_again, self._labels)

    def has_fault_by_question(self) -> bool:
        """Whether the folded part holds something to correct: it opens then."""
        return any(field.errors for row in self.by_question() for field in row.fields)

    def parts(self) -> tuple[list[Any], list[Any], list[Any]]:
        """Fields of the three parts of the page."""
        fields = list(self)
        return tuple(
            [field for field in fields if field.name.startswith(start)] for start in ("on:", "at:", "role:")
        )  # type: ignore[return-value]


def _places(written: str) -> dict[str, tuple[float, float]]:
    """Places by code; raise ``ValueError`` when a line does not say one."""
    found = {}
    for line in filter(str.strip, written.splitlines()):
        code, sign, at = line.partition("=")
        if not sign or not code.strip():
            raise ValueError(line)
        found[code.strip()] = point(at)
    return found


class AlertFilterForm(Form):
    """Which alerts to list."""

    state = forms.ChoiceField(
        label=_("Which alerts"),
        choices=[("waiting", _("Those that wait")), ("resolved", _("Resolved"))],
        required=False,
    )
    check_name = forms.ChoiceField(
        label=_("Check"), choices=[("", _("all")), *CHECKS.items()], required=False
    )
    mine = forms.BooleanField(label=_("Only those given to me"), required=False)

    def wanted(self, person: Person) -> AlertFilter:
        """What is wanted; a filter that cannot be read is left aside."""
        self.full_clean()
        sent = self.cleaned_data
        return AlertFilter(
            state=sent.get("state") or "waiting",
            check_name=sent.get("check_name") or "",
            assigned_to=person if sent.get("mine") else None,
        )


class AlertMoveForm(Form):
    """What becomes of the alerts chosen."""

    person = forms.ModelChoiceField(
        label=_("Give them to"), queryset=Person.objects.none(), required=False, empty_label="—"
    )
    outcome = forms.ChoiceField(
        label=_("What it came to"), choices=[("", _("Choose…")), *Outcome.choices], required=False
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, organisation: Organisation, wanted: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people_of(organisation)
        self._wanted = wanted

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        if self._wanted == "assign" and not sent.get("person"):
            self.add_error("person", _("Say to whom."))
        if self._wanted == "resolve" and not sent.get("outcome"):
            self.add_error("outcome", _("Say what it came to."))
        if self._wanted == "resolve" and not (sent.get("reason") or "").strip():
            self.add_error("reason", _("Say why: someone will ask."))
        return sent
