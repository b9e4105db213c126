"""The pages of a funder and of its readers without a pointer, and open twice at once."""

import pytest

from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser
SEND = "main form.form .actions .btn-primary"
OF_MERYEM = """
    select assignment.id from funding_assignment assignment
    join funding_reviewer seat on seat.id = assignment.reviewer_id
    join accounts_person person on person.id = seat.person_id
    left join funding_review review on review.assignment_id = assignment.id
    where person.email like 'meryem%' and review.id is null and assignment.application_id is not null
    order by assignment.id
"""


def one(platform, question):
    return platform.rows(question)[0][0]


@pytest.fixture
def draft_grid(demonstration):
    return one(demonstration, "select id from funding_gridversion where state = 'draft'")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_call_is_written_without_a_pointer(sign_in, demonstration, language):
    call = one(demonstration, "select id from funding_call where state = 'draft'")
    page = sign_in("karim", language=language)
    page.goto(f"{demonstration.url}/funding/calls/{call}/edit/")
    for name, words in (("summary_fr", "Des haies."), ("summary_ar", "سياجات."), ("summary_en", "Hedges.")):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    tab_to(page, "[name=budget_mad]")
    page.keyboard.press("Control+A")
    page.keyboard.type("٧٥٠٠٠٠" if language == "ar" else "750 000")
    tab_to(page, SEND)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    kept = demonstration.rows(f"select summary, budget_mad from funding_call where id = {call}")[0]
    assert "Des haies." in kept[0]
    assert "Hedges." in kept[0]
    assert float(kept[1]) == 750_000


def test_a_criterion_is_written_without_a_pointer(sign_in, demonstration, draft_grid):
    page = sign_in("karim")
    page.goto(f"{demonstration.url}/funding/grids/{draft_grid}/criteria/new/")
    for language, words in (("fr", "Voisinage"), ("ar", "الجوار"), ("en", "Neighbours")):
        tab_to(page, f"[name=label_{language}]")
        page.keyboard.type(words)
    tab_to(page, "[name=weight]")
    page.keyboard.type("5")
    for row, mark in ((0, "1"), (1, "3"), (2, "5")):
        tab_to(page, f"[name=level-{row}-value]")
        page.keyboard.press("Control+A")
        page.keyboard.type(mark)
        for language in ("fr", "ar", "en"):
            tab_to(page, f"[name=level-{row}-anchor_{language}]")
            page.keyboard.type(f"Niveau {mark} ({language})")
    tab_to(page, SEND)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Voisinage" in page.locator("main").inner_text()


def test_a_criterion_open_twice_is_not_lost(sign_in, demonstration, draft_grid):
    first, second = sign_in("karim"), sign_in("karim")
    for page in (first, second):
        page.goto(f"{demonstration.url}/funding/grids/{draft_grid}/criteria/theory/")
    for page, words in ((first, "Théorie du changement solide"), (second, "Théorie lisible")):
        page.fill("[name=label_fr]", words)
        page.locator(SEND).click()
        page.wait_for_load_state("networkidle")
    # What the second wrote is still in front of them, beside what the first kept.
    assert second.locator(".notice-refusal, [role=alert]").first.is_visible()
    assert second.locator("[name=label_fr]").input_value() == "Théorie lisible"
    kept = one(demonstration, f"select content from funding_gridversion where id = {draft_grid}")
    assert "Théorie du changement solide" in kept.encode().decode(
        "unicode_escape" if "\\u" in kept else "utf-8"
    )


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_review_is_written_and_sent_without_a_pointer(sign_in, demonstration, language):
    assignment = one(demonstration, OF_MERYEM)
    page = sign_in("meryem", language=language)
    page.goto(f"{demonstration.url}/reading/files/{assignment}/")
    names = page.evaluate(
        "[...new Set([...document.querySelectorAll('input[type=radio][name^=level-]')].map(one => one.name))]"
    )
    assert len(names) >= 3
    for name in names:
        tab_to(page, f"[name='{name}']")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        tab_to(page, f"[name='{name.replace('level-', 'comment-')}']")
        page.keyboard.type("Page 2, le tableau.")
    tab_to(page, "[name=opinion]")
    page.keyboard.type("À lire avec le budget.")
    tab_to(page, "button[name=do][value=send]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    sent, scores = demonstration.rows(
        f"select sent_at, scores from funding_review where assignment_id = {assignment}"
    )[0]
    assert sent is not None
    assert all(name.removeprefix("level-") in scores for name in names)
    # Back in the browser's history and sent again: the seal holds, and the page says so.
    page.go_back()
    if page.locator("button[name=do][value=send]").count():
        page.locator("button[name=do][value=send]").click()
        page.wait_for_load_state("networkidle")
    assert (
        demonstration.rows(f"select sent_at from funding_review where assignment_id = {assignment}")[0][0]
        == sent
    )


def test_a_budget_is_tried_with_the_arrows_of_the_keyboard(sign_in, demonstration):
    call = one(demonstration, "select call_id from funding_lottery order by id desc")
    page = sign_in("karim")
    page.goto(f"{demonstration.url}/funding/calls/{call}/allocation/")
    before = page.locator("#answer > p[role=status]").inner_text()
    tab_to(page, "[name=budget_mad]")
    with page.expect_response(lambda answer: "budget_mad=" in answer.url):
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
    page.locator("#exactly").wait_for(state="detached")
    page.locator("#answer .notice-warning, #answer .notice-refusal").first.wait_for()
    assert page.locator("#answer > p[role=status]").inner_text() != before
    # The slider keeps the focus: the next arrow goes on from here.
    assert page.evaluate("document.activeElement.name") == "budget_mad"
