"""What the room says in places that other rooms own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AUDIT_WORDS: dict[str, "str | Promise"] = {
    "allocation_kept": _("kept an allocation of the call «%(call)s»"),
    "allocation_replayed": _("took an allocation again"),
}
