"""The file that shows a measure: what may come in, and where it stands, under its own hash."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from miqyas_web.foundation.brought import BroughtFile, write_whole
from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.science.tables import check_table

MOST_BYTES = 20_000_000
NAME_CHARACTERS = 255
# What a file is, by its first bytes: its name is only a hint. Pictures that are no program, and PDF.
PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
PDF = b"%PDF-"
# A PDF that runs something, opens another program or carries a file (PDF 1.7, 12.6.4 and 7.11.4).
LIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was let in."""

    name: str
    sha256: str
    n_bytes: int


def keep(file: BroughtFile) -> Kept:
    """Let a file in, or raise ``Unfit``; nothing is left of one that is refused."""
    shown = (file.name or _("file without a name"))[-NAME_CHARACTERS:]
    check_weight(file.size or 0, shown)
    folder = Path(settings.MEDIA_ROOT) / "evidence"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f".{secrets.token_hex(16)}.part"
    try:
        sha256, n_bytes = write_whole(file, part, lambda n: check_weight(n, shown))
        if not n_bytes:
            raise Unfit(_("“%(name)s” is empty.") % {"name": shown})
        check_kind(part, shown)
        place = path_of(sha256)
        place.parent.mkdir(exist_ok=True, mode=0o700)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    return Kept(shown, sha256, n_bytes)


def path_of(sha256: str) -> Path:
    """Return where the file of this hash stands."""
    return Path(settings.MEDIA_ROOT) / "evidence" / sha256[:2] / sha256


def check_weight(n_bytes: int, name: str) -> None:
    """Raise ``Unfit`` when a file is too heavy to be kept as evidence."""
    if n_bytes > MOST_BYTES:
        raise Unfit(
            _(
                "“%(name)s” weighs more than %(most)s MB. Keep the pages that show the figure, or a lighter picture."
            )
            % {"name": name, "most": MOST_BYTES // 1_000_000}
        )


def check_kind(path: Path, name: str) -> None:
    """Raise ``Unfit`` unless a file is a picture, a still PDF, or a table that the intake reads."""
    with path.open("rb") as file:
        head = file.read(16)
    if any(head.startswith(start) for start in PICTURES):
        return
    if not head.startswith(PDF):
        check_table(path, name)
        return
    if LIVE_PDF.search(path.read_bytes()):
        raise Unfit(
            _(
                "“%(name)s” is a PDF that runs something or carries another file. Print it to PDF again, then bring it."
            )
            % {"name": name}
        )
