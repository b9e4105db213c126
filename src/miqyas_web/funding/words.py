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
    "grant_agreed": _("agreed to the grant %(grant)s"),
    "grant_closed": _("closed the grant %(grant)s"),
    "grant_created": _("began the agreement of the grant %(grant)s"),
    "grant_edited": _("changed the agreement of the grant %(grant)s"),
    "grant_report_accepted": _("accepted a report of the grant %(grant)s"),
    "grant_report_returned": _("returned a report of the grant %(grant)s"),
    "grant_report_sent": _("sent a report of the grant %(grant)s"),
    "milestone_added": _("added a milestone to the grant %(grant)s"),
    "milestone_removed": _("removed a milestone of the grant %(grant)s"),
    "payment_approved": _("approved a payment of the grant %(grant)s (%(amount)s MAD)"),
    "payment_paid": _("wrote that a payment of the grant %(grant)s was made (%(amount)s MAD)"),
    "payment_proposed": _("had a payment of the grant %(grant)s computed (%(amount)s MAD)"),
    "payment_refused": _("refused a payment of the grant %(grant)s"),
}
