"""The editor of a theory in a real browser: the list by keyboard, on a phone, without script."""

import pytest

from tests.browser.drawing import editor, kept, titles_linked, wait_until_drawn
from tests.browser.platform import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.browser

__all__ = ["editor"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_two_elements_and_a_link_by_keyboard_in_the_list(editor, language):
    page = editor(language=language)
    for level, title in (("activity", "Loger les filles"), ("outcome", "Elles finissent le collège")):
        page.locator(f"#add-title-{level}").focus()
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        page.locator(".outline-title", has_text=title).wait_for()
    page.locator("[aria-labelledby=level-activity] summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Elles")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#theory-panel #id_assumption").wait_for()
    page.locator("#id_assumption").focus()
    page.keyboard.type("La route est ouverte")
    page.locator("#theory-panel form button").first.focus()
    with page.expect_response(lambda answer: "/links/" in answer.url) as saved:
        page.keyboard.press("Enter")
    assert saved.value.status == 200
    assert titles_linked(page) == [("Loger les filles", "Elles finissent le collège", True)]
    wait_until_drawn(page, 2, 1)


def test_two_people_at_once_see_each_other(editor, sign_in):
    page = editor(nodes=[("activity", "Loger")])
    page.locator(".outline-title").click()
    page.locator("#theory-panel #id_title").wait_for()
    other = sign_in("amina")
    other.goto(page.url)
    other.locator(".outline-title").click()
    other.locator("#theory-panel #id_title").fill("Loger et nourrir")
    other.locator("#theory-panel form .btn-primary").click()
    other.locator("#theory-panel .notice-success").wait_for()
    page.locator("#theory-panel #id_title").fill("Loger et transporter")
    page.locator("#theory-panel form .btn-primary").click()
    page.locator("#theory-panel .theirs", has_text="Loger et nourrir").wait_for()
    assert page.locator("#theory-panel .theirs-texts dd").all_inner_texts() == [
        "Loger", "Loger et nourrir", "Loger et transporter",
    ]  # fmt: skip
    assert page.locator("#theory-panel #id_title").input_value() == "Loger et transporter"
    assert [node["title"] for node in kept(page)["nodes"]] == ["Loger et nourrir"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_editor_is_accessible_and_fits_the_window(editor, language, width):
    page = editor(nodes=[("activity", "Loger les filles")], language=language, width=width)
    page.locator(".outline-title").click()
    page.locator("#theory-panel #id_title").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run('main', {resultTypes: ['violations']})")["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
    page.locator("[data-close-panel]").click()
    assert page.locator("#theory-panel #id_title").count() == 0


def test_without_script_the_list_still_works(editor):
    page = editor(nodes=[("activity", "Loger")], java_script_enabled=False)
    assert page.locator("#theory-canvas").is_hidden()
    assert [node["title"] for node in kept(page)["nodes"]] == ["Loger"]
