"""Coming in with an address and a password, or with a letter when the password is lost."""

from collections.abc import Callable

from django.contrib.auth import authenticate
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.actions import brakes, letters
from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused, Unfit


def let_in(*, email: str, password: str, address: str) -> Person:
    """The person whose address and password these are.

    An unknown address, a wrong password and a closed account get the same answer and the same brake:
    nobody learns here who has an account. Not one transaction: the failure is counted although it refuses.
    """
    email = email.strip().lower()
    key = brakes.key_of("sign_in", email=email, address=address)
    brakes.check(key)
    person = authenticate(email=email, password=password)
    if not isinstance(person, Person):
        brakes.press(key)
        raise Unfit(_("This address and this password do not go together. Check both, then try again."))
    with transaction.atomic():
        brakes.release(key)
        audit.record("person_signed_in", target=person, by=person)
    return person


@transaction.atomic
def sign_out(*, by: Person) -> None:
    """Leave a trace of the departure; the session itself is the view's."""
    audit.record("person_signed_out", target=by, by=by)


def send_password_link(*, email: str, address: str, link_for: Callable[[str, str], str]) -> None:
    """Mail a link that lets its reader choose a new password; say nothing when nobody has this address."""
    email = email.strip().lower()
    key = brakes.key_of("password", email=email, address=address)
    brakes.check(key)
    brakes.press(key)
    person = Person.objects.filter(email=email, is_active=True).first()
    if person is None:
        return
    with transaction.atomic():
        number = urlsafe_base64_encode(force_bytes(person.pk))
        letters.send_on_commit(
            "accounts/letters/password.txt",
            to=person.email,
            language=person.language,
            subject=_("Choose a new password for Miqyas"),
            person=person,
            link=link_for(number, default_token_generator.make_token(person)),
        )
        audit.record("password_link_sent", target=person, by=None)


def person_of_link(number: str, token: str) -> Person:
    """Whose password link this is; ``Refused`` when it is wrong, used or too old."""
    try:
        person = Person.objects.filter(pk=int(urlsafe_base64_decode(number)), is_active=True).first()
    except (ValueError, OverflowError):
        person = None
    if person is None or not default_token_generator.check_token(person, token):
        raise Refused(_("This link has been used or is too old. Ask for a new one."))
    return person


@transaction.atomic
def reset_password(*, number: str, token: str, password: str) -> Person:
    """Give the person of the link a new password. The link, made from the old one, dies with it."""
    person = person_of_link(number, token)
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record("password_reset", target=person, by=person)
    return person
