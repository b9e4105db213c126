"""What a person says of an extract of a questionnaire."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.datasets.actions import ExtractSaid
from miqyas_web.datasets.enums import ColumnRole, ProtectionStep
from miqyas_web.datasets.queries import ExtractChoices, ExtractColumn
from miqyas_web.datasets.rules import parsed_step, written_setting
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


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """One column of the page, with its five fields."""

    column: ExtractColumn
    step: forms.BoundField
    setting: forms.BoundField
    role: forms.BoundField
    known: forms.BoundField
    sensitive: forms.BoundField


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

    def __init__(self, *args: Any, columns: Sequence[ExtractColumn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for column in columns:
            self._add(column)

    def _add(self, column: ExtractColumn) -> None:
        named, at = {"column": column.name}, column.position
        text = {"dir": "ltr", "class": "form-control form-control-sm"}
        tick = {"class": "form-check-input"}
        self.fields[f"step_{at}"] = forms.ChoiceField(
            label=gettext("What becomes of “%(column)s”") % named,
            choices=ProtectionStep.choices,
            required=False,
            initial=column.step.get("step", ""),
            widget=forms.Select(attrs=SMALL_SELECT),
        )
        self.fields[f"setting_{at}"] = forms.CharField(
            label=gettext("Setting of the step on “%(column)s”") % named,
            required=False,
            max_length=2000,
            initial=written_setting(column.step),
            widget=forms.TextInput(attrs=text),
        )
        self.fields[f"role_{at}"] = forms.ChoiceField(
            label=gettext("Role of “%(column)s”") % named,
            choices=ColumnRole.choices,
            required=False,
            initial=column.role,
            widget=forms.Select(attrs=SMALL_SELECT),
        )
        for part, label, ticked in (
            ("known", gettext("An outsider may know “%(column)s”"), column.is_known),
            ("sensitive", gettext("“%(column)s” is sensitive"), column.is_sensitive),
        ):
            self.fields[f"{part}_{at}"] = forms.BooleanField(
                label=label % named, required=False, initial=ticked, widget=forms.CheckboxInput(attrs=tick)
            )

    def rows(self) -> Iterator[ExtractRow]:
        for column in self.columns:
            parts = ("step", "setting", "role", "known", "sensitive")
            yield ExtractRow(column, *(self[f"{part}_{column.position}"] for part in parts))

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
