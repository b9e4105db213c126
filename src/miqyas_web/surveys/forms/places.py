"""Fields that name a place: a territory by its name or code, a point by its coordinates."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from miqyas_web.territories.models import Territory
from miqyas_web.territories.queries import by_code, search

SHOWN_AT_MOST = 5


class OneTerritoryField(forms.CharField):
    """One territory, by its code or by a name that only one bears; gives the row, or None."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 120)
        options.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return _territory(words) if words else None


def _territory(words: str) -> Territory:
    exact: Territory | None = by_code(words).first()
    if exact is not None:
        return exact
    found: list[Territory] = list(search(words)[: SHOWN_AT_MOST + 1])
    same = [each for each in found if words.casefold() in {each.name_fr.casefold(), each.name_ar}]
    found = same or found
    if not found:
        raise forms.ValidationError(_("No commune, province or region bears this name or this code."))
    if len(found) > 1:
        named = ", ".join(f"{each.name} ({each.level_name}) {each.code}" for each in found[:SHOWN_AT_MOST])
        raise forms.ValidationError(
            _("Several places answer to this: write the code of one. %(named)s") % {"named": named}
        )
    return found[0]


class PointField(forms.CharField):
    """Latitude and longitude in degrees; gives both, or None."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 60)
        options.setdefault("widget", forms.TextInput(attrs={"dir": "ltr", "inputmode": "text"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        try:
            return point(written)
        except ValueError:
            raise forms.ValidationError(_("Write the latitude then the longitude: 30.33 -5.84")) from None


def point(written: str) -> tuple[float, float]:
    """Latitude and longitude; raise ``ValueError`` when they are none of the earth."""
    latitude, longitude = (float(part) for part in written.replace(",", " ").replace(";", " ").split())
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(written)
    return latitude, longitude
