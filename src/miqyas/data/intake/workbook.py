"""What an .xlsx may not be before any of its cells is looked at: a bomb, locked, tied to other files."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from miqyas.data.intake.broken import BROKEN_ZIP
from miqyas.data.intake.source import Source, excerpt
from miqyas.errors import CorruptFile, DangerousXml, ExternalLinks, LockedWorkbook, ZipBomb

MOST_PARTS = 10_000
XML_PARTS = (".xml", ".rels", ".vml")
BLOCK = 1 << 16
ENCRYPTED = 0x1
MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]{0,80}?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
TARGET = re.compile(rb'Target="([^"]{1,2000})"')
LONGEST_MERGE = 200


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of merged cells of a sheet."""

    cells: str
    first_row: int


def check_workbook(source: Source) -> bool:
    """Refuse a dangerous workbook from its directory and the first bytes of its parts; tell whether it has
    macros.

    Python reads no more of a part than its directory announces, so the announced weights are the true
    bound. Archives inside the archive (embedded objects) are weighed with the rest and never opened.
    """
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
            _check_weight(source, parts)
            if any(part.flag_bits & ENCRYPTED for part in parts):
                raise LockedWorkbook(file=source.name)
            for part in parts:
                if part.filename.lower().endswith(XML_PARTS):
                    _check_prolog(source, archive, part)
            _check_links(source, archive)
            return any(part.filename.endswith("vbaProject.bin") for part in parts)
    except BROKEN_ZIP as reason:
        raise CorruptFile(file=source.name, kind="Excel (.xlsx)") from reason


def merges(source: Source, part: str) -> Iterator[Merge]:
    """Yield the merged cells of a sheet; its XML lists them after the rows, so the part is read through."""
    with zipfile.ZipFile(source.path) as archive, archive.open(part) as stream:
        kept = b""
        while block := stream.read(BLOCK):
            text = kept + block
            end = 0
            for found in MERGED.finditer(text):
                left, top, right, bottom = (piece.decode("ascii") for piece in found.groups())
                yield Merge(f"{left}{top}:{right}{bottom}", int(top))
                end = found.end()
            kept = text[max(end, len(text) - LONGEST_MERGE) :]


def _check_weight(source: Source, parts: list[zipfile.ZipInfo]) -> None:
    limits = source.limits
    opened = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swells = opened > limits.workbook_free_bytes and opened > limits.workbook_ratio * source.n_bytes
    overlaps = packed > source.n_bytes
    if opened > limits.workbook_bytes or swells or overlaps or len(parts) > MOST_PARTS:
        maximum = (
            limits.workbook_bytes
            if opened > limits.workbook_bytes
            else limits.workbook_ratio * source.n_bytes
        )
        raise ZipBomb(file=source.name, compressed=source.n_bytes, found=opened, maximum=maximum)


def _check_prolog(source: Source, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Definitions (DOCTYPE) stand before the first element: the parser stops there, in any encoding."""
    state = {"began": False}

    def refuse(*_: object) -> None:
        raise DangerousXml(file=source.name, part=excerpt(part.filename))

    def stop(*_: object) -> None:
        state["began"] = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    with archive.open(part) as stream:
        while not state["began"] and (block := stream.read(BLOCK)):
            try:
                parser.Parse(block, False)
            except expat.ExpatError as reason:
                raise CorruptFile(file=source.name, kind="Excel (.xlsx)") from reason


def _check_links(source: Source, archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.startswith("xl/externalLinks/_rels/"):
            with archive.open(name) as stream:
                found = TARGET.search(stream.read(BLOCK))
            target = found[1].decode("utf-8", "replace") if found else name
            raise ExternalLinks(file=source.name, target=excerpt(target))
