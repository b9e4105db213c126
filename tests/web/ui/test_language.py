"""The language is chosen by a plain form, kept in a cookie, and never leads elsewhere."""

import pytest

from miqyas_web.foundation import slots


def test_choice_is_kept_and_stays_on_the_page(client):
    answer = client.post("/language/", {"language": "ar", "next": "/gallery/?page=2"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/gallery/?page=2")
    assert answer.cookies["language"].value == "ar"
    assert '<html lang="ar" dir="rtl">' in client.get("/gallery/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)", ""])
def test_another_site_is_never_returned_to(client, elsewhere):
    answer = client.post("/language/", {"language": "ar", "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_language_not_offered_changes_nothing(client):
    answer = client.post("/language/", {"language": "xx", "next": "/gallery/"})
    assert answer.headers["Location"] == "/gallery/"
    assert "language" not in answer.cookies


def test_reading_the_address_is_refused(client):
    assert client.get("/language/").status_code == 405


def test_rooms_above_are_told(client):
    told = []
    slots.fill("language_chosen", key="test", order=1, item=lambda request, code: told.append(code))
    try:
        client.post("/language/", {"language": "en", "next": "/gallery/"})
    finally:
        slots._slots["language_chosen"].pop("test")
    assert told == ["en"]


def test_page_depends_on_the_language_and_on_htmx_for_caches(client):
    vary = client.get("/gallery/").headers["Vary"]
    assert {word.strip() for word in vary.split(",")} >= {"Cookie", "Accept-Language", "HX-Request"}
