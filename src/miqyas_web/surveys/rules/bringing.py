"""What a brought questionnaire may weigh, and when it is read apart from the page."""

import re
import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Unfit

MOST_BYTES = 20_000_000
# Questions and choices together: as much as a page may wait for.
AT_ONCE_ROWS = 2_000
AT_ONCE_BYTES_OF_OLD_WORKBOOK = 300_000
_ROWS = re.compile(rb"<row[ >]")


def check_weight(n_bytes: int, name: str) -> None:
    """Raise ``Unfit`` when a file is too heavy to be taken in."""
    if n_bytes > MOST_BYTES:
        raise Unfit(
            _(
                "“%(name)s” weighs more than %(most)s MB, which is the limit of a questionnaire and of its files."
            )
            % {"name": name, "most": MOST_BYTES // 1_000_000}
        )


def is_read_apart(content: bytes) -> bool:
    """Whether a file holds so many rows that it is read by a job. Counted without reading its cells."""
    if not zipfile.is_zipfile(BytesIO(content)):
        is_text = b"\x00" not in content[:2000]
        return (
            content.count(b"\n") > AT_ONCE_ROWS if is_text else len(content) > AT_ONCE_BYTES_OF_OLD_WORKBOOK
        )
    n_rows = 0
    with zipfile.ZipFile(BytesIO(content)) as workbook:
        sheets = [part for part in workbook.infolist() if part.filename.startswith("xl/worksheets/")]
        if sum(part.file_size for part in sheets) > MOST_BYTES:
            return True
        for part in sheets:
            try:
                n_rows += len(_ROWS.findall(workbook.read(part)))
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
                # What cannot be unpacked is told by the check itself.
                return False
    return n_rows > AT_ONCE_ROWS
