"""The catalogue as a person with a pointer uses it: typing narrows, going back returns, one press fills the form."""

import pytest

from miqyas.indicators.catalogue import own_catalogue

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "words"), [("fr", "vaccinale"), ("ar", "تلقيح"), ("en", "vaccination")])
def test_typing_narrows_going_back_returns_and_the_form_is_filled(sign_in, demonstration, language, words):
    initiative = demonstration.rows(
        "select initiative.id from initiatives_initiative initiative "
        "join accounts_membership seat on seat.organisation_id = initiative.organisation_id "
        "join accounts_person person on person.id = seat.person_id where person.email = 'amina@demo.miqyas.ma'"
    )[0][0]
    page = sign_in("amina", language=language, width=390, height=844)
    page.goto(f"{demonstration.url}/initiatives/{initiative}/indicators/catalogue/")
    name = page.locator(".catalogue-name a[href*='/dpt3-coverage/']")
    assert name.count() == 0
    page.fill("#id_words", words)
    name.wait_for()
    # The answer to the last letter puts the filters anew.
    page.wait_for_load_state("networkidle")
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


def name_in(language):
    return own_catalogue().sheet("dpt3-coverage").text(language).name
