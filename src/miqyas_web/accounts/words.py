"""What the room says in places that other rooms own."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.actions import people
from miqyas_web.accounts.models import Person
from miqyas_web.foundation import slots

AUDIT_WORDS = {
    "person_signed_in": _("signed in"),
    "person_signed_out": _("signed out"),
    "person_registered": _("opened an account"),
    "person_edited": _("changed their profile"),
    "password_changed": _("changed their password"),
    "password_link_sent": _("was sent a link to choose a new password"),
    "password_reset": _("chose a new password"),
    "organisation_created": _("created the organisation"),
    "organisation_edited": _("described the organisation again («%(before)s», now «%(after)s»)"),
    "role_changed": _("changed a role from «%(before)s» to «%(after)s»"),
    "member_removed": _("ended a membership («%(role)s»)"),
    "person_invited": _("sent an invitation («%(role)s»)"),
    "invitation_withdrawn": _("withdrew an invitation"),
    "invitation_accepted": _("accepted an invitation («%(role)s»)"),
}


def remember_language(request: HttpRequest, language: str) -> None:
    """The language chosen at the top of a page becomes that of the person's letters."""
    if isinstance(request.user, Person):
        people.choose_language(by=request.user, language=language)


def fill_slots() -> None:
    slots.fill("audit_words", key="accounts", order=10, item=AUDIT_WORDS)
    slots.fill("language_chosen", key="accounts", order=10, item=remember_language)
