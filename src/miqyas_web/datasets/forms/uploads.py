"""What a person may send about a brought file. Nothing is saved here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.datasets.actions import Naming, Said
from miqyas_web.datasets.enums import ColumnRole, Encoding, Extract, FileForm
from miqyas_web.datasets.models import Dataset
from miqyas_web.datasets.queries import UploadColumn
from miqyas_web.ui.forms import Form

# A title keeps its own direction inside an option, where no markup can stand (Unicode first strong isolate).
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
KINDS_ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.dta,.parquet"


class UploadForm(Form):
    """One file, and how to read it when its owner knows better than the reader."""

    file = forms.FileField(
        label=_("The file"),
        max_length=255,
        help_text=_(
            "CSV, Excel (.xlsx), Stata (.dta) or Parquet: one line of column names, then one line by person, "
            "household or place."
        ),
        widget=forms.FileInput(attrs={"accept": KINDS_ACCEPTED}),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding of a text file"),
        choices=Encoding.choices,
        required=False,
        help_text=_("Leave it unless accents or Arabic letters come out wrong."),
    )
    sheet = forms.CharField(
        label=_("Sheet of an Excel workbook"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Empty: the first sheet that is visible."),
    )


class RereadForm(Form):
    """Another encoding, another sheet, for a file that is already here."""

    encoding = forms.ChoiceField(label=_("Encoding of a text file"), choices=Encoding.choices, required=False)
    sheet = forms.CharField(label=_("Sheet of an Excel workbook"), max_length=255, required=False)

    def __init__(self, *args: Any, kind: str, sheets: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != "text":
            del self.fields["encoding"]
        if len(sheets) < 2:
            del self.fields["sheet"]
        else:
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet of an Excel workbook"), choices=[(name, name) for name in sheets]
            )


@dataclass(frozen=True, slots=True)
class DescribedRow:
    """One column of the page, with its three fields."""

    column: UploadColumn
    label: forms.BoundField
    role: forms.BoundField
    personal: forms.BoundField


class DescriptionForm(Form):
    """Label, role and "personal" of the columns of one page."""

    def __init__(self, *args: Any, columns: Sequence[UploadColumn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for column in columns:
            self._add(column)

    def _add(self, column: UploadColumn) -> None:
        named = {"column": column.name}
        self.fields[f"label_{column.position}"] = forms.CharField(
            label=gettext("Label of “%(column)s”") % named,
            max_length=300,
            required=False,
            initial=column.label,
            widget=forms.TextInput(attrs={"dir": "auto", "class": "form-control form-control-sm"}),
        )
        self.fields[f"role_{column.position}"] = forms.ChoiceField(
            label=gettext("Role of “%(column)s”") % named,
            choices=ColumnRole.choices,
            required=False,
            initial=column.role,
            widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
        )
        self.fields[f"personal_{column.position}"] = forms.BooleanField(
            label=gettext("“%(column)s” is personal") % named,
            required=False,
            initial=column.is_personal,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )

    def rows(self) -> Iterator[DescribedRow]:
        for column in self.columns:
            yield DescribedRow(
                column,
                *(self[f"{part}_{column.position}"] for part in ("label", "role", "personal")),
            )

    def said(self) -> Mapping[int, Said]:
        """What was said of each column, by position, as the action takes it."""
        return {
            column.position: Said(
                label=self.cleaned_data[f"label_{column.position}"],
                role=self.cleaned_data[f"role_{column.position}"],
                is_personal=self.cleaned_data[f"personal_{column.position}"],
            )
            for column in self.columns
        }


class FreezeForm(Form):
    """The dataset this file becomes, or joins as a new version."""

    dataset = forms.ModelChoiceField(
        Dataset.objects.none(),
        label=_("This file is"),
        required=False,
        empty_label=_("A new dataset"),
        # Radio buttons drop the empty choice otherwise.
        blank=True,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Title of the new dataset"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What was asked, of whom, when: “Household survey, Azilal, spring 2025”."),
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("How people were chosen, who asked them, what a row is."),
    )
    origin = forms.CharField(
        label=_("Published by others"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Citation, address and licence, when the data are not yours. Leave it empty otherwise."),
    )

    def __init__(self, *args: Any, datasets: Sequence[Dataset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not datasets:
            del self.fields["dataset"]
            return
        known = Dataset.objects.filter(pk__in=[dataset.pk for dataset in datasets]).order_by("title", "pk")
        self.fields["dataset"].queryset = known
        self.fields["dataset"].label_from_instance = lambda dataset: (
            gettext("A new version of “%(title)s”") % {"title": f"{ISOLATE}{dataset.title}{END_ISOLATE}"}
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("dataset") and not cleaned.get("title"):
            self.add_error("title", _("A new dataset needs a title, by which others will find it."))
        return cleaned

    def naming(self) -> Naming:
        """What was said, as the action takes it."""
        dataset = self.cleaned_data.get("dataset")
        if dataset is not None:
            return Naming(dataset_id=dataset.pk)
        return Naming(
            title=self.cleaned_data["title"],
            description=self.cleaned_data["description"],
            origin=self.cleaned_data["origin"],
        )


class DownloadForm(Form):
    """Which part of a version, in which form; what is not understood is the analysis extract, as CSV."""

    part = forms.ChoiceField(choices=Extract.choices, required=False)
    form = forms.ChoiceField(choices=FileForm.choices, required=False)

    def extract(self) -> Extract:
        return Extract(self.cleaned_data.get("part") or Extract.ANALYSIS)

    def file_form(self) -> FileForm:
        return FileForm(self.cleaned_data.get("form") or FileForm.CSV)
