"""How many people, in a real browser: the answer follows the typing, and comes without script too."""

import pytest

from tests.browser.pages import numbers_of
from tests.browser.platform import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.browser


@pytest.fixture
def sizing(sign_in, demonstration):
    """The page open for someone of the initiative."""

    def open_page(*, language="fr", query="", **options):
        page = sign_in("idriss", language=language, **options)
        page.goto(f"{demonstration.url}/initiatives/{numbers_of(demonstration).trial}/studies/power/{query}")
        return page

    return open_page


def headline(page, part):
    page.locator("#power-headline", has_text=part).wait_for()


@pytest.mark.parametrize(("language", "first", "typed", "grouped"), [
    ("fr", "Il faut 253 personnes", "Il faut 1 006 personnes", "avec le programme"),
    ("ar", "253 في كل مجموعة", "1 006 في كل مجموعة", "مع البرنامج"),
    ("en", "You need 253 people", "You need 1,006 people", "with the programme"),
])  # fmt: skip
def test_the_answer_follows_the_typing_and_the_address_keeps_it(sizing, language, first, typed, grouped):
    page = sizing(language=language)
    headline(page, first)
    page.locator("#id_effect").focus()
    page.locator("#id_effect").fill("150")
    headline(page, typed.replace(" 006", "\u202f006"))
    assert page.evaluate("document.activeElement.id") == "id_effect"
    page.check("#id_grouped_1")
    headline(page, grouped)
    assert page.locator("#id_icc").input_value() == "0.05"
    page.wait_for_function(
        "location.search.includes('effect=150') && location.search.includes('grouped=yes')"
    )
    page.reload()
    headline(page, grouped)
    page.locator("#id_effect").fill("")
    page.locator("#power-answer .notice").wait_for()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_is_accessible_and_fits_the_window(sizing, language, width):
    page = sizing(language=language, width=width, query="?grouped=yes")
    page.locator("#power-answer canvas").nth(1).wait_for()
    page.locator(".power details.more").first.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run('main', {resultTypes: ['violations']})")["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


def test_without_script_the_button_answers(sizing):
    page = sizing(java_script_enabled=False)
    page.locator("#id_effect").fill("0,5")
    page.locator("#id_sd").fill("1")
    page.locator("#power-form .btn-primary").click()
    headline(page, "Il faut 64 personnes par groupe")
    assert page.locator("#power-answer svg").count() >= 2
