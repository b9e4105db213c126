"""A workbook, and the files its questions read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from miqyas_web.surveys.actions.bringing import BroughtFile
from miqyas_web.ui.forms import Form

KINDS_ACCEPTED = ".xlsx,.xlsm,.xls,.csv,.md"


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; gives a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
        return [super(FilesField, self).clean(each, initial) for each in files]


class BringForm(Form):
    """A questionnaire in a workbook."""

    file = forms.FileField(
        label=_("The questionnaire"),
        max_length=255,
        help_text=_("An XLSForm, as KoboToolbox and ODK write them: .xlsx, .xls, .csv or .md."),
        widget=forms.FileInput(attrs={"accept": KINDS_ACCEPTED}),
    )
    attached = FilesField(
        label=_("Files it reads"),
        required=False,
        max_length=255,
        help_text=_("Long lists (.csv), pictures, sounds named in the questionnaire, if any."),
    )

    def brought(self) -> BroughtFile:
        return _brought(self.cleaned_data["file"])

    def brought_media(self) -> list[BroughtFile]:
        return brought_files(self.cleaned_data["attached"])


class MediaForm(Form):
    """Files a questionnaire reads."""

    attached = FilesField(label=_("Files it reads"), max_length=255)


def brought_files(files: Sequence[Any]) -> list[BroughtFile]:
    """The files as they came."""
    return [_brought(file) for file in files]


def _brought(file: Any) -> BroughtFile:
    return BroughtFile(file.name or "", file.read())
