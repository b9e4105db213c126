"""Taking stock on a phone, in three languages: begun from the desk, kept as it goes, resumed, read; without scripts too."""

import re
import time
from urllib.parse import urljoin

import pytest

from tests.browser.test_accessibility import AXE, LOOK, PHONE

pytestmark = pytest.mark.browser
# One person by language and by version of the diagnostic.
WHO = {"fr": ("karim", "funder"), "ar": ("houda", "public_body"), "en": ("omar", "innovator")}
DIRECTION = {"fr": "ltr", "ar": "rtl", "en": "ltr"}
MOST_SECONDS = 30
SCREENS = ("describe", "indicators", "collect", "gauge", "use", "governance", "ethics")


def begin(page, audience):
    """From the desk, or from the page of diagnostics where the desk has more pressing things."""
    begins = page.locator("main a[href*='/diagnostic/new/']")
    if not begins.count():
        page.goto(urljoin(page.url, "/diagnostic/"))
    begins.first.click()
    page.wait_for_url("**/diagnostic/new/**")
    assert page.locator(f"[name=audience][value={audience}]").is_checked()
    page.select_option("[name=size]", "1-5")
    page.select_option("[name=region]", index=5)
    page.locator("main form.form .btn-primary").click()
    page.wait_for_url("**/questions/describe/")


def items_on(page):
    names = page.locator("main input[type=radio]").evaluate_all("all => all.map(each => each.name)")
    return list(dict.fromkeys(names))


def answer(page, level):
    """Every question of the screen at that level, with a word where one is asked for."""
    for name in items_on(page):
        page.locator(f"[name={name}][value='{level}']").check()
        note = page.locator(f"[name={name.replace('level_', 'note_')}]")
        if not note.input_value():
            summary = page.locator(f"#q-{name.removeprefix('level_')} details:not([open]) > summary")
            if summary.count():
                summary.click()
            note.fill("…")
    page.locator("main form.form .btn-primary").click()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_taking_stock_on_a_phone(demonstration, sign_in, language):
    who, audience = WHO[language]
    page = sign_in(who, language=language, width=PHONE)
    started = time.monotonic()
    begin(page, audience)
    assert page.locator("html").get_attribute("dir") == DIRECTION[language]
    # Kept as soon as it is chosen: leaving and coming back finds it.
    first = items_on(page)[0]
    with page.expect_response(lambda response: "/questions/describe/" in response.url) as kept:
        page.locator(f"[name={first}][value='1']").check()
    if kept.value.status == 422:
        with page.expect_response(lambda response: "/questions/describe/" in response.url):
            page.fill(f"[name={first.replace('level_', 'note_')}]", "…")
            page.keyboard.press("Tab")
    page.wait_for_selector("#saved .icon")
    page.goto(f"{demonstration.url}/diagnostic/")
    page.locator("main a.btn-primary").first.click()
    page.wait_for_selector(".taken")
    page.locator("main a.btn-primary").first.click()
    page.wait_for_url("**/questions/describe/")
    assert page.locator(f"[name={first}][value='1']").is_checked()
    if AXE.exists():
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(LOOK) == []
    for place in range(7):
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        answer(page, 2 + place % 2)
        page.wait_for_url(
            f"**/questions/{SCREENS[place + 1]}/" if place < 6 else re.compile(r"/diagnostic/\d+/$")
        )
    page.locator("main form .btn-primary").click()
    page.wait_for_selector(".stops")
    assert page.locator("section[aria-labelledby=first] .stop").count() == 3
    assert page.locator(".chart-drawing svg").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    # The path leads to a sheet that can be read.
    page.locator("section[aria-labelledby=path] .sheet-link").first.click()
    page.wait_for_url("**/toolbox/**")
    assert time.monotonic() - started < MOST_SECONDS


def test_taking_stock_without_scripts(demonstration, sign_in):
    page = sign_in("fadma", language="fr", width=PHONE, java_script_enabled=False)
    begin(page, "innovator")
    for place in range(7):
        for name in items_on(page):
            page.locator(f"[name={name}][value='2']").check()
            summary = page.locator(f"#q-{name.removeprefix('level_')} details:not([open]) > summary")
            if summary.count():
                summary.click()
            page.fill(f"[name={name.replace('level_', 'note_')}]", "Vu ensemble.")
        page.locator("main form.form .btn-primary").click()
        page.wait_for_url(
            f"**/questions/{SCREENS[place + 1]}/" if place < 6 else re.compile(r"/diagnostic/\d+/$")
        )
    page.locator("main form .btn-primary").click()
    page.wait_for_selector(".stops")
    assert page.locator("section[aria-labelledby=first] .stop").count() == 3
