import io

import pytest
from django.core.management import CommandError, call_command

from miqyas_web.accounts.models import Organisation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def create(monkeypatch, capsys):
    def create(password="argan-et-cumin-2026", **changes):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        facts = {
            "email": "Hind@Example.ma",
            "name": "Hind",
            "organisation": "Université Cadi Ayyad",
            "kind": "university",
        }
        call_command("person", "create", **facts | changes, password_stdin=True)
        return capsys.readouterr().out

    return create


def test_the_first_person_leads_the_first_organisation(create):
    assert create() == "Hind leads Université Cadi Ayyad and may sign in with hind@example.ma.\n"
    person, organisation = Person.objects.get(), Organisation.objects.get()
    assert person.check_password("argan-et-cumin-2026")
    assert (organisation.kind, organisation.memberships.get().role) == ("university", "lead")


@pytest.mark.parametrize(
    ("password", "changes", "said"),
    [
        ("short", {}, "trop court"),
        ("argan-et-cumin-2026", {"email": "no address"}, "adresse"),
    ],
)
def test_what_cannot_be_used_creates_nothing(create, password, changes, said):
    with pytest.raises(CommandError, match=said):
        create(password, **changes)
    assert (Person.objects.count(), Organisation.objects.count()) == (0, 0)


def test_a_taken_address_creates_nothing(create, amina):
    with pytest.raises(CommandError, match="a déjà un compte"):
        create(email="amina@example.ma")
    assert Organisation.objects.count() == 1


def test_without_terminal_the_password_is_piped(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="--password-stdin"):
        call_command("person", "create", email="hind@example.ma", name="Hind")
