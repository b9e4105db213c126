"""What a file is by its first bytes, and whether that is what its name says."""

from dataclasses import dataclass

BINARY = "application/octet-stream"
HEAD_BYTES = 4096

# Bytes at the start of a file, where they stand, and what they make it. Longer before shorter.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp3gp", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"fLaC", "audio/flac"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-elf"),
)
MOVING = frozenset({"video/mp4", "video/3gpp", "audio/mp4", "video/webm", "audio/ogg"})
ZIPPED = frozenset({"application/zip"})
OLE = frozenset({"application/x-ole-storage"})
WORDS = frozenset({"text/plain"})
# What a name promises; a name that promises nothing is never doubtful.
PROMISES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("jpg", "jpeg"), frozenset({"image/jpeg"})),
    **dict.fromkeys(("tif", "tiff"), frozenset({"image/tiff"})),
    **dict.fromkeys(("heic", "heif"), frozenset({"image/heic"})),
    **{kind: frozenset({f"image/{kind}"}) for kind in ("png", "gif", "bmp", "webp", "avif")},
    **dict.fromkeys(("mp4", "m4a", "m4v", "mov", "3gp", "3gpp", "webm", "ogg", "oga", "opus", "mkv"), MOVING),
    "mp3": frozenset({"audio/mpeg"}),
    "aac": frozenset({"audio/aac"}) | MOVING,
    "amr": frozenset({"audio/amr"}) | MOVING,
    "wav": frozenset({"audio/wav"}),
    "flac": frozenset({"audio/flac"}),
    "pdf": frozenset({"application/pdf"}),
    **dict.fromkeys(("xlsx", "docx", "pptx", "ods", "odt", "zip", "kmz"), ZIPPED),
    **dict.fromkeys(("xls", "doc", "ppt"), OLE),
    **dict.fromkeys(("txt", "csv", "json", "geojson", "kml", "gpx", "xml"), WORDS),
}


@dataclass(frozen=True, slots=True)
class Content:
    """What the bytes are, and whether the name promised something else."""

    media_type: str
    is_doubtful: bool


def content_of(name: str, content: bytes) -> Content:
    """Tell what a file is from its bytes alone; the name and what the sender says only promise."""
    found = media_type_of(content)
    promised = PROMISES.get(name.rpartition(".")[2].lower())
    return Content(found, is_doubtful=promised is not None and found not in promised)


def media_type_of(content: bytes) -> str:
    head = content[:HEAD_BYTES]
    for start, bytes_there, media_type in SIGNATURES:
        if head[start : start + len(bytes_there)] == bytes_there:
            return media_type
    return "text/plain" if _is_text(head) else BINARY


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may be cut by the head itself.
        return error.start >= len(head) - 3 and len(head) == HEAD_BYTES
    return True
