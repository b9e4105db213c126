"""What this room's verbs are called in the audit trail of an organisation."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "claim_opened": _("put a result on a link of the theory"),
    "facts_attached": _("attached facts to a result"),
}
