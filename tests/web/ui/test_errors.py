"""What a person reads when something is not there, not allowed, or broken."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.ui import errors
from miqyas_web.ui.middleware import Fragments, Refusals

WORDS = {"fr": "Cette page n’est pas ici", "ar": "هذه الصفحة غير موجودة هنا", "en": "This page is not here"}


@pytest.mark.parametrize("language", WORDS)
def test_page_not_found_says_so_in_each_language(client, language):
    client.cookies["language"] = language
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert WORDS[language] in page.content.decode()


def test_broken_page_asks_nothing_of_the_database():
    """No database fixture here: a query would fail the test."""
    page = errors.failed(RequestFactory().get("/gallery/"))
    assert page.status_code == 500
    assert "La plateforme a fait une erreur" in page.content.decode()


def test_form_without_its_token_is_said_plainly(db):
    page = Client(enforce_csrf_checks=True).post("/language/", {"language": "ar"})
    assert page.status_code == 403
    assert "Votre formulaire n’a pas pu être vérifié" in page.content.decode()


def refused(refusal, **headers):
    request = RequestFactory().get("/studies/", headers=headers)
    request.user = None
    return Refusals(lambda _request: HttpResponse()).process_exception(request, refusal)


def test_refusal_is_a_page_with_its_sentence():
    page = refused(Refused("Le plan est scellé."), Referer="http://testserver/studies/3/?a=1")
    assert page.status_code == 409
    assert "Le plan est scellé." in page.content.decode()
    assert 'href="/studies/3/?a=1"' in page.content.decode()


def test_refusal_never_leads_back_to_another_site():
    assert "example.com" not in refused(Refused("Non."), Referer="https://example.com/").content.decode()


def test_refusal_of_a_fragment_is_a_fragment():
    page = refused(Unfit("La colonne est vide."), HX_Request="true")
    assert page.status_code == 422
    assert "<html" not in page.content.decode()
    assert "La colonne est vide." in page.content.decode()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_an_address_with_a_character_that_no_text_has_is_refused(client, db, language):
    client.cookies["language"] = language
    page = client.get("/catalogue/", {"words": "eau\x00"})
    assert page.status_code == 422
    assert "NUL" in page.content.decode()
    assert client.get("/catalogue/", {"words": "eau"}).status_code == 200


def test_other_mistakes_are_left_to_fail():
    assert refused(ValueError("a bug")) is None


def signed_out(**headers):
    address = _sign_in_address()
    answer = HttpResponse(status=302, headers={"Location": f"{address}?next=/work/3/"})
    request = RequestFactory().get("/work/3/", headers=headers)
    return address, Fragments(lambda _request: answer)(request)


def _sign_in_address():
    try:
        return reverse("accounts:person_sign_in")
    except NoReverseMatch:
        pytest.skip("The sign-in page stands in another room, not there yet.")


def test_expired_sign_in_takes_the_whole_page_not_the_fragment():
    address, answer = signed_out(HX_Request="true", HX_Current_URL="http://testserver/studies/3/?tab=2#top")
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == f"{address}?next=%2Fstudies%2F3%2F%3Ftab%3D2"


def test_expired_sign_in_of_a_page_is_left_as_it_is():
    _, answer = signed_out()
    assert answer.status_code == 302
