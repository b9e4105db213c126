"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "alerts_moved": _("gave, resolved or reopened alerts on answers: %(n_alerts)s"),
    "answer_withdrawn": _("withdrew an answer: %(reason)s"),
    "answers_looked_at": _("looked at the quality of answers: %(n_answers)s, new alerts: %(n_opened)s"),
    "answers_received": _("received answers: %(n_answers)s"),
    "assignment_given": _("gave someone answers to collect: %(n)s"),
    "assignment_removed": _("took away what someone was to collect"),
    "back_checks_drawn": _("drew answers to collect a second time: %(n)s, seed %(seed)s"),
    "quota_removed": _("took away a quota"),
    "quota_set": _("set a quota: %(n)s"),
    "respondent_erased": _("erased a person on request"),
    "respondent_exported": _("handed over what is held of a person"),
    "respondents_linked": _("linked answers to people: %(n_answers)s"),
    "cleaning_step_added": _("added a step of cleaning: %(reason)s"),
    "cleaning_step_taken_back": _("took back a step of cleaning"),
    "quality_set": _("changed how the quality of answers is checked"),
    "survey_created": _("created a questionnaire"),
    "survey_described": _("changed the title, the purpose or the consent of a questionnaire"),
    "questions_changed": _("changed the questions of a questionnaire"),
    "questions_change_undone": _("took back a change of a questionnaire"),
    "version_put_on_trial": _("put a version of a questionnaire on trial"),
    "version_published": _("published version %(version)s of a questionnaire"),
    "version_retired": _("retired version %(version)s of a questionnaire"),
    "next_version_begun": _("began the next version of a questionnaire"),
}
