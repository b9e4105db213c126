"""People: registering, changing what is said of oneself."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.actions.organisations import create_organisation
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Unfit


@transaction.atomic
def register(
    *, email: str, name: str, password: str, language: str, organisation_name: str, organisation_kind: str
) -> tuple[Person, Organisation]:
    """A person and the organisation they lead, together or not at all."""
    person = create_person(email=email, name=name, password=password, language=language)
    organisation = create_organisation(name=organisation_name or name, kind=organisation_kind, by=person)
    return person, organisation


@transaction.atomic
def create_person(*, email: str, name: str, password: str, language: str) -> Person:
    """A person who may sign in; ``Unfit`` when the address is taken."""
    email = email.strip().lower()
    if Person.objects.filter(email=email).exists():
        raise Unfit(_("This address already has an account. Sign in, or ask for a new password."))
    person = Person.objects.create_user(email=email, password=password, name=name, language=language)
    audit.record("person_registered", target=person, by=person)
    return person


@transaction.atomic
def edit_person(*, by: Person, name: str, language: str) -> Person:
    """Change one's own name and language."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    changed = [
        field for field, value in (("name", name), ("language", language)) if getattr(person, field) != value
    ]
    if changed:
        person.name, person.language = name, language
        person.save(update_fields=changed)
        audit.record("person_edited", target=person, by=person, fields=changed)
    return person


@transaction.atomic
def choose_language(*, by: Person, language: str) -> None:
    """Remember the language chosen at the top of a page: letters will follow it."""
    edit_person(by=by, name=by.name, language=language)


@transaction.atomic
def change_password(*, by: Person, current: str, password: str) -> Person:
    """Change one's own password, the current one in hand."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    if not person.check_password(current):
        raise Unfit(_("This is not your current password."))
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record("password_changed", target=person, by=person)
    return person
