"""Hands on the drawing of a theory, for the tests that need them."""

import re

import pytest


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
    """Where each element stands in the window, by title, once the page has stopped moving."""
    page.wait_for_load_state("networkidle")
    places = page.evaluate(
        """() => document.querySelector("[data-surface]")._cyreg.cy.nodes().map(
            (node) => [node.data("title"), node.renderedPosition()])"""
    )
    box = surface_box(page)
    return {title: (box["x"] + at["x"], box["y"] + at["y"]) for title, at in places}


def surface_box(page):
    """Where the drawing stands in the window, brought into sight at once: the page scrolls softly.

    The drawing learns where it stands from the event of the scroll, which comes with the next frame.
    """
    surface = page.locator("[data-surface]")
    surface.evaluate(
        """async surface => {
            surface.scrollIntoView({behavior: 'instant', block: 'center'});
            for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        }"""
    )
    return surface.bounding_box()


def wait_until_drawn(page, n_nodes, n_edges=0):
    page.wait_for_function(
        """([nodes, edges]) => {
            const cy = document.querySelector("[data-surface]")._cyreg.cy;
            return cy.nodes("[key]").length === nodes && cy.edges("[key]").length === edges;
        }""",
        arg=[n_nodes, n_edges],
    )


def wait_until_kept(page):
    """Return once the platform has all that was done."""
    page.locator("[data-saved=saved]").wait_for()
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((name) => name.startsWith('miqyas.theory.'))"
    )


def press(page, place):
    """A press of the pointer, or of a finger where the window has only fingers."""
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        page.touchscreen.tap(*place)
    else:
        page.mouse.click(*place)


def write(page, title):
    """Write in the field that opened on the drawing, and keep it."""
    field = page.locator("[data-naming]")
    field.wait_for()
    field.fill(title)
    field.press("Enter")


def titles(page):
    return sorted(node["title"] for node in kept(page)["nodes"])
