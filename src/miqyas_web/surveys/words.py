"""What the room says in places that other rooms own."""

from django.utils.translation import gettext_lazy as _

AUDIT_WORDS = {
    "answers_received": _("received answers: %(n_answers)s"),
}
