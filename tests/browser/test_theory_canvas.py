"""The drawing of a theory by pointer, by finger, by keyboard; two people at once; without a line."""

import pytest

from tests.browser.drawing import (
    drawn,
    editor,
    kept,
    press,
    surface_box,
    titles,
    titles_linked,
    wait_until_drawn,
    wait_until_kept,
    write,
)

pytestmark = pytest.mark.browser

__all__ = ["editor"]
FINGERS = {"has_touch": True, "is_mobile": True, "width": 390, "height": 844}


@pytest.mark.parametrize(
    ("language", "options"),
    [("fr", {}), ("ar", FINGERS), ("en", FINGERS)],
    ids=["pointer", "touch-ar", "touch-en"],
)
def test_a_theory_is_drawn_by_hand(editor, language, options):
    page = editor(language=language, **options)
    for n, (level, share, title) in enumerate(
        (("activity", 0.25, "Loger"), ("outcome", 0.7, "Finir")), start=1
    ):
        page.locator(f"[data-add={level}]").click()
        box = surface_box(page)
        press(page, (box["x"] + box["width"] * 0.5, box["y"] + box["height"] * share))
        write(page, title)
        wait_until_drawn(page, n)
    page.locator("[data-mode=link]").click()
    places = drawn(page)
    press(page, places["Loger"])
    press(page, places["Finir"])
    wait_until_drawn(page, 2, 1)
    wait_until_kept(page)
    assert titles_linked(page) == [("Loger", "Finir", False)]
    places = drawn(page)
    press(page, places["Finir"])
    page.locator("[data-chosen] [data-do=rename]").click()
    write(page, "Finir le collège")
    wait_until_kept(page)
    assert titles(page) == ["Finir le collège", "Loger"]
    page.locator(".outline-title", has_text="Finir le collège").wait_for()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_theory_is_drawn_with_the_keyboard_alone(editor, language):
    page = editor(language=language)
    for level, title in (("activity", "Loger"), ("outcome", "Finir")):
        page.locator(f"[data-add={level}]").focus()
        page.keyboard.press("Enter")
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    wait_until_drawn(page, 2)
    assert page.evaluate("document.activeElement.matches('[data-surface]')")
    keys = page.keyboard
    for key in ("ArrowUp", "l", "ArrowDown", "Enter"):
        keys.press(key)
    wait_until_drawn(page, 2, 1)
    for key in ("ArrowUp", "F2"):
        keys.press(key)
    keys.type("Loger les filles")
    keys.press("Enter")
    keys.press("Alt+ArrowDown")
    wait_until_kept(page)
    page.wait_for_timeout(800)
    wait_until_kept(page)
    assert titles_linked(page) == [("Loger les filles", "Finir", False)]
    keys.press("Delete")
    wait_until_drawn(page, 1)
    wait_until_kept(page)
    assert titles(page) == ["Finir"]
    keys.press("Control+z")
    wait_until_drawn(page, 2, 1)
    assert titles_linked(page) == [("Loger les filles", "Finir", False)]


def test_an_element_dragged_stays_where_it_was_put(editor):
    page = editor(nodes=[("activity", "Loger"), ("outcome", "Finir")])
    before = {node["title"]: node["place"] for node in kept(page)["nodes"]}
    x, y = drawn(page)["Loger"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 60, steps=5)
    page.mouse.up()
    wait_until_kept(page)
    places = {node["title"]: node["place"] for node in kept(page)["nodes"]}
    assert places["Loger"]["y"] == pytest.approx(before["Loger"]["y"] + 60, abs=1)
    assert places["Finir"] == before["Finir"]
    page.locator("[data-do=undo]").click()
    wait_until_kept(page)
    assert {node["title"]: node["place"] for node in kept(page)["nodes"]} == before


def test_several_are_moved_and_deleted_together(editor):
    page = editor(nodes=[("activity", "Loger"), ("output", "Loger plus"), ("outcome", "Finir")])
    places = drawn(page)
    page.mouse.click(*places["Loger"])
    page.keyboard.down("Shift")
    page.mouse.click(*places["Finir"])
    page.keyboard.up("Shift")
    page.locator("[data-chosen] [data-do=delete]").click()
    wait_until_drawn(page, 1)
    wait_until_kept(page)
    assert titles(page) == ["Loger plus"]
    page.locator("[data-do=undo]").click()
    wait_until_drawn(page, 3)
    assert len(kept(page)["nodes"]) == 3


def test_two_people_draw_at_once_and_lose_nothing(editor, sign_in):
    page = editor(nodes=[("activity", "Loger"), ("outcome", "Finir")])
    other = sign_in("amina", language="en")
    other.goto(page.url)
    other.wait_for_selector("#theory-canvas:not([hidden]) canvas", state="attached")
    wait_until_drawn(other, 2)
    # One is writing while the other renames another element: the news arrive, the words stay.
    page.mouse.dblclick(*drawn(page)["Loger"])
    page.locator("[data-naming]").fill("Loger et nourrir")
    other.mouse.dblclick(*drawn(other)["Finir"])
    write(other, "Finir le collège")
    wait_until_kept(other)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function(
        """() => document.querySelector("[data-surface]")._cyreg.cy.nodes().some(
            (node) => node.data("title") === "Finir le collège")""",
    )
    assert page.locator("[data-naming]").input_value() == "Loger et nourrir"
    # Now both write the same title.
    other.mouse.dblclick(*drawn(other)["Loger"])
    write(other, "Loger et transporter")
    wait_until_kept(other)
    page.locator("[data-naming]").press("Enter")
    box = page.locator("[data-conflict]")
    box.wait_for()
    assert box.locator("dd").all_inner_texts() == ["Loger", "Loger et transporter"]
    assert box.locator("textarea").input_value() == "Loger et nourrir"
    box.locator("textarea").fill("Loger, nourrir et transporter")
    box.locator("[data-conflict-keep]").click()
    wait_until_kept(page)
    assert titles(page) == ["Finir le collège", "Loger, nourrir et transporter"]


def test_without_a_line_the_work_is_kept_and_sent_when_it_returns(editor):
    page = editor(nodes=[("activity", "Loger")])
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    page.mouse.dblclick(*drawn(page)["Loger"])
    write(page, "Loger les filles")
    page.locator("[data-saved=offline]").wait_for()
    assert titles(page) == ["Loger"]
    page.reload()
    wait_until_kept(page)
    assert titles(page) == ["Loger les filles"]


def test_a_theory_is_taken_away_in_three_languages(editor):
    page = editor(nodes=[("activity", "Loger"), ("outcome", "Finir")])
    page.goto(page.url.replace("/edit/", "/files/"))
    for language, kind in (("fr", "png"), ("ar", "pdf"), ("en", "docx")):
        with page.expect_download() as taken:
            page.locator(f"a[href$='theory.{kind}?language={language}']").click()
        assert taken.value.suggested_filename.endswith(f"-{language}.{kind}")
        assert taken.value.path().stat().st_size > 5_000
