"""The editor of a theory of 150 elements and 300 links on a phone: Chromium at 390 px, its processor slowed fourfold.

Writes docs/theory/editor.md. Serves the platform from a folder of its own, and leaves nothing else behind.
"""

import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402 - the project's folder first
from tests.browser.platform import PASSWORD, Platform, running  # noqa: E402 - same reason

from miqyas.theory.graph import Link, Node, Theory  # noqa: E402 - same reason
from miqyas.theory.layout import layout  # noqa: E402 - same reason

CHROMIUM = os.environ.get("MIQYAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WRITTEN_TO = ROOT / "docs" / "theory" / "editor.md"
N_NODES, N_LINKS, SLOWER, SEED = 150, 300, 4, 1
LEVELS = ("activity",) * 50 + ("output",) * 45 + ("outcome",) * 45 + ("impact",) * 10
# The time of each frame while something is done, from the browser's own clock.
WATCH_FRAMES = """() => {
    window.frames_ = [];
    let last = performance.now();
    const next = (now) => { window.frames_.push(now - last); last = now; window.watching = requestAnimationFrame(next); };
    window.watching = requestAnimationFrame(next);
}"""
STOP = "() => { cancelAnimationFrame(window.watching); return window.frames_.slice(1); }"
NAVIGATION = """() => {
    const [page] = performance.getEntriesByType("navigation");
    return page.responseStart - page.requestStart;
}"""
CY = "document.querySelector('[data-surface]')._cyreg.cy"


def invented() -> tuple[list[dict[str, str]], list[tuple[int, int]]]:
    """Elements with titles of ordinary length, and links mostly from one level to the next."""
    draw = random.Random(SEED)
    rank = {level: n for n, level in enumerate(("activity", "output", "outcome", "impact"))}
    nodes = [
        {"level": level, "title": f"Les familles du douar {n} gardent l’eau propre chaque jour"}
        for n, level in enumerate(LEVELS)
    ]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < N_LINKS:
        one, other = draw.sample(range(N_NODES), 2)
        step = rank[LEVELS[other]] - rank[LEVELS[one]]
        if step == 1 or (step in {0, 2} and draw.random() < 0.06):
            pairs.add((one, other))
    return nodes, sorted(pairs)


def layout_seconds() -> float:
    """The median time of one layout on the server."""
    nodes, pairs = invented()
    theory = Theory(
        tuple(Node(f"n{i}", each["level"], each["title"]) for i, each in enumerate(nodes)),  # type: ignore[arg-type]
        tuple(Link(f"l{i}", f"n{one}", f"n{other}") for i, (one, other) in enumerate(pairs)),
    )
    times = []
    for _ in range(15):
        start = time.perf_counter()
        layout(theory)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    if not CHROMIUM:
        sys.exit(
            "Chromium is not installed on this machine: apt-get install chromium, or set MIQYAS_CHROMIUM."
        )
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), demonstration=True) as platform:
        figures = measured(platform)
    figures |= {"layout": layout_seconds() * 1000, "load": load}
    WRITTEN_TO.write_text(page_of(figures), encoding="utf-8")
    print(page_of(figures))


def measured(platform: Platform) -> dict[str, float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, device_scale_factor=3, has_touch=True, is_mobile=True
        )
        page = context.new_page()
        address = filled(page, platform)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        figures = opened(page, address)
        figures |= handled(page)
        figures |= edited(page)
        browser.close()
    return figures


def filled(page: Page, platform: Platform) -> str:
    """Sign in, begin an initiative, and send it the invented theory as the canvas would."""
    page.goto(f"{platform.url}/accounts/sign-in/")
    page.fill("[name=email]", "amina@demo.miqyas.ma")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    page.goto(f"{platform.url}/initiatives/create/")
    page.fill("[name=title]", "Une longue théorie")
    page.locator("main form.form .btn-primary").click()
    page.wait_for_selector(".journey")
    nodes, pairs = invented()
    edits: list[dict[str, Any]] = [
        {"do": "add", "key": f"n{i}", "place": [0, 0], **each} for i, each in enumerate(nodes)
    ]
    edits += [
        {"do": "link", "key": f"l{i}", "source": f"n{one}", "target": f"n{other}"}
        for i, (one, other) in enumerate(pairs)
    ]
    address = f"{page.url}theory/"
    page.goto(f"{address}edit/")
    headers = json.loads(page.locator("body").get_attribute("hx-headers") or "{}")
    answer = page.request.post(
        f"{address}sync/",
        form={"edits": json.dumps(edits), "revision": "0"},
        headers=headers,
        timeout=300_000,
    )
    refused = [each["refused"] for each in answer.json()["outcomes"] if each["refused"]]
    if refused:
        raise RuntimeError(refused[0])
    page.request.post(f"{address}nodes/arrange/", headers=headers)
    return address


def opened(page: Page, address: str) -> dict[str, float]:
    """From the request of the page to the first drawing of the whole theory; of it, what the server takes."""
    drawn = f"() => document.querySelector('[data-surface]')?._cyreg?.cy?.edges('[se]').length === {N_LINKS}"
    shown, served, graph = [], [], []
    for _ in range(3):
        page.goto(f"{address}edit/", wait_until="commit")
        page.wait_for_function(drawn, polling=50)
        shown.append(page.evaluate("() => performance.now()"))
        served.append(page.evaluate(NAVIGATION))
        graph.append(
            page.evaluate(
                "() => performance.getEntriesByType('resource').find((each) => each.name.includes('graph.json')).duration"
            )
        )
    return {
        "shown": statistics.median(shown),
        "served": statistics.median(served),
        "graph": statistics.median(graph),
    }


def handled(page: Page) -> dict[str, float]:
    """Frames while the drawing is panned, and while an element of many links is dragged, by hand."""
    page.locator("[data-surface]").evaluate(
        "surface => surface.scrollIntoView({behavior: 'instant', block: 'center'})"
    )
    box = page.locator("[data-surface]").bounding_box()
    assert box is not None
    ground = (box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
    figures: dict[str, float] = {}
    page.evaluate(f"() => {{ {CY}.fit(); }}")
    figures |= framed(page, "pan whole", ground, (-160, -160))
    page.evaluate(f"() => {{ const cy = {CY}; cy.zoom(0.6); cy.center(cy.nodes()[60]); }}")
    spot = page.evaluate(f"() => {CY}.nodes()[60].renderedPosition()")
    figures |= framed(page, "drag", (box["x"] + spot["x"], box["y"] + spot["y"]), (90, 120))
    figures |= framed(page, "pan near", ground, (-160, -160))
    return figures


def framed(page: Page, name: str, start: tuple[float, float], way: tuple[float, float]) -> dict[str, float]:
    steps = 40
    page.mouse.move(*start)
    page.mouse.down()
    page.evaluate(WATCH_FRAMES)
    for step in range(1, steps + 1):
        page.mouse.move(start[0] + way[0] * step / steps, start[1] + way[1] * step / steps)
    frames = sorted(page.evaluate(STOP))
    page.mouse.up()
    page.wait_for_timeout(1500)
    return {f"{name} median": statistics.median(frames), f"{name} slowest": frames[int(len(frames) * 0.95)]}


def edited(page: Page) -> dict[str, float]:
    """From Enter to a title seen on the drawing, and to "Saved"."""
    seen, kept = [], []
    for n in range(5):
        page.evaluate(f"() => {{ {CY}.elements().unselect(); {CY}.nodes()[{n}].select(); }}")
        page.locator("[data-surface]").focus()
        page.keyboard.press("F2")
        page.locator("[data-naming]").fill(f"Titre {n} écrit à la main")
        page.evaluate("() => { window.start_ = performance.now(); }")
        page.keyboard.press("Enter")
        titled = f"() => {CY}.nodes()[{n}].data('title') === 'Titre {n} écrit à la main'"
        page.wait_for_function(titled, polling=5)
        seen.append(page.evaluate("() => performance.now() - window.start_"))
        page.wait_for_function("() => document.querySelector('[data-saved=saved]') !== null", polling=5)
        kept.append(page.evaluate("() => performance.now() - window.start_"))
        page.wait_for_timeout(2500)
    return {"seen": statistics.median(seen), "kept": statistics.median(kept)}


def page_of(f: dict[str, float]) -> str:
    rows = [
        ("Layout on the server", f["layout"]),
        ("Page of the editor, as the server answers it", f["served"]),
        ("The theory as JSON, asked and received", f["graph"]),
        ("From the request to the whole drawing", f["shown"]),
        ("Frame while the whole drawing is panned, median", f["pan whole median"]),
        ("the same, 95th of a hundred", f["pan whole slowest"]),
        ("Frame while it is panned at a size that is read, median", f["pan near median"]),
        ("the same, 95th of a hundred", f["pan near slowest"]),
        ("Frame while an element is dragged with its links, median", f["drag median"]),
        ("the same, 95th of a hundred", f["drag slowest"]),
        ("From Enter to the new title on the drawing", f["seen"]),
        ("From Enter to “Saved”", f["kept"]),
    ]
    lines = "\n".join(f"| {name} | {value:.0f} ms |" for name, value in rows)
    return HEAD.format(load=f["load"]) + lines + "\n"


HEAD = f"""# The editor with a long theory

{N_NODES} elements and {N_LINKS} links, in Chromium at 390 × 844 px with three device pixels to one, its processor
slowed {SLOWER} times (a phone of modest price), on a machine of two cores that also served the platform, with a load of
{{load:.0f}} at the start: quieter machines do better. Medians. Written by `bench/theory_editor.py`; the theory is
invented.

What keeps it light: the drawing changes only what changed; links are run anew when something is put down, and while it
is dragged only its own; what was done is seen at once and kept behind; the list reads itself again once the hand rests,
and in a long theory opens the choice of a target apart instead of repeating every title on every line.

| what | time |
|---|---|
"""

if __name__ == "__main__":
    main()
