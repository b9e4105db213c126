"""First display of a form in the browser: Chromium at 390 px, its processor as it is and slowed fourfold.

Writes docs/collection/web-forms-speed.md. Serves the built page from memory on its own port, and leaves nothing else behind.
"""

import functools
import gzip
import json
import os
import shutil
import statistics
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miqyas_web.config.settings")
os.environ["MIQYAS_DEBUG"] = "yes"

import django  # noqa: E402 - the project's folder first

django.setup()

from playwright.sync_api import Browser, sync_playwright  # noqa: E402 - same reason
from tests.web.surveys.filled import long_form  # noqa: E402 - same reason

from miqyas_web.surveys.form_words import words_by_language  # noqa: E402 - same reason

CHROMIUM = os.environ.get("MIQYAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
DIST = ROOT / "src" / "miqyas_web" / "ui" / "static" / "dist"
WRITTEN_TO = ROOT / "docs" / "collection" / "web-forms-speed.md"
SIZES = (20, 100, 500)
TIMES = 3
MEASURE = "name => performance.getEntriesByName(name)[0].duration"
TURN = """() => {
    const start = performance.now();
    document.querySelector("#form-next")?.click();
    return performance.now() - start;
}"""
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
HEAD = """Chromium at 390 px, median of {times}, made by `bench/form_page.py`; load of the machine {load}.
From the press on Start to the first screen; of it, what the engine takes to read the form (its part does not
depend on us); the rest is ours. A form of more than 15 questions comes in screens: our part hardly grows with it."""
WEIGHT = """Weight, gzip: script {script:.0f} kB (engine included), sheet {sheet:.1f} kB.
The budget of the script is 285 kB."""
PLACES = (
    "form-languages",
    "form-status",
    "form-about",
    "form-news",
    "form-place",
    "form-done",
    "form-offline",
)


def page_of(n_questions: int) -> str:
    config = {
        "owner": "bench",
        "title": f"{n_questions} questions",
        "hash": str(n_questions),
        "xform": f"/{n_questions}.xml",
        "xformOf": "/HASH.xml",
        "media": {},
        "post": "/send/",
        "acceptBytes": 1e8,
        "worker": "/none.js",
        "scope": "/",
        "keep": [],
        "correction": None,
    }
    scripts = "".join(
        f'<script id="{name}" type="application/json">{json.dumps(data)}</script>'
        for name, data in (("form-config", config), ("form-words", words_by_language()))
    )
    places = "".join(f'<div id="{name}"></div>' for name in PLACES)
    sheets = "".join(
        f'<link rel="stylesheet" {given} href="/static/dist/{name}">'
        for given, name in (('id="sheet"', "bootstrap.min.css"), ("", "site.css"), ("", "form.css"))
    )
    module = '<script type="module" src="/static/dist/form.js"></script>'
    return (
        f'<!doctype html><html lang="fr"><head>{sheets}{module}</head><body>{places}{scripts}</body></html>'
    )


class Door(BaseHTTPRequestHandler):
    """The page, the form and the built files."""

    def do_GET(self) -> None:
        name = self.path.partition("?")[0]
        if name.startswith("/static/dist/"):
            path = DIST / name.removeprefix("/static/dist/")
            self.give(path.read_bytes(), KINDS.get(path.suffix, "application/octet-stream"))
        elif name.endswith(".xml"):
            self.give(xform_of(int(name[1:-4])), "text/xml")
        elif name[1:].isdigit():
            self.give(page_of(int(name[1:])).encode(), "text/html; charset=utf-8")
        else:
            self.send_error(404)

    def give(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@functools.cache
def xform_of(n_questions: int) -> bytes:
    return long_form(n_questions).xform


def opened(browser: Browser, address: str, slower: int) -> dict[str, float]:
    """From a press on Start to the first screen, and of it what the engine takes to read the form."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    page.click("#form-start", timeout=120_000)
    page.wait_for_selector(".form-sheet", timeout=120_000)
    figures = {name: page.evaluate(MEASURE, f"form-{name}") for name in ("read", "shown")}
    figures["turn"] = page.evaluate(TURN)
    context.close()
    return figures


def measured() -> dict[tuple[int, int], dict[str, float]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found: dict[tuple[int, int], dict[str, float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for slower in (1, 4):
            for size in SIZES:
                xform_of(size)
                runs = [
                    opened(browser, f"http://127.0.0.1:{server.server_port}/{size}", slower)
                    for _ in range(TIMES)
                ]
                found[slower, size] = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
        browser.close()
    server.shutdown()
    return found


def report(found: dict[tuple[int, int], dict[str, float]]) -> str:
    weights = {name: len(gzip.compress((DIST / name).read_bytes(), 9)) for name in ("form.js", "form.css")}
    load = f"{os.getloadavg()[0]:.1f}"
    lines = [
        "# How fast a form opens",
        "",
        HEAD.format(times=TIMES, load=load),
        "",
        "| processor | questions | engine, ms | to the first screen, ms | ratio to the engine alone | next screen, ms |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for (slower, size), each in found.items():
        speed = "as it is" if slower == 1 else f"slowed {slower} times"
        ratio = each["shown"] / each["read"]
        lines.append(
            f"| {speed} | {size} | {each['read']:.0f} | {each['shown']:.0f} | {ratio:.2f} | {each['turn']:.0f} |"
        )
    script, sheet = weights["form.js"] / 1000, weights["form.css"] / 1000
    lines += ["", WEIGHT.format(script=script, sheet=sheet), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    if not CHROMIUM:
        sys.exit(
            "Chromium is not installed on this machine: apt-get install chromium, or set MIQYAS_CHROMIUM."
        )
    text = report(measured())
    WRITTEN_TO.write_text(text, encoding="utf-8")
    print(text)
