"""A real browser in front of a real server. Whatever the browser complains about fails the test."""

import os
import shutil

import pytest

from tests.browser.platform import BUILT, PASSWORD, PATIENCE, running

CHROMIUM = os.environ.get("MIQYAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WHY_NOT = (
    "Chromium is not installed on this machine: apt-get install chromium, or set MIQYAS_CHROMIUM."
    if not CHROMIUM
    else ""
    if BUILT.exists()
    else "The front end is not built: make frontend."
)

# Milliseconds a distant network adds to each answer: finds the steps that only a near one walks.
LATENCY = float(os.environ.get("MIQYAS_LATENCY", "0"))

EXPECTED = ("status of 409", "status of 422", "htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")


@pytest.fixture(scope="module")
def chromium():
    if WHY_NOT:
        pytest.skip(WHY_NOT)
    sync_api = pytest.importorskip("playwright.sync_api")
    # One by module: two of them open at once would share a loop, which Playwright refuses.
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def empty_platform(tmp_path_factory):
    """Nobody has an account yet."""
    if WHY_NOT:
        pytest.skip(WHY_NOT)
    with running(tmp_path_factory.mktemp("empty"), demonstration=False) as platform:
        yield platform


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The demonstration space."""
    if WHY_NOT:
        pytest.skip(WHY_NOT)
    with running(tmp_path_factory.mktemp("demonstration"), demonstration=True) as platform:
        yield platform


@pytest.fixture
def visit(chromium):
    """Open a window on a platform; at the end, nothing may have been complained of.

    A refused form answers 409 or 422, which the browser tells on its console: that one line is expected. So is what
    htmx says of a request that a change of page cut short; one that failed has a line of the browser's own.
    """
    contexts, complaints = [], []

    def open_window(platform, *, language="fr", width=1280, height=900, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **options
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "language", "value": language, "url": platform.url}])
        page = context.new_page()
        if LATENCY:
            slow_down(page, LATENCY)
        page.on("console", lambda said: keep(said) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(platform.url)
        return page

    def keep(said):
        if not any(expected in said.text for expected in EXPECTED):
            complaints.append(f"{said.text} ({said.location.get('url')})")

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


def slow_down(page, milliseconds):
    """Each answer comes so much later."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    late = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", late)


@pytest.fixture
def sign_in(demonstration, visit):
    """A window in which a demonstration person is signed in."""

    def enter(name, *, language="fr", **options):
        page = visit(demonstration, language=language, **options)
        page.goto(f"{demonstration.url}/accounts/sign-in/")
        page.fill("[name=email]", f"{name}@demo.miqyas.ma")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/desk/")
        # Signing in brings the person's own language back.
        page.context.add_cookies([{"name": "language", "value": language, "url": demonstration.url}])
        page.reload()
        return page

    return enter
