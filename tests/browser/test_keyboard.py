"""Without a pointer: a form, and the theory by its list."""

import pytest

pytestmark = pytest.mark.browser
MOST_TABS = 120


def tab_to(page, matches):
    """Press Tab until the focus is on what ``matches`` selects; fails when it cannot be reached."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", matches):
            assert is_shown(page), f"{matches} holds the focus without showing it"
            return
    pytest.fail(f"{matches} cannot be reached with Tab.")


def is_shown(page):
    """The focus can be seen: an outline or a ring."""
    return page.evaluate(
        """() => {
            const look = getComputedStyle(document.activeElement);
            return look.outlineStyle !== "none" || look.boxShadow !== "none";
        }"""
    )


def test_initiative_is_described_without_a_pointer(sign_in, demonstration):
    page = sign_in("fadma")
    page.goto(f"{demonstration.url}/initiatives/create/")
    tab_to(page, "[name=title]")
    page.keyboard.type("Un four partagé")
    tab_to(page, "[name=problem]")
    page.keyboard.type("Le bois manque.")
    tab_to(page, ".territory-region summary")
    page.keyboard.press("Enter")
    tab_to(page, ".territory-region input")
    page.keyboard.press("Space")
    tab_to(page, "[name=sdg_goals][value='7']")
    page.keyboard.press("Space")
    tab_to(page, "main form.form .btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".journey")
    assert page.locator("h1").inner_text() == "Un four partagé"
    told = demonstration.rows(
        """select initiative.sdg_goals, count(place.id) from initiatives_initiative initiative
           join initiatives_initiative_territories place on place.initiative_id = initiative.id
           where initiative.title = 'Un four partagé' group by initiative.id"""
    )
    assert told == [("[7]", 1)]


def test_theory_is_written_without_a_pointer(sign_in, demonstration):
    page = sign_in("fadma")
    page.goto(f"{demonstration.url}/initiatives/create/")
    page.fill("[name=title]", "Une pépinière")
    page.locator("main form.form .btn-primary").click()
    page.wait_for_selector(".journey")
    page.goto(f"{page.url}theory/edit/")
    for level, title in (("outcome", "Les familles vendent des plants"), ("activity", "Former les familles")):
        tab_to(page, f"#add-title-{level}")
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        page.wait_for_selector(f".outline-title:has-text('{title}')")
        page.reload()
    tab_to(page, "details.outline-link > summary")
    page.keyboard.press("Enter")
    tab_to(page, "details.outline-link[open] select")
    page.keyboard.press("ArrowDown")
    tab_to(page, "details.outline-link[open] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#theory-panel [name=assumption]")
    tab_to(page, "#theory-panel [name=assumption]")
    page.keyboard.type("Les plants se vendent au souk.")
    tab_to(page, "#theory-panel .btn-primary")
    with page.expect_response(lambda answer: answer.url.endswith("/theory/edit/")):
        page.keyboard.press("Enter")
    told = demonstration.rows(
        """select link.assumption from theories_link link join theories_theory theory on theory.id = link.theory_id
           join initiatives_initiative initiative on initiative.id = theory.initiative_id
           where initiative.title = 'Une pépinière'"""
    )
    assert told == [("Les plants se vendent au souk.",)]
