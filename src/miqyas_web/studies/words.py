"""What this room's verbs are called in the audit trail of an organisation."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "study_registered": _("registered a study"),
    "study_changed": _("changed the draft of a study"),
    "plan_sealed": _("sealed the plan of a study"),
    "plan_amended": _("amended a sealed plan: %(reason)s"),
    "estimation_asked": _("asked for a study to be estimated"),
    "sample_size_kept": _("kept a sample size: %(n)s units"),
    "advice_kept": _("asked which design to choose"),
    "lots_drawn": _("drew lots from seed %(seed)s"),
    "sample_drawn": _("drew a sample from seed %(seed)s"),
    "draw_list_read": _("took the list of a draw"),
    "study_estimated": _("had a study estimated"),
}
