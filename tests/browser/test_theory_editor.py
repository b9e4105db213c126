"""The editor of a theory in a real browser: by keyboard in the list, by pointer in the drawing, on a phone."""

import re

import pytest

from tests.browser.platform import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(sign_in):
    """The editor of a new initiative without theory, in a window of one's own."""

    def open_editor(*, nodes=(), **options):
        page = sign_in("amina", **options)
        root = re.match(r"https?://[^/]+", page.url)[0]
        page.goto(f"{root}/initiatives/create/")
        page.fill("[name=title]", "Dar Taliba")
        page.locator("main form.form .btn-primary").click()
        page.wait_for_url(re.compile(r"/initiatives/\d+/$"))
        page.goto(f"{page.url}theory/edit/")
        for level, title in nodes:
            page.locator(f"#add-title-{level}").fill(title)
            page.locator(f"#add-{level} button").click()
            page.locator(".outline-title", has_text=title).wait_for()
        if options.get("java_script_enabled", True):
            page.wait_for_selector("#theory-canvas:not([hidden]) canvas", state="attached")
            wait_until_drawn(page, len(nodes))
        return page

    return open_editor


def kept(page):
    """The theory as the platform holds it."""
    return page.request.get(page.url.partition("#")[0].replace("/edit/", "/graph.json")).json()


def titles_linked(page):
    graph = kept(page)
    title = {node["key"]: node["title"] for node in graph["nodes"]}
    return [(title[link["source"]], title[link["target"]], link["assumed"]) for link in graph["links"]]


def drawn(page):
    """Where each element stands in the window, by title, as the canvas draws it."""
    places = page.evaluate(
        """() => document.querySelector("[data-surface]")._cyreg.cy.nodes().map(
            (node) => [node.data("title"), node.renderedPosition()])"""
    )
    page.locator("[data-surface]").scroll_into_view_if_needed()
    box = page.locator("[data-surface]").bounding_box()
    return {title: (box["x"] + at["x"], box["y"] + at["y"]) for title, at in places}


def wait_until_drawn(page, n_nodes, n_edges=0):
    page.wait_for_function(
        """([nodes, edges]) => {
            const cy = document.querySelector("[data-surface]")._cyreg.cy;
            return cy.nodes("[key]").length === nodes && cy.edges("[key]").length === edges;
        }""",
        arg=[n_nodes, n_edges],
    )


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


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_two_elements_and_a_link_by_pointer_in_the_drawing(editor, language):
    page = editor(language=language)
    for n, (level, share, title) in enumerate(
        (("activity", 0.2, "Loger"), ("outcome", 0.8, "Finir")), start=1
    ):
        page.locator(f"[data-add={level}]").click()
        page.locator("[data-surface]").scroll_into_view_if_needed()
        box = page.locator("[data-surface]").bounding_box()
        page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] * share)
        title_field = page.locator("#theory-panel form[action$='/nodes/create/'] #id_title")
        title_field.wait_for()
        title_field.fill(title)
        title_field.press("Enter")
        page.locator("#theory-panel .notice-success", has_text=title).wait_for()
        wait_until_drawn(page, n)
    page.locator("[data-link]").click()
    places = drawn(page)
    page.mouse.click(*places["Loger"])
    page.mouse.click(*places["Finir"])
    page.locator("#theory-panel #id_assumption").wait_for()
    wait_until_drawn(page, 2, 1)
    assert titles_linked(page) == [("Loger", "Finir", False)]


def test_an_element_dragged_stays_where_it_was_put(editor):
    page = editor(nodes=[("activity", "Loger"), ("outcome", "Finir")])
    x, y = drawn(page)["Loger"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 60, steps=5)
    with page.expect_response(lambda answer: "/nodes/move/" in answer.url) as moved:
        page.mouse.up()
    assert moved.value.status == 204
    places = {node["title"]: node["place"] for node in kept(page)["nodes"]}
    assert places["Loger"]["y"] == pytest.approx(places["Finir"]["y"] + 60, abs=1)
    page.reload()
    wait_until_drawn(page, 2)
    x, y = drawn(page)["Loger"]
    assert y > drawn(page)["Finir"][1]


def test_a_deleted_element_comes_back(editor):
    page = editor(nodes=[("activity", "Loger")])
    page.mouse.click(*drawn(page)["Loger"])
    page.locator("#theory-panel a.danger").click()
    page.locator("#theory-panel form button.btn-danger").click()
    wait_until_drawn(page, 0)
    assert kept(page)["nodes"] == []
    page.locator(".outline-head form button").click()
    wait_until_drawn(page, 1)
    assert [node["title"] for node in kept(page)["nodes"]] == ["Loger"]


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
