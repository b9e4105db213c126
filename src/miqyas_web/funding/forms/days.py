"""A day as people of a grant write it: a year that an agreement can name."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

DAY = {"type": "date", "dir": "ltr"}
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
_OUT = _("Write a day between 1990 and 2100.")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A field for a day; one that no agreement names is refused, not added up to an overflow."""
    limits = [MinValueValidator(EARLIEST, message=_OUT), MaxValueValidator(LATEST, message=_OUT)]
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=limits, **options)
