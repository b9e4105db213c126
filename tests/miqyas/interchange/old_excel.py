"""A workbook of before 2007, written by hand: BIFF8 records in a compound file of one stream.

Source: [MS-XLS] and [MS-CFB], the published formats; only what a reader asks for is written.
"""

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, BOUNDSHEET, LABEL, CODEPAGE = 0x0809, 0x000A, 0x0085, 0x0204, 0x0042
GLOBALS, WORKSHEET = 0x0005, 0x0010
LEAST_STREAM = 4096


def old_workbook(**sheets):
    """Return an .xls of these sheets, each a list of rows of texts, as bytes."""
    parts = [_sheet(rows) for rows in sheets.values()]
    heads = [_record(BOUNDSHEET, struct.pack("<IBB", 0, 0, 0) + _text(name, "<BB")) for name in sheets]
    size = len(_begin(GLOBALS)) + len(_codepage()) + sum(map(len, heads)) + len(_record(EOF))
    places = [size + sum(map(len, parts[:place])) for place in range(len(parts))]
    heads = [
        head[:4] + struct.pack("<I", place) + head[8:] for head, place in zip(heads, places, strict=True)
    ]
    stream = _begin(GLOBALS) + _codepage() + b"".join(heads) + _record(EOF) + b"".join(parts)
    return _compound(stream)


def _sheet(rows):
    cells = [
        _record(LABEL, struct.pack("<HHH", row, column, 0) + _text(text, "<HB"))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    return _begin(WORKSHEET) + b"".join(cells) + _record(EOF)


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind):
    return _record(BOF, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _codepage():
    return _record(CODEPAGE, struct.pack("<H", 1200))


def _text(text, shape):
    return struct.pack(shape, len(text), 1) + text.encode("utf-16-le")


def _compound(stream):
    n_bytes = max(len(stream), LEAST_STREAM)
    n_sectors = -(-n_bytes // SECTOR)
    stream = stream.ljust(n_sectors * SECTOR, b"\0")
    chain = [FAT, END, *range(3, n_sectors + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    folder = _entry("Root Entry", kind=5, child=1, start=END, size=0) + _entry(
        "Workbook", kind=2, child=FREE, start=2, size=n_bytes
    )
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, LEAST_STREAM, END, 0, END, 0, 0)
    head = head.ljust(SECTOR, b"\xff")
    return head + table + folder.ljust(SECTOR, b"\0") + stream


def _entry(name, *, kind, child, start, size):
    written = (name + "\0").encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, FREE, FREE, child)
    return entry + bytes(36) + struct.pack("<III", start, size, 0)
