"""What phones do and our web form does not: told before publication, so that nobody learns it in the field."""

import re
from collections.abc import Iterator, Sequence

from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.questions import Entry
from miqyas.interchange.xlsform.sheets import Sheet

LAST_SAVED = re.compile(r"\$\{\s*last-saved#")


def check_browser(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Tell which questions a browser asks otherwise."""
    heading = sheet.heading("appearance")
    for entry in entries:
        looks = sheet.cell(entry.row, "appearance").split()
        if "annotate" in looks:
            yield Finding("browser_annotate", sheet.name, entry.number, heading)
        if "image-map" in looks:
            yield Finding("browser_image_map", sheet.name, entry.number, heading)
        if entry.kind == "barcode":
            yield Finding("browser_barcode", sheet.name, entry.number, sheet.heading("type"))
        for column, text in entry.row.items():
            if LAST_SAVED.search(str(text)):
                yield Finding("browser_last_saved", sheet.name, entry.number, column)
                break
