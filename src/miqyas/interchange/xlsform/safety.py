"""A brought file is weighed, told from its first bytes and opened with every door shut, or refused with a finding."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

from miqyas.data.intake.encoding import settle_encoding
from miqyas.data.intake.kind import kind_of
from miqyas.data.intake.source import Source
from miqyas.data.intake.workbook import check_workbook
from miqyas.errors import (
    BinaryFile,
    CorruptFile,
    DangerousXml,
    ExternalLinks,
    LockedWorkbook,
    MiqyasError,
    NotATable,
    OldWorkbook,
    WrongEncoding,
    ZipBomb,
)
from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.limits import FILE_BYTES, LIMITS

Kind: TypeAlias = Literal["xlsx", "xls", "text", "xform"]
XFORMS = b"http://www.w3.org/2002/xforms"
HEAD_BYTES = 4096


class Unusable(Exception):
    """A file of which no sheet can be read; what is said of it is ``finding``."""

    def __init__(self, code: str, *, sheet: str = "", **values: str | int) -> None:
        self.finding = Finding(code, sheet=sheet, values=values)
        super().__init__(code)


def read_bytes(path: Path, name: str) -> bytes:
    """Return the content of a file, no heavier than a questionnaire may be."""
    try:
        if path.stat().st_size > FILE_BYTES:
            raise Unusable("file_too_large", found=path.stat().st_size, maximum=FILE_BYTES)
        return path.read_bytes()
    except (OSError, ValueError) as reason:
        raise Unusable("file_absent", file=name) from reason


def kind_of_bytes(content: bytes) -> Kind:
    """Return what a file is, from its content alone; refuse what no questionnaire can be."""
    if not content.strip():
        raise Unusable("file_empty")
    if len(content) > FILE_BYTES:
        raise Unusable("file_too_large", found=len(content), maximum=FILE_BYTES)
    if content.lstrip().startswith(b"<") and XFORMS in content[:HEAD_BYTES]:
        return "xform"
    with _refusals(), TemporaryDirectory() as folder:
        source = _source(content, Path(folder))
        try:
            kind = kind_of(source)
        except OldWorkbook:
            return "xls"
        except NotATable as refusal:
            if refusal.facts["found"] == "XML":
                return "xform"
            raise
        if kind == "Excel":
            _check_excel(source)
            return "xlsx"
        if kind != "text":
            raise Unusable("file_kind", found=kind)
    return "text"


def text_of(content: bytes) -> str:
    """Return a text in UTF-8, or in another Unicode form its first bytes announce."""
    with _refusals(), TemporaryDirectory() as folder:
        encoding = settle_encoding(_source(content, Path(folder)), None)
    return content.decode(encoding)


def _check_excel(source: Source) -> None:
    try:
        check_workbook(source)
    except ExternalLinks:
        # Only the values kept in the workbook are read: a link to another file is never followed.
        return


def _source(content: bytes, folder: Path) -> Source:
    path = folder / "questionnaire"
    path.write_bytes(content)
    return Source(path, "questionnaire", len(content), LIMITS)


@contextmanager
def _refusals() -> Iterator[None]:
    """Say a refusal of the readers of tables in the words of questionnaires."""
    try:
        yield
    except ZipBomb as refusal:
        compressed, found = (int(str(refusal.facts[name])) for name in ("compressed", "found"))
        raise Unusable("file_swells", compressed=compressed, found=found) from refusal
    except DangerousXml as refusal:
        raise Unusable("file_doctype") from refusal
    except LockedWorkbook as refusal:
        raise Unusable("file_locked") from refusal
    except WrongEncoding as refusal:
        raise Unusable("encoding", guess=str(refusal.facts.get("guess", "?"))) from refusal
    except CorruptFile as refusal:
        raise Unusable("file_damaged", kind=str(refusal.facts["kind"])) from refusal
    except (NotATable, BinaryFile) as refusal:
        raise Unusable("file_kind", found=str(refusal.facts["found"])) from refusal
    except MiqyasError as refusal:
        raise Unusable("file_kind", found=type(refusal).__name__) from refusal
    except (zlib.error, ValueError, RuntimeError, OverflowError) as refusal:
        raise Unusable("file_damaged", kind="Excel (.xlsx)") from refusal
