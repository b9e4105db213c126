"""Pictures of the main pages, at 390 and 1280 px, in French and in Arabic, into docs/screenshots/: all, or those named.

Serves the demonstration space from a folder of its own, and leaves nothing else behind.
"""

import base64
import os
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the project's folder first
from playwright.sync_api import Browser, sync_playwright  # noqa: E402 - the project's folder first
from tests.browser import funding_pages  # noqa: E402 - the project's folder first
from tests.browser.pages import numbers_of, pages_of  # noqa: E402 - same reason
from tests.browser.platform import PASSWORD, Platform, running  # noqa: E402 - same reason

SHOWN_IN = ROOT / "docs" / "screenshots"
CHROMIUM = os.environ.get("MIQYAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
LANGUAGES = ("fr", "ar")
WIDTHS = {390: 844, 1280: 900}
# Taller pages are cut: a picture shows what a page is, not all that it holds.
TALLEST = 2200


@dataclass(frozen=True)
class Visit:
    """Somebody, the pages that are theirs by url name, and the file names of those a picture is taken of."""

    person: str
    pages_of: Callable[[Platform], dict[str, str]]
    pictures: dict[str, str]


VISITS = (
    Visit("", lambda _: {"portal:home_show": "/"}, {"home": "portal:home_show"}),
    Visit("idriss", lambda platform: pages_of(numbers_of(platform)), {
        "desk": "portal:desk_show",
        "theory": "theories:theory_show",
        "quality": "theories:theory_quality",
        "logframe": "theories:logframe_show",
        "catalogue": "catalogue:public_catalogue_list",
        "indicator": "indicators:indicator_show, with its trajectory",
        "totals": "rollups:portfolio_show",
        "power": "studies:power_show",
        "advice": "studies:advice_show",
        "draw": "studies:draw_show",
        "diagnostic": "adoption:diagnostic_show",
        "dataset": "datasets:version_show",
        "estimate": "studies:estimation_show",
        "evidence": "evidence:claim_show",
        "report": "reports:public_report_show",
        "territories": "territories:territory_list",
    }),
    Visit("karim", funding_pages.pages_for_funders, {
        "call": "funding:call_read",
        "grid": "funding:grid_show",
    }),
    Visit("meryem", funding_pages.pages_for_readers, {"review": "funding:review_change"}),
    Visit("karim", funding_pages.pages_of_committees, {
        "allocation": "funding:allocation_show, weighed",
        "letter": "funding:letter_show, by the funder",
    }),
    Visit("karim", funding_pages.pages_after_reading, {"ranking": "funding:ranking_show"}),
    Visit("karim", funding_pages.pages_along_grants, {
        "grant": "funding:grant_show, closed",
        "portfolio": "funding:portfolio_show",
    }),
)  # fmt: skip

# The picture's own pixels, as the browser reads them.
READ_PIXELS = """async content => {
    const picture = new Image();
    picture.src = "data:image/png;base64," + content;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0);
    const pixels = pen.getImageData(0, 0, picture.width, picture.height).data;
    let text = "";
    for (let at = 0; at < pixels.length; at += 32768)
        text += String.fromCharCode.apply(null, pixels.subarray(at, at + 32768));
    return [picture.width, picture.height, btoa(text)];
}"""


def main() -> None:
    if not CHROMIUM:
        sys.exit(
            "Chromium is not installed on this machine: apt-get install chromium, or set MIQYAS_CHROMIUM."
        )
    SHOWN_IN.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), demonstration=True) as platform,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for path in pictures(browser, platform, set(sys.argv[1:])):
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")
        browser.close()


def pictures(browser: Browser, platform: Platform, wanted: set[str]) -> Iterator[Path]:
    """Take each picture; answers with its file."""
    for visit in VISITS:
        addresses = visit.pages_of(platform)
        asked = {name: addresses[url] for name, url in visit.pictures.items() if not wanted or name in wanted}
        for language in LANGUAGES:
            for width, height in WIDTHS.items() if asked else ():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, reduced_motion="reduce"
                )
                page = context.new_page()
                if visit.person:  # nobody: a visitor's home
                    sign_in(page, platform, visit.person)
                for name, address in asked.items():
                    yield shot(page, platform, name, address, language=language, width=width)
                context.close()


def sign_in(page: Any, platform: Platform, person: str) -> None:
    page.goto(f"{platform.url}/accounts/sign-in/")
    page.fill("[name=email]", f"{person}@demo.miqyas.ma")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")


def shot(page: Any, platform: Platform, name: str, address: str, *, language: str, width: int) -> Path:
    page.context.add_cookies([{"name": "language", "value": language, "url": platform.url}])
    page.goto(platform.url + address)
    page.wait_for_load_state("networkidle")
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    path = SHOWN_IN / f"{name}-{width}-{language}.png"
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    path.write_bytes(lighter(page, page.screenshot(full_page=True, clip=clip)))
    return path


def lighter(page: Any, png: bytes) -> bytes:
    """The picture with 256 colours, pressed hard: a page has few colours, and git keeps every byte."""
    blank = page.context.new_page()
    width, height, pixels = blank.evaluate(READ_PIXELS, base64.b64encode(png).decode())
    blank.close()
    colours = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(-1, 4)[:, :3].astype(np.uint32)
    for step in (1, 4, 8, 16, 32):
        coarse = colours // step * step
        codes, places = np.unique(coarse @ np.array([1 << 16, 1 << 8, 1], np.uint32), return_inverse=True)
        if len(codes) <= 256:
            break
    # Each palette entry is the mean of the colours it stands for: backgrounds keep their exact shade or nearly.
    counts = np.bincount(places)
    palette = np.stack([np.bincount(places, colours[:, band]) / counts for band in range(3)], axis=1)
    rows = places.astype(np.uint8).reshape(height, width)
    body = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.round().astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(body, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


if __name__ == "__main__":
    main()
