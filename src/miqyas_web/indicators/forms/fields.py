"""Fields that read several values from one text."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from miqyas_web.ui.fields import plain_number

COMMAS = str.maketrans("،;؛", ",,,")


class LinesField(forms.CharField):
    """One value by line; empty lines and repetitions are left out."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
        super().__init__(max_length=3000, **options)

    def clean(self, value: Any) -> list[str]:
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    @staticmethod
    def written(values: Iterable[str]) -> str:
        return "\n".join(values)


class AgeBandsField(forms.CharField):
    """The first age of each band: ``0, 15, 25``."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"dir": "ltr", "inputmode": "text"}))
        super().__init__(max_length=200, **options)

    def clean(self, value: Any) -> list[int]:
        pieces = [piece.strip() for piece in super().clean(value).translate(COMMAS).split(",")]
        try:
            return [int(plain_number(piece)) for piece in pieces if piece]
        except ValueError as error:
            raise ValidationError(_("Write whole ages with commas between them: 0, 15, 25, 65.")) from error

    @staticmethod
    def written(values: Iterable[int]) -> str:
        return ", ".join(str(value) for value in values)
