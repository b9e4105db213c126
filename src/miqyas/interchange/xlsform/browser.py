"""What phones do and our web form does not: told before publication, so that nobody learns it in the field."""

from collections.abc import Iterator, Sequence

from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.questions import Entry
from miqyas.interchange.xlsform.sheets import Sheet


def check_browser(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Tell which questions a browser asks otherwise."""
    for entry in entries:
        if entry.kind == "barcode":
            yield Finding("browser_barcode", sheet.name, entry.number, sheet.heading("type"))
