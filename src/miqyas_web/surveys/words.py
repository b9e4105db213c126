"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "answers_received": _("received answers: %(n_answers)s"),
    "survey_created": _("created a questionnaire"),
    "survey_described": _("changed the title, the purpose or the consent of a questionnaire"),
}
