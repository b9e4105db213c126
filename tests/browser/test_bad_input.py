"""What goes wrong, as a person meets it: a sentence that says what was found, and nothing half kept."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def bring(sign_in, demonstration):
    """The page on which the lead of the oasis cooperative brings a file."""

    def open_page(language="fr"):
        page = sign_in("rachida", language=language)
        oasis = demonstration.rows("select initiative_id from datasets_upload where state = 'ready'")[0][0]
        page.goto(f"{demonstration.url}/initiatives/{oasis}/datasets/new/")
        return page

    return open_page


def n_uploads(platform):
    return platform.rows("select count(*) from datasets_upload")[0][0], sorted(
        path.name for path in (platform.data / "uploads").iterdir()
    )


@pytest.mark.parametrize(("language", "said"), [
    ("fr", "Rien n’a été gardé"),
    ("ar", "لم يُحفظ شيء"),
])  # fmt: skip
def test_picture_called_a_table_is_refused_with_a_sentence(bring, demonstration, language, said):
    page, before = bring(language), n_uploads(demonstration)
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
    page.set_input_files("[name=file]", {"name": "ménages.csv", "mimeType": "text/csv", "buffer": picture})
    page.locator("main form.form .btn-primary").click()
    page.wait_for_selector(".field-errors")
    assert "ménages.csv" in page.locator(".field-errors").inner_text()
    assert said in page.locator("main").inner_text()
    assert n_uploads(demonstration) == before


def test_headers_written_twice_are_named(bring, demonstration):
    page, before = bring(), n_uploads(demonstration)
    table = b"menage,revenu,revenu\n1,2,3\n"
    page.set_input_files("[name=file]", {"name": "deux.csv", "mimeType": "text/csv", "buffer": table})
    page.locator("main form.form .btn-primary").click()
    page.wait_for_selector(".field-errors")
    assert "revenu" in page.locator(".field-errors").inner_text()
    assert n_uploads(demonstration) == before


def test_end_before_the_start_goes_back_to_the_field(sign_in, demonstration):
    page = sign_in("rachida")
    page.goto(f"{demonstration.url}/initiatives/create/")
    page.fill("[name=title]", "Un puits")
    page.fill("[name=n_people_aimed]", "beaucoup")
    page.fill("[name=start_date]", "2026-05-01")
    page.fill("[name=end_date]", "2025-05-01")
    page.locator("main form.form .btn-primary").click()
    page.wait_for_selector("[role=alert]")
    assert page.locator("[role=alert]").evaluate("alert => alert === document.activeElement")
    assert page.locator("[name=n_people_aimed]").get_attribute("aria-invalid") == "true"
    assert page.locator("[name=end_date]").get_attribute("aria-invalid") == "true"
    assert page.input_value("[name=title]") == "Un puits"
    page.locator("[role=alert] a", has_text="Se termine").first.click()
    assert page.evaluate("document.activeElement.name") == "end_date"
    assert demonstration.rows("select count(*) from initiatives_initiative where title = 'Un puits'") == [
        (0,)
    ]
