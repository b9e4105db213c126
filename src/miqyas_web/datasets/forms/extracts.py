"""What a person says of an extract of a questionnaire."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.datasets.actions import ExtractSaid
from miqyas_web.datasets.enums import ColumnRole, ProtectionStep
from miqyas_web.datasets.forms.extract_rows import ExtractGroup, ExtractRow, grouped
from miqyas_web.datasets.queries import ExtractChoices, ExtractColumn
from miqyas_web.datasets.rules import parsed_step, written_setting
from miqyas_web.datasets.rules.weights import Weighting, parsed_totals, said_weighting, written_totals
from miqyas_web.foundation.errors import Unfit
from miqyas_web.ui.forms import Form

SMALL_SELECT = {"class": "form-select form-select-sm"}


class ExtractForm(Form):
    """Which answers, laid out how, in which words."""

    title = forms.CharField(
        label=_("Title of the dataset"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What was asked, of whom, when: “Household survey, Azilal, spring 2025”."),
    )
    table = forms.ChoiceField(label=_("One row for"), required=False, widget=forms.RadioSelect)
    versions = forms.MultipleChoiceField(
        label=_("Versions of the questionnaire"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them, united."),
    )
    since_date = forms.DateField(
        label=_("Received from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until_date = forms.DateField(
        label=_("Received until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    language = forms.ChoiceField(label=_("Language of the labels"), required=False)

    def __init__(self, *args: Any, choices: ExtractChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [
            (
                name,
                gettext("each turn of “%(repeat)s”") % {"repeat": name} if name else gettext("each answer"),
            )
            for name in choices.tables
        ]
        self.fields["versions"].choices = [
            (str(number), gettext("version %(version)s") % {"version": version})
            for number, version in choices.versions
        ]
        self.fields["language"].choices = [
            (name, name or gettext("that of the form")) for name in choices.languages
        ]
        if len(choices.versions) < 2:
            del self.fields["versions"]
        if len(choices.tables) < 2:
            del self.fields["table"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since_date"), cleaned.get("until_date")
        if since and until and since > until:
            self.add_error("until_date", _("The last day comes before the first one. Correct one of them."))
        return cleaned

    def said(self) -> ExtractSaid:
        """What was said, as the action takes it."""
        return ExtractSaid(
            title=self.cleaned_data["title"],
            versions=[int(number) for number in self.cleaned_data.get("versions", [])],
            since_date=self.cleaned_data["since_date"],
            until_date=self.cleaned_data["until_date"],
            table=self.cleaned_data.get("table", ""),
            language=self.cleaned_data["language"],
        )


class ExtractColumnsForm(Form):
    """How the columns of one page leave: step, role, what an outsider may know of them."""

    k = forms.IntegerField(
        label=_("Least number of people alike (k)"),
        min_value=2,
        max_value=1000,
        help_text=_("5 is usual. A person hides among as many others with the same age, sex, place…"),
    )
    suppresses = forms.BooleanField(
        label=_("Leave out the rows of people who are alike to too few others"), required=False
    )

    keeps_reasons = forms.BooleanField(
        label=_("Add a column that says why cells are empty: skipped, left empty, not in that version"),
        required=False,
        help_text=_("What was skipped may tell who a person is: tick it when the analysis needs it."),
    )
    weight_start = forms.ChoiceField(label=_("Column of the sampling plan"), required=False)
    weight_is = forms.ChoiceField(
        label=_("It holds"),
        choices=[
            ("weight", _("the weight of the row")),
            ("probability", _("its probability of being drawn")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    weight_totals = forms.CharField(
        label=_("Known totals of the population"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr"}),
        help_text=_(
            "One line by total, written or pasted from a sheet of three columns. Each column named must tell of every "
            "row. For example: sex: f = 5210, or for a crossing: sex × area: f × urban = 2900"
        ),
    )

    weight_leaves_out = forms.BooleanField(
        label=_("Leave out the rows that say nothing in these columns, such as refusals"), required=False
    )

    def __init__(
        self,
        *args: Any,
        columns: Sequence[ExtractColumn],
        numeric: Sequence[ExtractColumn] = (),
        weighting: Weighting | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        self._add_weights(numeric, weighting or {})
        for column in columns:
            self._add(column)

    def _add_weights(self, numeric: Sequence[ExtractColumn], weighting: Weighting) -> None:
        start = weighting.get("start", {})
        named = [(each.name, f"{each.name} · {each.label}"[:80]) for each in numeric]
        self.fields["weight_start"].choices = [("", _("none: each row counts the same at first")), *named]
        self.initial = {
            **self.initial,
            "weight_start": start.get("column", ""),
            "weight_is": "probability" if start.get("is_probability") else "weight",
            "weight_totals": written_totals(weighting.get("totals", [])),
            "weight_leaves_out": weighting.get("leaves_out_empty", False),
        }

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("weight_start", "weight_is", "weight_totals", "weight_leaves_out")]

    @property
    def has_weight_errors(self) -> bool:
        """Whether something is to be corrected there."""
        return any(field.errors for field in self.weight_fields)

    def clean_weight_totals(self) -> list[dict[str, Any]]:
        try:
            return parsed_totals(self.cleaned_data["weight_totals"])
        except ValueError as wrong:
            raise forms.ValidationError(
                gettext("This line gives no total: “%(line)s”. Write column: value = total.")
                % {"line": str(wrong).strip()[:100]}
            ) from None

    def weighting(self) -> Weighting:
        """How rows are weighed, as the action takes it."""
        sent = self.cleaned_data
        return said_weighting(
            start=sent["weight_start"],
            is_probability=sent["weight_is"] == "probability",
            totals=sent["weight_totals"],
            leaves_out_empty=sent["weight_leaves_out"],
        )

    def _add(self, column: ExtractColumn) -> None:
        at = column.position
        text = {"dir": "ltr", "class": "form-control form-control-sm"}
        tick = {"class": "form-check-input"}
        self.fields[f"step_{at}"] = forms.ChoiceField(
            label=_("What becomes of it"),
            choices=ProtectionStep.choices,
            required=False,
            initial=column.step.get("step", ""),
            widget=forms.Select(attrs=SMALL_SELECT),
        )
        self.fields[f"setting_{at}"] = forms.CharField(
            label=_("Setting of the step"),
            required=False,
            max_length=2000,
            initial=written_setting(column.step),
            widget=forms.TextInput(attrs=text),
        )
        self.fields[f"role_{at}"] = forms.ChoiceField(
            label=_("Role"),
            choices=ColumnRole.choices,
            required=False,
            initial=column.role,
            widget=forms.Select(attrs=SMALL_SELECT),
        )
        for part, label, ticked in (
            ("known", _("An outsider may know it"), column.is_known),
            ("sensitive", _("It is sensitive"), column.is_sensitive),
        ):
            self.fields[f"{part}_{at}"] = forms.BooleanField(
                label=label, required=False, initial=ticked, widget=forms.CheckboxInput(attrs=tick)
            )

    def rows(self) -> Iterator[ExtractRow]:
        for column in self.columns:
            parts = ("step", "setting", "role", "known", "sensitive")
            yield ExtractRow(column, *(self[f"{part}_{column.position}"] for part in parts))

    def groups(self) -> list[ExtractGroup]:
        """The columns by what they wait for."""
        return grouped(self.rows())

    @property
    def risk_said(self) -> str:
        """What is said of hiding among others, on one line."""
        k = self["k"].value() or "—"
        kept = (
            gettext("rows at risk left out") if self["suppresses"].value() else gettext("rows at risk kept")
        )
        words = [kept, f"k = {k}"]
        words += [gettext("reasons of empty cells kept")] if self["keeps_reasons"].value() else []
        return " · ".join(words)

    @property
    def has_risk_errors(self) -> bool:
        return any(self[name].errors for name in ("k", "suppresses", "keeps_reasons"))

    @property
    def weights_said(self) -> str:
        """What is said of weights, on one line."""
        start, totals = self["weight_start"].value(), self["weight_totals"].value()
        words = [str(start)] if start else []
        words += [gettext("totals of the population")] if totals else []
        return " · ".join(words) or gettext("none")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._steps: dict[str, dict[str, Any] | None] = {}
        for column in self.columns:
            at = column.position
            try:
                self._steps[column.name] = parsed_step(
                    cleaned.get(f"step_{at}", ""), cleaned.get(f"setting_{at}", ""), column.name
                )
            except Unfit as unfit:
                self.add_error(f"setting_{at}", str(unfit))
        return cleaned

    def said(self) -> dict[str, dict[str, Any]]:
        """What was said of each column, by name, as the action takes it."""
        return {
            column.name: {
                "step": self._steps[column.name],
                "role": self.cleaned_data[f"role_{column.position}"],
                "is_known": self.cleaned_data[f"known_{column.position}"],
                "is_sensitive": self.cleaned_data[f"sensitive_{column.position}"],
            }
            for column in self.columns
        }
