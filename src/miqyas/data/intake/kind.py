"""What a file is, from its first and last bytes; its name is only a hint."""

import re
import zipfile

from miqyas.data.intake.broken import BROKEN_ZIP
from miqyas.data.intake.columns import Kind
from miqyas.data.intake.notes import Note
from miqyas.data.intake.source import Source
from miqyas.errors import BinaryFile, CorruptFile, LockedWorkbook, NotATable, OldWorkbook

HEAD_BYTES = 1 << 16
UTF_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")

# Signatures of what people send by mistake. Two-letter ones (MZ, BM) are left to the search for a zero
# byte: a table may well start with a column called MZ.
FOREIGN = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF (WebP, WAV)"),
    (b"\x7fELF", "ELF"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"$FL2", "SPSS (.sav)"),
    (b"$FL3", "SPSS (.zsav)"),
    (b"{\\rtf", "RTF"),
    (b"#!", "script (#!)"),
    (b"RDX", "R (.rda)"),
    (b"PARE", "Parquet, encrypted"),
)
MARKUP = re.compile(
    rb"\A\s*(?:<!--.*?-->\s*)*<(\?xml|!doctype\s+html|html|head|body|table|svg|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
JSON = re.compile(rb"\A\s*(\{\s*(\"|\})|\[\s*(\{\s*\"|\[|\]|\"[^\"]*\"\s*,|-?\d+\s*,))")
OLD_STATA_RELEASES = (105, 108, 110, 111, 113, 114, 115)
EXTENSIONS: dict[str, Kind] = {
    "csv": "text",
    "tsv": "text",
    "tab": "text",
    "txt": "text",
    "xlsx": "Excel",
    "xlsm": "Excel",
    "dta": "Stata",
    "parquet": "Parquet",
    "pq": "Parquet",
}
OTHER_ARCHIVES = {
    "word/document.xml": "Word (.docx)",
    "ppt/presentation.xml": "PowerPoint (.pptx)",
    "xl/workbook.bin": "Excel, binary (.xlsb)",
    "META-INF/MANIFEST.MF": "Java (.jar)",
}


def kind_of(source: Source) -> Kind:
    """Return which reader a file needs, refused when it is not a table."""
    with source.path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(source)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse_compound(source)
    if head.startswith(b"PAR1"):
        return "Parquet"
    if head.startswith(b"<stata_dta>") or _is_old_stata(head):
        return "Stata"
    _refuse_foreign(source, head)
    return "text"


def kind_notes(source: Source, kind: Kind) -> tuple[Note, ...]:
    """Return a note when the name of a file announces another kind than its content."""
    expected = EXTENSIONS.get(source.extension)
    if not source.extension or expected == kind:
        return ()
    shown = "CSV" if kind == "text" else kind
    return (Note("kind_mismatch", {"extension": source.extension, "kind": shown}),)


def _is_old_stata(head: bytes) -> bool:
    return len(head) > 4 and head[0] in OLD_STATA_RELEASES and head[1] in (1, 2) and head[2:4] == b"\x01\x00"


def _refuse_foreign(source: Source, head: bytes) -> None:
    for signature, found in FOREIGN:
        if head.startswith(signature):
            raise NotATable(file=source.name, found=found)
    if head.startswith(b"MZ") and b"\x00" in head[:256]:
        raise NotATable(file=source.name, found="EXE")
    text = head.removeprefix(b"\xef\xbb\xbf")
    if markup := MARKUP.match(text):
        found = "XML" if markup[1].lower() == b"?xml" and b"<html" not in text.lower() else "HTML"
        raise NotATable(file=source.name, found=found)
    if JSON.match(text):
        raise NotATable(file=source.name, found="JSON")
    if not head.startswith(UTF_MARKS) and (offset := head.find(b"\x00")) >= 0 and not looks_utf16(head):
        raise BinaryFile(file=source.name, offset=offset, found="0x00")


def looks_utf16(head: bytes) -> bool:
    """Tell whether zeros stand at every other place, as in UTF-16 text without its mark."""
    for start in (0, 1):
        half, other = head[start::2], head[1 - start :: 2]
        if half and half.count(0) > 0.4 * len(half) and 0 not in other:
            return True
    return False


def _archive(source: Source) -> Kind:
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace")
                raise NotATable(file=source.name, found=_open_document(mimetype))
    except BROKEN_ZIP as reason:
        raise CorruptFile(file=source.name, kind="ZIP (.xlsx)") from reason
    for part, found in OTHER_ARCHIVES.items():
        if part in names:
            raise NotATable(file=source.name, found=found)
    if "[Content_Types].xml" in names:
        return "Excel"
    raise NotATable(file=source.name, found="ZIP")


def _open_document(mimetype: str) -> str:
    return "OpenDocument (.ods)" if "spreadsheet" in mimetype else "OpenDocument"


def _refuse_compound(source: Source) -> None:
    """Old Office files and locked workbooks share one container; names of streams tell them apart."""
    content = source.path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise LockedWorkbook(file=source.name)
    if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        raise OldWorkbook(file=source.name)
    raise NotATable(file=source.name, found="Office 97-2003")
