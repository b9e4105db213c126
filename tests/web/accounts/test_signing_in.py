from datetime import timedelta

import pytest

from miqyas_web.accounts.actions import signing_in
from miqyas_web.accounts.models import Brake
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from tests.web_cast import PASSWORD

HERE = "192.0.2.7"


def fail(times, *, email="amina@example.ma", address=HERE):
    for _ in range(times):
        with pytest.raises(Unfit):
            signing_in.let_in(email=email, password="wrong", address=address)


def test_the_right_password_lets_in_and_leaves_a_trace(amina):
    assert signing_in.let_in(email="  Amina@Example.MA ", password=PASSWORD, address=HERE) == amina
    assert list(AuditEvent.objects.values_list("verb", "person_id")) == [("person_signed_in", amina.pk)]


@pytest.mark.parametrize("email", ["amina@example.ma", "nobody@example.ma"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(amina, email):
    with pytest.raises(Unfit) as refusal:
        signing_in.let_in(email=email, password="wrong", address=HERE)
    assert (
        str(refusal.value)
        == "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez."
    )


def test_a_closed_account_gets_the_same_answer(amina):
    amina.is_active = False
    amina.save()
    with pytest.raises(Unfit, match="ne vont pas ensemble"):
        signing_in.let_in(email=amina.email, password=PASSWORD, address=HERE)


@pytest.mark.parametrize("email", ["amina@example.ma", "nobody@example.ma"])
def test_after_five_failures_even_the_right_password_waits(amina, email):
    fail(5, email=email)
    with pytest.raises(Refused, match=r"Trop de tentatives\. Attendez 1 minute, puis réessayez\.") as refusal:
        signing_in.let_in(email=email, password=PASSWORD, address=HERE)
    assert refusal.value.status == 409


def test_after_the_pause_the_right_password_lets_in_and_forgets_the_failures(amina):
    fail(5)
    Brake.objects.update(last_failed_at=clock.now() - timedelta(seconds=31))
    assert signing_in.let_in(email=amina.email, password=PASSWORD, address=HERE) == amina
    assert Brake.objects.count() == 0


def test_the_brake_is_by_account_and_by_address(amina, youssef):
    fail(5)
    assert signing_in.let_in(email=amina.email, password=PASSWORD, address="198.51.100.1") == amina
    assert signing_in.let_in(email=youssef.email, password=PASSWORD, address=HERE) == youssef
    assert Brake.objects.get().n_failures == 5


def test_failures_of_yesterday_are_forgotten(amina):
    fail(4)
    Brake.objects.update(last_failed_at=clock.now() - timedelta(hours=25))
    fail(1)
    assert Brake.objects.get().n_failures == 1


def test_the_brake_keeps_neither_address(amina):
    fail(1)
    brake = Brake.objects.get()
    assert len(brake.key) == 64
    assert not any(part in str(vars(brake)) for part in ("amina", HERE))


class Links:
    def __init__(self):
        self.made = []

    def __call__(self, number, token):
        self.made.append((number, token))
        return f"https://miqyas.example/password/{number}/{token}/"


def ask(email, *, address=HERE):
    links = Links()
    signing_in.send_password_link(email=email, address=address, link_for=links)
    return links.made


def test_a_password_link_is_mailed_in_the_persons_language(
    amina, mailoutbox, django_capture_on_commit_callbacks
):
    amina.language = "ar"
    amina.save()
    with django_capture_on_commit_callbacks(execute=True):
        [(number, token)] = ask("AMINA@example.ma")
    [letter] = mailoutbox
    assert letter.to == ["amina@example.ma"]
    assert letter.subject == "اختاروا كلمة مرور جديدة لمقياس"
    assert f"https://miqyas.example/password/{number}/{token}/" in letter.body


def test_nobody_is_mailed_for_an_unknown_address(amina, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert ask("nobody@example.ma") == []
    assert mailoutbox == []


def test_a_password_link_opens_once(amina):
    [(number, token)] = ask(amina.email)
    signing_in.reset_password(number=number, token=token, password="figuier-et-menthe-2026")
    amina.refresh_from_db()
    assert amina.check_password("figuier-et-menthe-2026")
    with pytest.raises(Refused, match="a déjà servi"):
        signing_in.reset_password(number=number, token=token, password="another-one-2026")
    amina.refresh_from_db()
    assert amina.check_password("figuier-et-menthe-2026")


@pytest.mark.parametrize("number", ["", "zz", "é", "MTIz", "A" * 400])
def test_a_made_up_password_link_is_refused(amina, number):
    with pytest.raises(Refused, match="a déjà servi"):
        signing_in.person_of_link(number, "abc-def")


def test_a_link_of_one_person_does_not_open_for_another(amina, youssef):
    [(_, token)] = ask(amina.email)
    [(number, _)] = ask(youssef.email)
    with pytest.raises(Refused):
        signing_in.person_of_link(number, token)


def test_asking_for_links_again_and_again_is_slowed(amina):
    for _ in range(5):
        ask(amina.email)
    with pytest.raises(Refused, match="Trop de tentatives"):
        ask(amina.email)
