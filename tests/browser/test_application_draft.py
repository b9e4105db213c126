"""A draft of an application in a real browser: kept while one writes, two at once, the line cut, without script."""

import pytest

pytestmark = pytest.mark.browser

NEED, STATE = "[name=answer-need]", "[data-draft-state]"


@pytest.fixture
def address(demonstration):
    """The draft that Fadma writes, invited to a second stage."""
    rows = demonstration.rows(
        "select a.id from funding_application a join initiatives_initiative i on i.id = a.initiative_id"
        " where a.state = 'draft' and a.sent_at is not null order by a.id"
    )
    return f"{demonstration.url}/applications/{rows[0][0]}/edit/"


def stands(demonstration, address):
    pk = address.rstrip("/").split("/")[-2]
    return demonstration.rows("select revision, answers from funding_application where id = ?", pk)[0]


def told(page, words):
    page.locator(STATE, has_text=words).wait_for()


def test_what_is_written_is_kept_and_said(demonstration, sign_in, address):
    page = sign_in("fadma")
    page.goto(address)
    page.locator(NEED).fill("Les femmes vendent à un seul acheteur.")
    told(page, "Fadma")
    assert "un seul acheteur" in stands(demonstration, address)[1]
    page.locator("[name=asked_mad]").fill("beaucoup")
    told(page, "Ce que vous demandez")
    page.locator("[name=asked_mad]").fill("180000")
    page.locator(NEED).fill("Les femmes vendent au souk.")
    with page.expect_response("**/keep/") as saved:
        pass
    assert saved.value.json()["errors"] == {}
    page.wait_for_function("() => document.querySelector('[data-draft-state]').textContent.includes('Fadma')")
    page.reload()
    assert page.locator(NEED).input_value() == "Les femmes vendent au souk."
    # The button saves on the revision that the script reached.
    page.locator("form[data-keep] .actions .btn-primary").click()
    page.wait_for_url("**/applications/*/")


def test_two_who_write_at_once_keep_what_they_wrote_apart_and_choose_where_they_meet(
    demonstration, sign_in, address
):
    page, other = sign_in("fadma"), sign_in("fadma")
    for each in (page, other):
        each.goto(address)
    other.locator("[name=line-0-title]").fill("Atelier")
    other.locator(NEED).fill("Texte de l'autre fenêtre.")
    told(other, "Fadma")
    page.wait_for_timeout(300)
    page.locator("[name=answer-measure]").fill("Par une enquête.")
    page.locator(NEED).fill("Texte de cette fenêtre.")
    box = page.locator(".draft-choice")
    box.wait_for()
    assert box.count() == 1
    assert "Texte de l'autre fenêtre." in box.inner_text()
    assert page.locator("[name=line-0-title]").input_value() == "Atelier"
    assert page.locator(NEED).input_value() == "Texte de cette fenêtre."
    page.get_by_role("button", name="Garder ce que j’ai écrit").click()
    told(page, "Fadma")
    answers = stands(demonstration, address)[1]
    for words in ("Texte de cette fen", "Par une enqu"):
        assert words in answers


def test_without_a_line_it_waits_in_the_browser(demonstration, sign_in, address):
    page = sign_in("fadma")
    page.goto(address)
    before = stands(demonstration, address)[0]
    # The browser would complain of a line really cut: the platform answers as a page that signs in again does.
    page.route("**/keep/", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>…</p>"))
    page.locator("[name=answer-measure]").fill("Écrit hors ligne.")
    told(page, "Pas de connexion")
    assert stands(demonstration, address)[0] == before
    page.unroute("**/keep/")
    page.goto(demonstration.url)
    page.goto(address)
    assert page.locator("[name=answer-measure]").input_value() == "Écrit hors ligne."
    told(page, "Fadma")
    assert "hors ligne" in stands(demonstration, address)[1]
