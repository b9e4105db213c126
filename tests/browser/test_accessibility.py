"""Every page, in French and in Arabic, on a phone: axe-core finds nothing, and nothing is wider than the window."""

import pytest
from django.urls import URLResolver, get_resolver

from tests.browser.funding_pages import (
    answered_of,
    grantee_of,
    pages_after_reading,
    pages_along_grants,
    pages_for_applicants,
    pages_for_funders,
    pages_for_grantees,
    pages_for_partners,
    pages_for_readers,
    pages_of_answers,
    pages_of_committees,
)
from tests.browser.pages import NO_PAGES, numbers_of, pages_for_visitors, pages_for_writers, pages_of
from tests.browser.platform import ROOT
from tests.browser.settling import Settling

pytestmark = pytest.mark.browser
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = 390
LOOK = """() => axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
    each => [each.id, each.nodes[0].html.slice(0, 240), each.nodes[0].failureSummary.slice(0, 400)]))"""


@pytest.fixture(scope="module")
def prepared(demonstration, chromium):
    """A draft report, a letter of invitation and one for a lost password, so that their pages exist."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in frontend/.")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{demonstration.url}/accounts/password/")
    page.fill("[name=email]", "amina@demo.miqyas.ma")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    page.goto(f"{demonstration.url}/accounts/sign-in/")
    page.fill("[name=email]", "idriss@demo.miqyas.ma")
    page.fill("[name=password]", "safran-argan-atlas")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    own = demonstration.rows(
        """select membership.organisation_id from accounts_membership membership
           join accounts_person person on person.id = membership.person_id
           where person.email = 'idriss@demo.miqyas.ma' and membership.role = 'lead'"""
    )[0][0]
    page.goto(f"{demonstration.url}/accounts/organisations/{own}/invite/")
    page.fill("[name=email]", "invitee@demo.miqyas.ma")
    page.locator("main form .btn-primary").click()
    page.wait_for_url(f"**/organisations/{own}/**")
    trial = demonstration.rows("select initiative_id from studies_study")[0][0]
    page.goto(f"{demonstration.url}/initiatives/{trial}/reports/new/")
    page.locator("main form.form .btn-primary").click()
    page.wait_for_selector(".report-sheet")
    context.close()
    return demonstration


def names(patterns, room=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, pattern.app_name or room)
        else:
            yield f"{room}:{pattern.name}"


def test_no_page_is_left_out(prepared):
    numbers = numbers_of(prepared)
    visited = set(pages_of(numbers)) | set(pages_for_visitors(prepared)) | set(pages_for_writers(numbers))
    visited |= set(pages_for_funders(prepared)) | set(pages_for_applicants(prepared))
    visited |= set(pages_for_partners(prepared)) | set(pages_after_reading(prepared))
    visited |= set(pages_for_readers(prepared))
    visited |= set(pages_along_grants(prepared)) | set(pages_for_grantees(prepared))
    visited |= set(pages_of_committees(prepared)) | set(pages_of_answers(prepared))
    assert set(names(get_resolver().url_patterns)) - visited - NO_PAGES == set()


def check(page, platform, pages):
    """Open each page; fail with all that is wrong, page by page."""
    wrong, settling = [], Settling(page)
    for name, address in pages.items():
        answer = page.goto(platform.url + address)
        settling.wait()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        wrong += [f"{name}: {rule}: {html} {why}" for rule, html, why in page.evaluate(LOOK)]
        if answer.status != 200:
            wrong.append(f"{name}: answers {answer.status}")
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            wrong.append(f"{name}: {overflow} px wider than the window")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_a_visitor_are_accessible(prepared, visit, language):
    page = visit(prepared, language=language, width=PHONE)
    check(page, prepared, pages_for_visitors(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_a_person_are_accessible(prepared, sign_in, language):
    page = sign_in("idriss", language=language, width=PHONE)
    check(page, prepared, pages_of(numbers_of(prepared)))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_who_writes_questionnaires_are_accessible(prepared, sign_in, language):
    page = sign_in("amina", language=language, width=PHONE)
    check(page, prepared, pages_for_writers(numbers_of(prepared)))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_a_funder_are_accessible(prepared, sign_in, language):
    page = sign_in("karim", language=language, width=PHONE)
    check(page, prepared, pages_for_funders(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_an_applicant_are_accessible(prepared, sign_in, language):
    page = sign_in("fadma", language=language, width=PHONE)
    check(page, prepared, pages_for_applicants(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_a_partner_are_accessible(prepared, sign_in, language):
    page = sign_in("amina", language=language, width=PHONE)
    check(page, prepared, pages_for_partners(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_after_reading_are_accessible(prepared, sign_in, language):
    page = sign_in("karim", language=language, width=PHONE)
    check(page, prepared, pages_after_reading(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_a_reader_are_accessible(prepared, sign_in, language):
    page = sign_in("meryem", language=language, width=PHONE)
    check(page, prepared, pages_for_readers(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_along_grants_are_accessible(prepared, sign_in, language):
    page = sign_in("karim", language=language, width=PHONE)
    check(page, prepared, pages_along_grants(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_a_grantee_are_accessible(prepared, sign_in, language):
    page = sign_in(grantee_of(prepared).partition("@")[0], language=language, width=PHONE)
    check(page, prepared, pages_for_grantees(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_a_committee_are_accessible(prepared, sign_in, language):
    page = sign_in("karim", language=language, width=PHONE)
    check(page, prepared, pages_of_committees(prepared))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_of_who_was_answered_are_accessible(prepared, sign_in, language):
    page = sign_in(answered_of(prepared).partition("@")[0], language=language, width=PHONE)
    check(page, prepared, pages_of_answers(prepared))
