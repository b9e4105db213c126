"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "indicator_created": _("wrote an indicator"),
    "indicator_edited": _("changed an indicator"),
    "indicator_deleted": _("deleted an indicator"),
}
