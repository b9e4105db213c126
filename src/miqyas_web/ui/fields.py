"""Fields that read figures as people write them here: ٠-٩, ۰-۹, the decimal comma, spaces by thousands; boxes to tick."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Longer than any number of a row: a database cannot even compare it.
MOST_FIGURES = 18
_DIGITS = {
    ord(digit): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)
}
# Spaces by thousands (plain, no-break, narrow), the Arabic thousands separator, and marks of direction.
_IGNORED = dict.fromkeys((ord(mark) for mark in " \u00a0\u202f\u2009\u066c\u200e\u200f\u061c'’"), None)
_DECIMAL_MARKS = {ord("\u066b"): ".", ord("−"): "-"}
# English alone writes thousands with commas; on its pages 3,200 is read so, elsewhere the comma is the decimal mark.
_ENGLISH_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = {**_DIGITS, **_IGNORED, **_DECIMAL_MARKS}


def plain_number(written: str) -> str:
    """The figure as Python reads it: ``1 234,5``, ``١٢٣٤٫٥`` and, on an English page, ``1,234.5`` give ``1234.5``.

    Only one kind of mark may stand for the decimals; ``1.234,5`` is left as it is, so that it is refused
    rather than guessed.
    """
    text = written.strip().translate(_PLAIN)
    if get_language() == "en" and _ENGLISH_THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    if text.count(",") == 1 and "." not in text:
        return text.replace(",", ".")
    return text


class _Written:
    """Reads the figure before the field checks it."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = plain_number(value)
        return super().to_python(value)  # type: ignore[misc]


class _FigureInput(forms.TextInput):
    """Not ``type=number``: browsers refuse Arabic digits and the comma there, without a word."""

    def __init__(self, *, decimals: bool) -> None:
        super().__init__(
            attrs={"inputmode": "decimal" if decimals else "numeric", "dir": "ltr", "autocomplete": "off"}
        )


_NOT_A_NUMBER = _("Write a number, for example 1250 or 12,5.")
_NOT_WHOLE = _("Write a whole number, for example 1250.")


class NumberField(_Written, forms.DecimalField):
    """A number with decimals; gives a ``Decimal``."""

    default_error_messages = {"invalid": _NOT_A_NUMBER}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", _FigureInput(decimals=True))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """As a person writes it: 240000, not 240000.00 as a database keeps it."""
        is_figure = isinstance(value, Decimal) and value.is_finite()
        return f"{value.normalize():f}" if is_figure else value


class WholeNumberField(_Written, forms.IntegerField):
    """A whole number; gives an ``int``."""

    default_error_messages = {"invalid": _NOT_WHOLE}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", _FigureInput(decimals=False))
        super().__init__(**options)


class PercentageField(NumberField):
    """Between 0 and 100, as people write it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 100, **options})

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("%", "").replace("٪", "") if isinstance(value, str) else value)


class SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscripted when it runs
    """Boxes to tick; a number that no row can have is refused as one that none has."""

    widget = forms.CheckboxSelectMultiple

    def _check_values(self, value: Any) -> Any:
        for each in value if isinstance(value, (list, tuple)) else ():
            if len(str(each)) > MOST_FIGURES:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(each)[:MOST_FIGURES]},
                )
        return super()._check_values(value)  # type: ignore[misc]  # of Django, not in its stubs
