"""When a page has stopped changing: nothing on the line, every chart drawn, every letter there."""

import time

QUIET_SECONDS = 0.1
PATIENCE_SECONDS = 30
# Every chart has its canvas, htmx is through with what came, the letters are there; two frames later it is painted.
DRAWN = """() => document.readyState === "complete" && document.fonts.status === "loaded"
    && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    && [...document.querySelectorAll("[data-chart]")].every(figure => !figure.querySelector(".chart-drawing")
        || !document.getElementById(figure.dataset.chart) || figure.querySelector(".chart-drawing canvas"))"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


class Settling:
    """The requests of a window that are under way; made before the pages it waits for."""

    def __init__(self, page) -> None:
        self.page, self.under_way = page, set()
        page.on("request", self.begin)
        page.on("requestfinished", self.end)
        page.on("requestfailed", self.end)

    def begin(self, request) -> None:
        self.under_way.add(request)

    def end(self, request) -> None:
        self.under_way.discard(request)

    def wait(self) -> None:
        """Return once the line has been quiet for a while and what came over it is drawn.

        The browser's own "networkidle" waits half a second in each page and knows nothing of what is drawn.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        self.page.wait_for_function(DRAWN)
        quiet_from = time.monotonic()
        while time.monotonic() - quiet_from < QUIET_SECONDS:
            self.page.wait_for_timeout(20)
            if self.under_way:
                quiet_from = time.monotonic()
            if time.monotonic() > end:
                waited_for = ", ".join(request.url for request in self.under_way)
                raise TimeoutError(f"{self.page.url} still waits for {waited_for}")
        self.page.wait_for_function(DRAWN)
        self.page.evaluate(PAINTED)
