"""Pictures of the main pages of the demonstration space at 390 and 1280 px, in French and Arabic, into docs/screenshots/."""

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402 - the path of the project comes first
from tests.browser.platform import PASSWORD, Platform, running  # noqa: E402 - same reason

PLACE = ROOT / "docs" / "screenshots"
WHO = "idriss@demo.miqyas.ma"
TALLEST = 2400


def addresses(platform: Platform) -> dict[str, str]:
    """The pages worth a picture, by the name of their file."""
    initiative, study, estimation, dataset = platform.rows(
        "select s.initiative_id, s.id, e.id, v.dataset_id from studies_estimation e "
        "join studies_study s on s.id = e.study_id join datasets_datasetversion v on v.id = s.dataset_id"
    )[0]
    claim = platform.rows("select id from evidence_claim")[0][0]
    report = platform.rows("select address from reports_report where state = 'published'")[0][0]
    inside = f"/initiatives/{initiative}"
    return {
        "home": "/",
        "desk": "/desk/",
        "theory": f"{inside}/theory/",
        "quality": f"{inside}/theory/quality/",
        "dataset": f"{inside}/datasets/{dataset}/1/",
        "estimate": f"{inside}/studies/{study}/estimations/{estimation}/",
        "evidence": f"{inside}/evidence/{claim}/",
        "report": f"/r/{report}/",
        "territories": "/territories/",
    }


def take(browser: Browser, platform: Platform, *, language: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{platform.url}/accounts/sign-in/")
    page.fill("[name=email]", WHO)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    context.add_cookies([{"name": "language", "value": language, "url": platform.url}])
    for name, address in addresses(platform).items():
        page.goto(platform.url + address)
        page.wait_for_load_state("networkidle")
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        page.screenshot(path=PLACE / f"{name}-{width}-{language}.png", full_page=True, clip=clip)
    context.close()


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("Chromium is not on this machine: no picture was taken.")
        return 1
    PLACE.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), demonstration=True) as platform,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for language in ("fr", "ar"):
            for width in (390, 1280):
                take(browser, platform, language=language, width=width)
        browser.close()
    print(f"{len(list(PLACE.glob('*.png')))} pictures in {PLACE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
