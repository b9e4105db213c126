"""What this room's verbs are called in the audit trail of an organisation."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "initiative_created": _("described an initiative"),
    "initiative_edited": _("changed the description of an initiative"),
}
