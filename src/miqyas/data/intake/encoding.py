"""Which characters the bytes of a text file stand for."""

import codecs
from itertools import pairwise

from miqyas.data.intake.kind import HEAD_BYTES, looks_utf16
from miqyas.data.intake.source import BLOCK_BYTES, Source
from miqyas.errors import BinaryFile, UnknownEncoding, WrongEncoding

# Longest mark first: that of UTF-16 begins that of UTF-32.
MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
DEFAULT = "utf-8"


def settle_encoding(source: Source, wanted: str | None) -> str:
    """Return the codec that reads the whole file.

    A byte-order mark speaks for the file; otherwise ``wanted``, otherwise UTF-8. Another encoding is
    guessed only to help the person, never to read.
    """
    with source.path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    marked = next((codec for mark, codec in MARKS if head.startswith(mark)), None)
    encoding = marked or _codec(wanted)
    if marked is None and wanted is None and looks_utf16(head):
        raise _refusal(source, encoding, head.index(0))
    check_decodes(source, encoding)
    return encoding


def check_decodes(source: Source, encoding: str) -> None:
    """Refuse a file with bytes that ``encoding`` does not know, naming the first."""
    decoder = codecs.getincrementaldecoder(encoding.removesuffix("-sig"))()
    read = 0
    with source.path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as reason:
                raise _refusal(source, encoding, read - pending + reason.start) from reason
            if "\0" in text:
                raise BinaryFile(file=source.name, offset=read + max(0, block.find(0)), found="0x00")
            read += len(block)
    pending = len(decoder.getstate()[0])
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as reason:
        raise _refusal(source, encoding, read - pending) from reason


def guess_encoding(around: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8.

    Arabic words are runs of bytes above 127; the accents of French stand alone among plain letters.

    >>> guess_encoding("prénom,région".encode("cp1252"))
    'windows-1252'
    >>> guess_encoding("الاسم,العمر".encode("cp1256"))
    'windows-1256'
    """
    if looks_utf16(around):
        return "utf-16"
    high = [byte > 127 for byte in around]
    neighbours = sum(here and there for here, there in pairwise(high))
    return "windows-1256" if neighbours > sum(high) / 2 else "windows-1252"


def _codec(wanted: str | None) -> str:
    if wanted is None:
        return DEFAULT
    try:
        found = codecs.lookup(wanted.strip())
        "".encode(found.name)
    except (LookupError, ValueError) as reason:
        raise UnknownEncoding(encoding=wanted) from reason
    return "utf-8-sig" if found.name == "utf-8" else found.name


def _refusal(source: Source, encoding: str, offset: int) -> WrongEncoding:
    line = 1
    with source.path.open("rb") as file:
        remaining = offset
        while remaining > 0 and (block := file.read(min(BLOCK_BYTES, remaining))):
            line += block.count(b"\n")
            remaining -= len(block)
        file.seek(max(0, offset - 2 * HEAD_BYTES) & ~1)
        around = file.read(4 * HEAD_BYTES)
    expected = encoding.upper().removesuffix("-SIG")
    return WrongEncoding(
        file=source.name, expected=expected, line=line, offset=offset, guess=guess_encoding(around)
    )
