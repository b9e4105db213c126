"""An indicator lived with: a measure with its file, approved, judged; a target that changes with its reason."""

import pytest

pytestmark = pytest.mark.browser

PDF = {"name": "registre.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\ntrailer\n%%EOF"}
LIVE = {**PDF, "buffer": b"%PDF-1.7\n<< /S /JavaScript /JS (app.alert(1)) >>"}
ON_TRACK = {"fr": "La récolte est tardive.", "ar": "تأخر المحصول.", "en": "The harvest is late."}


@pytest.fixture
def indicator(demonstration):
    """Address of the invented share of girls, and of its initiative."""
    pk, initiative = demonstration.rows(
        "select indicator.id, theory.initiative_id from indicators_indicator indicator "
        "join theories_node node on node.id = indicator.node_id "
        "join theories_theory theory on theory.id = node.theory_id where indicator.name like 'Part des filles%'"
    )[0]
    return f"{demonstration.url}/initiatives/{initiative}/indicators", pk


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [("fr", "2026-10-15", "67,2"), ("ar", "2026-11-15", "67,2"), ("en", "2026-09-15", "67.2")],
)
def test_a_measure_goes_its_way_and_a_target_changes_with_its_reason(
    sign_in, indicator, demonstration, language, day, shown
):
    room, pk = indicator
    page = sign_in("amina", language=language)
    page.goto(f"{room}/{pk}/measure/")
    page.fill("[name=date]", day)
    page.fill("[name=numerator]", "٨٤")
    page.fill("[name=denominator]", "125")
    page.set_input_files("[name=file]", LIVE)
    page.locator("main form.form .btn-primary").click()
    page.wait_for_selector("[role=alert]")
    page.set_input_files("[name=file]", PDF)
    page.locator("main form.form .btn-primary").click()
    page.wait_for_url("**/measures/*/")
    assert shown in page.locator(".fig-value").first.inner_text()
    page.locator("button[name=to][value=submitted]").click()
    page.locator("button[name=to][value=approved]").click()
    page.wait_for_selector("button[name=to][value=withdrawn]", state="attached")
    page.goto(f"{room}/{pk}/")
    page.wait_for_selector("#way")
    assert page.locator(".chart-drawing svg").count() == 1
    page.goto(f"{room}/{pk}/targets/")
    before = page.input_value("[name=value_2]")
    page.fill("[name=value_2]", str(float(before) - 1))
    page.locator("main form.form .btn-primary").click()
    page.wait_for_selector("[role=alert]")
    page.select_option("[name=reason]", "learning")
    page.fill("[name=note]", ON_TRACK[language])
    page.locator("main form.form .btn-primary").click()
    page.wait_for_url(f"**/indicators/{pk}/")
    assert ON_TRACK[language] in page.locator("main").inner_text()
    kept = demonstration.rows(
        "select state, origin, evidence_name from indicators_measurement where date = ?", day
    )
    assert kept == [("approved", "hand", "registre.pdf")]


def test_a_figure_computed_from_data_opens_and_is_computed_again(sign_in, demonstration):
    page = sign_in("idriss")
    pk, initiative = demonstration.rows(
        "select measure.id, theory.initiative_id from indicators_measurement measure "
        "join indicators_indicator indicator on indicator.id = measure.indicator_id "
        "join theories_node node on node.id = indicator.node_id "
        "join theories_theory theory on theory.id = node.theory_id where measure.origin = 'formula' order by measure.id"
    )[0]
    page.goto(f"{demonstration.url}/initiatives/{initiative}/indicators/measures/{pk}/")
    assert "villnum" in page.locator("#origin").inner_text()
    page.locator("form[action$='/again/'] button").click()
    page.get_by_text("tous les nombres sont les mêmes").wait_for()
    assert "/measures/" in page.url


def test_a_portfolio_refuses_what_may_not_be_added_and_bounds_what_may_be_counted_twice(
    sign_in, demonstration
):
    page = sign_in("salma")
    page.goto(f"{demonstration.url}/totals/")
    page.locator("main a[href*='/totals/portfolios/']").last.click()
    page.wait_for_url("**/totals/portfolios/*/")
    text = page.locator("main").inner_text()
    assert "262" in text
    assert "Une médiane de médianes" in text
    page.locator("main a[href*='/measures/']").first.click()
    page.wait_for_url("**/measures/*/")
    assert "212" in page.locator(".fig-value").first.inner_text()
