import pytest

from miqyas_web.accounts.actions import organisations, people
from miqyas_web.accounts.enums import Role
from miqyas_web.accounts.models import Membership, Organisation, Person
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent


def seat(person):
    return Membership.objects.get(person=person)


def register(**changes):
    facts = {
        "email": "Hind@Example.ma",
        "name": "Hind",
        "password": "argan-et-cumin-2026",
        "language": "ar",
        "organisation_name": "Coopérative Tirizi",
        "organisation_kind": "cooperative",
    }
    return people.register(**facts | changes)


def test_registering_creates_the_person_and_the_organisation_they_lead(db):
    person, organisation = register()
    assert (person.email, person.language) == ("hind@example.ma", "ar")
    assert (organisation.name, organisation.kind) == ("Coopérative Tirizi", "cooperative")
    assert list(organisation.memberships.values_list("person", "role")) == [(person.pk, "lead")]
    assert list(AuditEvent.objects.order_by("position").values_list("verb", flat=True)) == [
        "person_registered",
        "organisation_created",
    ]


def test_an_innovator_alone_gives_their_name_to_the_organisation(db):
    _, organisation = register(organisation_name="", organisation_kind="individual")
    assert organisation.name == "Hind"


def test_a_taken_address_creates_nothing(amina):
    with pytest.raises(Unfit, match="a déjà un compte"):
        register(email="AMINA@example.ma")
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Association Tifawin"]
    assert Person.objects.count() == 1


def test_a_lead_changes_a_role_and_the_trail_says_from_what_to_what(tifawin, amina, youssef):
    organisations.change_role(membership=seat(youssef), role=Role.EVALUATOR, by=amina)
    assert seat(youssef).role == "evaluator"
    event = AuditEvent.objects.get()
    assert (event.verb, event.organisation_id, event.facts) == (
        "role_changed",
        tifawin.pk,
        {"before": "reader", "after": "evaluator"},
    )


def test_the_same_role_again_leaves_no_trace(amina, youssef):
    organisations.change_role(membership=seat(youssef), role=Role.READER, by=amina)
    assert AuditEvent.objects.count() == 0


def test_a_reader_may_not_change_roles(amina, youssef):
    with pytest.raises(Refused, match="Votre rôle ne le permet pas"):
        organisations.change_role(membership=seat(youssef), role=Role.LEAD, by=youssef)
    assert seat(youssef).role == "reader"


def test_a_lead_elsewhere_may_not_change_roles_here(youssef, salma):
    with pytest.raises(Refused):
        organisations.change_role(membership=seat(youssef), role=Role.LEAD, by=salma)
    assert seat(youssef).role == "reader"


def test_the_last_lead_stays_lead(amina, youssef):
    with pytest.raises(Refused, match="au moins un responsable"):
        organisations.change_role(membership=seat(amina), role=Role.READER, by=amina)
    with pytest.raises(Refused, match="au moins un responsable"):
        organisations.remove_member(membership=seat(amina), by=amina)
    assert seat(amina).role == "lead"


def test_a_lead_whose_account_is_closed_does_not_count(amina, youssef):
    organisations.change_role(membership=seat(youssef), role=Role.LEAD, by=amina)
    Person.objects.filter(pk=youssef.pk).update(is_active=False)
    with pytest.raises(Refused, match="au moins un responsable"):
        organisations.remove_member(membership=seat(amina), by=amina)


def test_one_of_two_leads_may_leave(tifawin, amina, youssef):
    organisations.change_role(membership=seat(youssef), role=Role.LEAD, by=amina)
    organisations.remove_member(membership=seat(amina), by=amina)
    assert list(tifawin.memberships.values_list("person", flat=True)) == [youssef.pk]


def test_a_reader_may_leave_but_remove_nobody(tifawin, amina, youssef):
    with pytest.raises(Refused, match="Votre rôle ne le permet pas"):
        organisations.remove_member(membership=seat(amina), by=youssef)
    organisations.remove_member(membership=seat(youssef), by=youssef)
    assert list(tifawin.memberships.values_list("person", flat=True)) == [amina.pk]


def test_changing_a_password_needs_the_current_one(amina):
    with pytest.raises(Unfit, match="pas votre mot de passe actuel"):
        people.change_password(by=amina, current="wrong", password="figuier-et-menthe-2026")
    amina.refresh_from_db()
    assert not amina.check_password("figuier-et-menthe-2026")


def test_a_profile_says_what_changed_and_nothing_when_nothing_did(amina):
    people.edit_person(by=amina, name="Amina", language="fr")
    assert AuditEvent.objects.count() == 0
    people.edit_person(by=amina, name="Amina", language="ar")
    assert AuditEvent.objects.get().facts == {"fields": ["language"]}
    amina.refresh_from_db()
    assert amina.language == "ar"
