"""The catalogue as a person with a pointer uses it: typing narrows, going back returns, one press fills the form."""

import pytest

from miqyas.indicators.catalogue import own_catalogue
from tests.browser.conftest import slow_down

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "words"), [("fr", "vaccinale"), ("ar", "تلقيح"), ("en", "vaccination")])
def test_typing_narrows_going_back_returns_and_the_form_is_filled(sign_in, demonstration, language, words):
    page = sign_in("amina", language=language, width=390, height=844)
    page.goto(catalogue_of_amina(demonstration))
    name = page.locator(".catalogue-name a[href*='/dpt3-coverage/']")
    assert name.count() == 0
    page.fill("#id_words", words)
    name.wait_for()
    page.locator("#facet-theme > summary").click()
    page.check("#theme-health")
    page.wait_for_url("**theme=health**")
    page.locator(".used-filter").nth(1).wait_for()
    name.click()
    page.wait_for_url("**/dpt3-coverage/**")
    page.go_back()
    name.wait_for()
    assert page.input_value("#id_words") == words
    assert page.locator("header.top").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".catalogue-row", has=name).locator("a[href*='sheet=dpt3-coverage']").click()
    page.wait_for_url("**/new/?sheet=dpt3-coverage**")
    assert page.input_value("#id_name") == name_in(language)
    page.locator(".smart-check li").first.wait_for()


def test_what_is_opened_and_ticked_while_an_answer_is_on_its_way_stays(sign_in, demonstration):
    """On a slow network the answer to the words comes after the press on a filter."""
    page = sign_in("amina", language="fr", width=390, height=844)
    page.goto(catalogue_of_amina(demonstration))
    slow_down(page, 1000)
    with page.expect_request("**/catalogue/?words=vaccinale"):
        page.fill("#id_words", "vaccinale")
    page.locator("#facet-theme > summary").click()
    with page.expect_response("**/catalogue/?words=vaccinale&theme=health"):
        page.check("#theme-health")
    page.locator(".used-filter").nth(1).wait_for()
    page.wait_for_timeout(500)
    assert page.is_checked("#theme-health")
    assert page.locator("#theme-health").is_visible()
    page.locator("#facet-theme > summary").click()
    with page.expect_response("**/catalogue/?words=vaccin&theme=health"):
        page.fill("#id_words", "vaccin")
    page.wait_for_timeout(500)
    assert not page.locator("#theme-health").is_visible()


def catalogue_of_amina(demonstration):
    initiative = demonstration.rows(
        "select initiative.id from initiatives_initiative initiative "
        "join accounts_membership seat on seat.organisation_id = initiative.organisation_id "
        "join accounts_person person on person.id = seat.person_id where person.email = 'amina@demo.miqyas.ma'"
    )[0][0]
    return f"{demonstration.url}/initiatives/{initiative}/indicators/catalogue/"


def name_in(language):
    return own_catalogue().sheet("dpt3-coverage").text(language).name
