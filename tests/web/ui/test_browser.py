"""The gallery in a real browser: axe-core, the content policy, no page wider than its window, each script at work."""

import json
import os
import shutil

import pytest

from miqyas_web.foundation import clock
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.models import Job
from tests.conftest import ROOT

sync_api = pytest.importorskip("playwright.sync_api")
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BUILT = ROOT / "src" / "miqyas_web" / "ui" / "static" / "dist" / "site.js"
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
def opened(chromium, live_server):
    """Open a page; whatever the browser complains about is kept in ``page.complaints``."""
    contexts = []

    def open_page(path="/gallery/", *, language="fr", width=1280, scheme="light", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_gallery_is_accessible_and_fits_the_window(opened, language, width, scheme):
    page = opened(language=language, width=width, scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.complaints == []
    # The debugger's world is not the page's: our content policy does not forbid axe there.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [
        (each["id"], each["nodes"][0]["html"][:200], each["nodes"][0]["failureSummary"]) for each in found
    ] == []


@pytest.mark.parametrize(("language", "letter", "family"), [
    ("fr", "é", "IBM Plex Sans"),
    ("ar", "م", "IBM Plex Sans Arabic"),
])  # fmt: skip
def test_letters_come_from_our_fonts(opened, language, letter, family):
    page = opened(language=language)
    page.evaluate("document.fonts.ready")
    assert page.evaluate(f"document.fonts.check('16px \"{family}\"', '{letter}')")


def test_theme_is_turned_and_kept(opened):
    page = opened()
    theme = "document.documentElement.dataset.bsTheme"
    assert page.evaluate(theme) == "light"
    page.locator(".foot [data-theme-toggle]").click()
    assert page.evaluate(theme) == "dark"
    page.reload()
    assert page.evaluate(theme) == "dark"


def test_dark_page_needs_no_script(opened):
    page = opened(scheme="dark", script=False)
    assert (
        page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(25, 23, 20)"
    )


def test_language_is_chosen_without_script(opened):
    page = opened(script=False)
    page.locator(".menu-end > summary").first.click()
    page.get_by_role("button", name="العربية").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.url.endswith("/gallery/")


def test_menu_closes_on_escape_and_gives_the_focus_back(opened):
    page = opened()
    menu = page.locator("details[data-menu]").first
    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert menu.locator("summary").evaluate("summary => summary === document.activeElement")


def test_first_key_leads_to_the_content(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_dropped_file_is_named(opened):
    page = opened()
    page.locator("[data-dropzone]").first.evaluate(
        """zone => {
            const carried = new DataTransfer();
            carried.items.add(new File(["a,b\\n1,2\\n"], "ménages.csv"));
            zone.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
        }"""
    )
    assert "ménages.csv" in page.locator("[data-dropzone-chosen]").first.inner_text()
    assert page.locator("[data-dropzone] input").first.evaluate("input => input.files.length") == 1


def test_answer_that_failed_is_said_and_not_swapped(opened):
    page = opened()
    page.evaluate("htmx.ajax('GET', '/no-such-page/', {target: '#content'})")
    page.wait_for_selector(".live-wrong")
    assert "la plateforme a répondu par une panne" in page.locator("#live").inner_text()
    assert page.locator("h1").inner_text() == "Les pièces d’une page"


def test_page_out_of_reach_is_said(opened):
    page = opened()
    page.context.set_offline(offline=True)
    page.evaluate("htmx.ajax('GET', '/gallery/', {target: '#content'}).catch(() => null)")
    page.wait_for_selector(".live-wrong")
    assert "ne répond pas" in page.locator("#live").inner_text()


def test_wrong_form_takes_the_focus_when_the_page_opens(opened):
    page = opened()

    def live(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("data-still", ""))

    page.route("**/gallery/", live)
    page.reload()
    page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")


def test_work_tells_its_progress_and_leads_to_its_result(opened, live_server, client, amina):
    job = Job.objects.create(
        task="studies.estimate",
        title="Estimer",
        language="fr",
        person_id=amina.pk,
        state=JobState.RUNNING,
        step="Première étape",
        asked_at=clock.now(),
    )
    client.force_login(amina)
    page = opened()
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/work/{job.pk}/")
    assert "Première étape" in page.locator(".work").inner_text()
    Job.objects.filter(pk=job.pk).update(step="Seconde étape", progress_pct=60)
    page.wait_for_selector("progress[value='60']")
    assert "Seconde étape" in page.locator(".work").inner_text()
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, ended_at=clock.now(), next_address="/gallery/")
    page.wait_for_url("**/gallery/")
    assert page.complaints == []


def test_chart_is_explored_under_the_content_policy(opened):
    page = opened()
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"group": "With", "mean": 0.71}, {"group": "Without", "mean": 0.58}]},
        "transform": [{"calculate": "datum.mean * 100", "as": "share"}],
        "mark": {"type": "point", "tooltip": True},
        "encoding": {"x": {"field": "share", "type": "quantitative"}, "y": {"field": "group"}},
    }
    added = (
        f'<script id="spec" type="application/json">{json.dumps(spec)}</script>'
        '<script defer src="/static/dist/chart.js"></script></body>'
    )

    def with_chart(route):
        answer = route.fetch()
        body = answer.text().replace('<figure class="chart">', '<figure class="chart" data-chart="spec">', 1)
        route.fulfill(response=answer, body=body.replace("</body>", added))

    page.route("**/gallery/", with_chart)
    page.reload()
    page.wait_for_selector("[data-chart] canvas")
    assert page.locator("[data-chart] .chart-drawing > svg").count() == 0
    assert page.complaints == []
