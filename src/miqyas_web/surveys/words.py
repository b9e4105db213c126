"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "answers_received": _("received answers: %(n_answers)s"),
    "answers_brought": _("brought answers from another server: %(n_new)s new, %(n_refused)s refused"),
    "import_asked": _("asked for answers to be brought from another server (%(server)s)"),
    "program_closed": _("closed the address of another program"),
    "program_opened": _("opened an address for another program"),
    "sheet_brought": _("brought a spreadsheet of answers"),
    "sheet_matched": _("said which column of a spreadsheet answers which question"),
    "source_chosen": _("chose a form on another server (%(server)s)"),
    "source_connected": _("connected to another server (%(server)s)"),
    "source_key_forgotten": _("had the key of another server forgotten (%(server)s)"),
    "source_key_renewed": _("gave another key for a server (%(server)s)"),
    "version_brought": _("brought version “%(version)s” of a questionnaire from another server"),
    "survey_created": _("created a questionnaire"),
    "survey_described": _("changed the title, the purpose or the consent of a questionnaire"),
}
