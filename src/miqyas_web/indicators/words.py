"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "indicator_created": _("wrote an indicator"),
    "indicator_edited": _("changed an indicator"),
    "indicator_deleted": _("deleted an indicator"),
    "targets_changed": _("changed the targets of an indicator"),
    "targets_approved": _("approved the targets of an indicator"),
    "measurement_recorded": _("recorded a measure"),
    "measurement_corrected": _("corrected a measure"),
    "measurement_submitted": _("submitted a measure"),
    "measurement_returned": _("returned a measure"),
    "measurement_approved": _("approved a measure"),
    "measurement_withdrawn": _("withdrew a measure"),
    "measurement_computed": _("computed a measure from a dataset"),
    "measurement_recomputed": _("computed a measure again"),
    "measurements_imported": _("imported measures from a file"),
    "measurement_deleted": _("deleted a measure"),
    "own_list_brought": _("brought a list of indicators"),
    "own_list_corrected": _("corrected the columns of a list of indicators"),
    "own_list_kept": _("kept a list of indicators"),
    "own_list_discarded": _("gave up a list of indicators that was brought"),
    "own_list_deleted": _("deleted a list of indicators"),
    "portfolio_created": _("made a portfolio"),
    "portfolio_edited": _("changed a portfolio"),
    "portfolio_deleted": _("deleted a portfolio"),
}
