"""The questionnaire a person names on the command line: an XForm, or the XLSForm it is made from."""

from pathlib import Path

from miqyas.errors import FileNotThere, FormNotReadable, ReaderAbsent
from miqyas.interchange.form import Form

# A form of five thousand questions weighs a tenth of this.
LARGEST = 20_000_000


def form_of(path: Path) -> Form:
    """Read a form; what stands in the way is said in one sentence."""
    try:
        from miqyas.interchange.xform import read_xform  # noqa: PLC0415  lxml is optional
    except ImportError as reason:
        raise ReaderAbsent(file=path.name, package="lxml") from reason
    if not path.is_file():
        raise FileNotThere(file=path.name)
    if path.stat().st_size > LARGEST:
        raise FormNotReadable(file=path.name, reason=f"{path.stat().st_size} > {LARGEST} bytes")
    xml = path.read_bytes() if path.suffix.lower() == ".xml" else _converted(path)
    return read_xform(xml)


def _converted(path: Path) -> bytes:
    try:
        from pyxform.xls2xform import convert  # noqa: PLC0415  optional, slow to import
    except ImportError as reason:
        raise ReaderAbsent(file=path.name, package="pyxform") from reason
    try:
        xform: str = convert(path, validate=False).xform
    except (
        Exception
    ) as reason:  # pyxform refuses in a dozen ways; hostile workbooks add those of their readers
        raise FormNotReadable(file=path.name, reason=str(reason)) from reason
    return xform.encode()
