"""A questionnaire on a live server, and a browser that fills it in."""

import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from miqyas_web.accounts.models import Person
from miqyas_web.surveys.models import Submission, Survey


@dataclass(frozen=True)
class Filled:
    """A page that fills in a questionnaire, with the words a test needs for what it does there."""

    page: Any
    survey: Survey

    def start(self) -> None:
        self.page.click("#form-start")
        self.page.wait_for_selector("body[data-state=filling] .form-sheet")

    def resume(self) -> None:
        """Open the first of the answers left off."""
        self.page.locator("#form-drafts").get_by_role("button", name="Finir", exact=True).first.click()
        self.page.wait_for_selector("body[data-state=filling] .form-sheet")

    def field(self, name: str) -> Any:
        """The control of the question that carries these words."""
        return self.page.get_by_label(name, exact=False)

    def write(self, name: str, value: str) -> None:
        self.field(name).first.fill(value)
        self.field(name).first.blur()

    def choose(self, name: str) -> None:
        self.page.locator(".tick", has_text=name).first.click()

    def find(self, name: str, letters: str, choice: str) -> None:
        """Look for a choice of a long list by its letters."""
        self.field(name).first.fill(letters)
        self.page.get_by_role("option", name=choice, exact=True).click()

    def send(self) -> None:
        self.page.click("#form-send")

    def wait_done(self) -> str:
        self.page.wait_for_selector("body[data-state=done] #form-done-title")
        return self.page.inner_text("#form-done-title")

    def wait_kept(self) -> None:
        """Until the answer under way is on the device."""
        self.page.wait_for_selector("body[data-kept]")

    def wait_offline_ready(self) -> None:
        self.page.wait_for_selector("body[data-offline=ready]")


def sign_in(context: Any, url: str, person: Person, *, language: str = "fr") -> None:
    """A session of this person in the browser, without its sign-in page."""
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url},
            {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url},
        ]
    )


def answers() -> list[Submission]:
    return list(Submission.objects.order_by("pk"))


def picture(folder: Path, *, width: int = 2400, height: int = 1200) -> Path:
    """A photo larger than what a form keeps: a PNG of noise."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = b"".join(b"\0" + os.urandom(width * 3) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path = folder / "maison.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 0))
        + chunk(b"IEND", b"")
    )
    return path
