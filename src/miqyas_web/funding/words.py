"""What the room says in places that other rooms own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AUDIT_WORDS: dict[str, "str | Promise"] = {
    "allocation_kept": _("kept an allocation of the call «%(call)s»"),
    "appeal_admitted": _("took the appeal of %(reference)s for hearing"),
    "appeal_filed": _("appealed against the answer to %(reference)s"),
    "appeal_rejected": _("rejected the appeal of %(reference)s"),
    "appeal_upheld": _("upheld the appeal of %(reference)s"),
    "funding_decided": _("recorded the decision of the call «%(call)s»"),
    "funding_letter_read": _("opened the answer to an application"),
    "funding_letters_sent": _("sent the letters of the call «%(call)s» (%(n)s)"),
    "allocation_replayed": _("took an allocation again"),
    "call_created": _("began a call"),
    "call_edited": _("changed the texts and the money of a call"),
    "call_rules_set": _("wrote who may apply to a call"),
    "call_limits_set": _("wrote the limits of a call"),
    "call_settings_set": _("wrote how a call is judged"),
    "stage_added": _("added a stage to a call"),
    "stage_edited": _("changed a stage of a call"),
    "stage_removed": _("took a stage of a call away"),
    "call_published": _("published a call"),
    "application_created": _("began an application"),
    "application_edited": _("changed an application"),
    "application_sent": _("sent an application"),
    "application_withdrawn": _("withdrew an application"),
    "partner_added": _("named %(partner)s as a partner of an application"),
    "partner_removed": _("took %(partner)s away from an application"),
    "partner_consented": _("agreed to apply with another organisation"),
    "application_file_added": _("joined a file to an application"),
    "application_file_removed": _("took a file away from an application"),
    "grid_created": _("began a scoring grid"),
    "grid_edited": _("changed a scoring grid"),
    "grid_published": _("published a scoring grid"),
    "grid_revised": _("began a new version of a scoring grid"),
    "grid_retired": _("retired a scoring grid"),
}
