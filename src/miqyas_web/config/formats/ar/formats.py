"""Django gives Arabic no date with its hour, falls back on the American order, and parts month and year by a comma."""

from django.utils.translation import gettext_lazy as _

# Its months are those of Egypt: the catalogue of this room says Morocco's.
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"), _("September"),
    _("October"), _("November"), _("December"),
)  # fmt: skip
DATE_FORMAT = "j F Y"

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
