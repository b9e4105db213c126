"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "alerts_moved": _("gave, resolved or reopened alerts on answers: %(n_alerts)s"),
    "answer_withdrawn": _("withdrew an answer: %(reason)s"),
    "answers_looked_at": _("looked at the quality of answers: %(n_answers)s, new alerts: %(n_opened)s"),
    "answers_received": _("received answers: %(n_answers)s"),
    "cleaning_step_added": _("added a step of cleaning: %(reason)s"),
    "cleaning_step_taken_back": _("took back a step of cleaning"),
    "quality_set": _("changed how the quality of answers is checked"),
    "answers_brought": _("brought answers from another server: %(n_new)s new, %(n_refused)s refused"),
    "import_asked": _("asked for answers to be brought from another server (%(server)s)"),
    "source_chosen": _("chose a form on another server (%(server)s)"),
    "source_connected": _("connected to another server (%(server)s)"),
    "source_key_forgotten": _("had the key of another server forgotten (%(server)s)"),
    "source_key_renewed": _("gave another key for a server (%(server)s)"),
    "version_brought": _("brought version “%(version)s” of a questionnaire from another server"),
    "survey_created": _("created a questionnaire"),
    "survey_described": _("changed the title, the purpose or the consent of a questionnaire"),
    "survey_closed": _("closed a questionnaire"),
    "survey_reopened": _("opened a questionnaire again"),
    "questions_changed": _("changed the questions of a questionnaire"),
    "questions_change_undone": _("took back a change of a questionnaire"),
    "questions_marked": _("said which questions are personal and which indicators they feed"),
    "form_brought": _("brought version %(version)s of a questionnaire"),
    "form_files_brought": _("brought files that a questionnaire reads"),
    "version_put_on_trial": _("put a version of a questionnaire on trial"),
    "version_published": _("published version %(version)s of a questionnaire"),
    "version_retired": _("retired version %(version)s of a questionnaire"),
    "next_version_begun": _("began the next version of a questionnaire"),
}
