"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "answers_received": _("received answers: %(n_answers)s"),
    "survey_created": _("created a questionnaire"),
    "survey_described": _("changed the title, the purpose or the consent of a questionnaire"),
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
