"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "upload_brought": _("brought a file"),
    "upload_read": _("had a brought file read"),
    "upload_read_again": _("had a brought file read otherwise"),
    "upload_refused": _("brought a file that was refused"),
    "upload_described": _("described the columns of a file"),
    "upload_discarded": _("gave up a brought file"),
    "freeze_asked": _("asked for a file to be frozen"),
    "dataset_frozen": _("froze version %(version)s of a dataset"),
    "extract_downloaded": _("downloaded rows of a dataset («%(extract)s», version %(version)s)"),
    "extract_created": _("began an extract of a questionnaire"),
    "extract_described": _("said how an extract protects people"),
    "extract_measured": _("measured what an extract tells of people"),
    "extract_asked": _("asked for a long work on an extract"),
    "extract_frozen": _("froze an extract of a questionnaire (version %(version)s)"),
    "feed_declared": _("had an indicator fed from “%(title)s”"),
    "feed_failed": _("an indicator could not be fed from “%(title)s”, version %(version)s: %(reason)s"),
    "feed_stopped": _("stopped feeding an indicator from “%(title)s”"),
    "files_swept": _("cleaned away files that nothing refers to"),
}
