"""What the verbs of reading applications are called in the audit trail of an organisation."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REVIEW_WORDS: dict[str, "str | Promise"] = {
    "additional_reader_asked": _("asked one more reader for %(reference)s"),
    "assignment_declined": _("gave a file back unread"),
    "conflict_confirmed": _("said that a conflict of interest stands"),
    "conflict_contested": _("contested a conflict of interest"),
    "conflict_lifted": _("lifted a conflict of interest"),
    "conflict_reported": _("wrote down a conflict of interest"),
    "conflicts_declared": _("declared their ties with applicants"),
    "conflicts_looked_for": _("looked for conflicts of interest in the records"),
    "discussion_closed": _("closed the discussion of a file"),
    "discussion_noted": _("wrote in the discussion of a file"),
    "files_shared_out": _("shared out the files"),
    "lottery_announced": _("announced a draw"),
    "lottery_drawn": _("made a draw"),
    "minute_written": _("wrote minutes"),
    "ranking_made": _("calibrated the reviews"),
    "file_assigned": _("gave a file to a reviewer"),
    "file_released": _("took a file back from a reviewer"),
    "reference_file_levelled": _("wrote the reference levels of a file"),
    "reference_file_named": _("named the file %(code)s as an anchor or for training"),
    "reference_file_retired": _("used an anchor or a training file no more"),
    "training_answered": _("gave levels to a training file"),
    "review_changed": _("changed a review after discussion"),
    "review_sent": _("sent a review"),
    "reviewer_accepted": _("accepted to read applications"),
    "reviewer_described": _("described a reviewer"),
    "reviewer_invitation_withdrawn": _("withdrew an invitation to read"),
    "reviewer_invited": _("invited a reviewer"),
    "reviewer_left": _("ended a reviewer's reading"),
    "reviewer_reminded": _("reminded a reviewer"),
    "reviewer_trained": _("read the page of training"),
}
