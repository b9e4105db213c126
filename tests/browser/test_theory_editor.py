"""The editor of a theory in a real browser: by keyboard in the list, by pointer in the drawing, on a phone."""

import os
import shutil

import pytest
from django.urls import reverse

from miqyas_web.initiatives.actions import create_initiative
from miqyas_web.theories.actions.nodes import create_node
from miqyas_web.theories.models import Link, Node
from tests import web_cast
from tests.conftest import ROOT

sync_api = pytest.importorskip("playwright.sync_api")
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BUILT = ROOT / "src" / "miqyas_web" / "ui" / "static" / "dist" / "theory.js"
CHROMIUM = os.environ.get("MIQYAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed on this machine."),
    pytest.mark.skipif(
        not BUILT.exists(), reason="The front end is not built: npm ci && npm run build in frontend/."
    ),
]


@pytest.fixture(scope="module")
def chromium():
    # Playwright's loop lives in this thread; Django would refuse the database in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def amina(transactional_db):
    return web_cast.member("Amina", web_cast.organisation())


@pytest.fixture
def dar_taliba(amina):
    organisation = amina.memberships.get().organisation
    return create_initiative(organisation=organisation, description={"title": "Dar Taliba"}, by=amina)


@pytest.fixture
def editor(chromium, live_server, client, amina, dar_taliba):
    """Open the editor, signed in; what the browser complains about is kept in ``page.complaints``."""
    contexts = []
    client.force_login(amina)

    def open_editor(*, language="fr", width=1280, script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, has_touch=width < 600
        )
        contexts.append(context)
        session = client.cookies["sessionid"].value
        cookies = {"language": language, "sessionid": session}
        context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + reverse("theories:theory_edit", args=[dar_taliba.pk]))
        if script:
            page.wait_for_selector("#theory-canvas:not([hidden]) canvas", state="attached")
        return page

    yield open_editor
    for context in contexts:
        context.close()


def drawn(page):
    """Where each element stands in the window, by title, as the canvas draws it."""
    places = page.evaluate(
        """() => document.querySelector("[data-surface]")._cyreg.cy.nodes().map(
            (node) => [node.data("title"), node.renderedPosition()])"""
    )
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
    house = Node.objects.get(level="activity")
    page.locator(f"#link-from-{house.key} summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Elles")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#theory-panel #id_assumption").wait_for()
    page.locator("#id_assumption").focus()
    page.keyboard.type("La route est ouverte")
    page.locator("#theory-panel form button").first.focus()
    page.keyboard.press("Enter")
    page.locator("#theory-panel .notice-success").wait_for()
    link = Link.objects.get()
    assert (link.source, link.target.title) == (house, "Elles finissent le collège")
    assert link.assumption == "La route est ouverte"
    wait_until_drawn(page, 2, 1)
    assert page.complaints == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_two_elements_and_a_link_by_pointer_in_the_drawing(editor, language):
    page = editor(language=language)
    box = page.locator("[data-surface]").bounding_box()
    for n, (level, share, title) in enumerate(
        (("activity", 0.2, "Loger"), ("outcome", 0.7, "Finir")), start=1
    ):
        page.locator(f"[data-add={level}]").click()
        page.mouse.click(box["x"] + box["width"] * share / 2 + 40, box["y"] + box["height"] / 2)
        title_field = page.locator("#theory-panel #id_title")
        title_field.wait_for()
        title_field.fill(title)
        title_field.press("Enter")
        wait_until_drawn(page, n)
        page.locator("#theory-panel .notice-success").wait_for()
    page.locator("[data-link]").click()
    places = drawn(page)
    page.mouse.click(*places["Loger"])
    page.mouse.click(*places["Finir"])
    page.locator("#theory-panel #id_assumption").wait_for()
    wait_until_drawn(page, 2, 1)
    link = Link.objects.get()
    assert (link.source.title, link.target.title) == ("Loger", "Finir")
    assert link.source.x is not None
    assert page.complaints == []


def test_an_element_dragged_stays_where_it_was_put(editor, dar_taliba, amina):
    create_node(initiative=dar_taliba, said={"level": "activity", "title": "Loger"}, by=amina)
    create_node(initiative=dar_taliba, said={"level": "outcome", "title": "Finir"}, by=amina)
    page = editor()
    wait_until_drawn(page, 2)
    x, y = drawn(page)["Loger"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 60, steps=5)
    with page.expect_response(lambda answer: "/nodes/move/" in answer.url) as moved:
        page.mouse.up()
    assert moved.value.status == 204
    kept = {node.title: (node.x, node.y) for node in Node.objects.all()}
    assert None not in kept["Finir"]
    page.reload()
    wait_until_drawn(page, 2)
    shown = page.evaluate(
        """() => document.querySelector("[data-surface]")._cyreg.cy.nodes()
            .filter((node) => node.data("title") === "Loger")[0].position()"""
    )
    assert (shown["x"], shown["y"]) == pytest.approx(kept["Loger"], abs=0.1)


def test_a_deleted_element_comes_back(editor, dar_taliba, amina):
    create_node(initiative=dar_taliba, said={"level": "activity", "title": "Loger"}, by=amina)
    page = editor()
    wait_until_drawn(page, 1)
    page.mouse.click(*drawn(page)["Loger"])
    page.locator("#theory-panel a.danger").click()
    page.locator("#theory-panel form button.btn-danger").click()
    wait_until_drawn(page, 0)
    assert not Node.objects.exists()
    page.locator(".outline-head form button").click()
    wait_until_drawn(page, 1)
    assert Node.objects.get().title == "Loger"
    assert page.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_editor_is_accessible_and_fits_the_window(editor, dar_taliba, amina, language, width):
    create_node(initiative=dar_taliba, said={"level": "activity", "title": "Loger les filles"}, by=amina)
    page = editor(language=language, width=width)
    page.locator(".outline-title").click()
    page.locator("#theory-panel #id_title").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
    assert page.complaints == []
    page.locator("[data-close-panel]").click()
    assert page.locator("#theory-panel #id_title").count() == 0


def test_without_script_the_list_still_works(editor):
    page = editor(script=False)
    assert page.locator("#theory-canvas").is_hidden()
    page.locator("#add-title-activity").fill("Loger")
    page.locator("#add-activity button").click()
    page.locator(".outline-title", has_text="Loger").wait_for()
    assert Node.objects.get().title == "Loger"
