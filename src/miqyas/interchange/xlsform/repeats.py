"""Values of a repeat read from outside of it, where they are several."""

import re
from collections.abc import Iterator, Sequence

from miqyas.interchange.xlsform.cycles import WAITED
from miqyas.interchange.xlsform.finding import Fact, Finding
from miqyas.interchange.xlsform.questions import Entry
from miqyas.interchange.xlsform.sheets import Sheet

COLUMNS = ("relevant", "calculation", "required", "read_only", "constraint")
# Functions that take several values, or choose one.
GATHERS = re.compile(
    r"\b(?:sum|count|count-non-empty|min|max|join|indexed-repeat|position|randomize|area|distance|"
    r"enclosed-area|checklist|weighted-checklist)\s*\("
)
# A path or a filter of the author's own may choose one value.
CHOOSES = re.compile(r"\[|\.\./")


def check_repeats(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Tell which expressions read a question of a repeat from outside, as if it had one value."""
    around = _repeats_around(entries)
    # A repeat itself is as many as its rounds.
    repeats_of = {
        entry.name: (*repeats, entry.name) if entry.kind == "repeat" else repeats
        for entry, repeats in reversed(around)
    }
    headings = [sheet.plain[column] for column in COLUMNS if column in sheet.plain]
    for entry, own in around:
        for heading in headings:
            text = entry.row.get(heading, "")
            if "${" not in text or GATHERS.search(text) or CHOOSES.search(text):
                continue
            for name in dict.fromkeys(WAITED.findall(text)):
                repeat = next((each for each in repeats_of.get(name, ()) if each not in own), "")
                if repeat:
                    facts: dict[str, Fact] = {"name": name, "repeat": repeat}
                    yield Finding("repeat_value", sheet.name, entry.number, heading, facts)


def _repeats_around(entries: Sequence[Entry]) -> list[tuple[Entry, tuple[str, ...]]]:
    """Return each question or group with the repeats it stands in, outer first."""
    found: list[tuple[Entry, tuple[str, ...]]] = []
    opened: list[Entry] = []
    for entry in entries:
        if entry.role == "end":
            opened = opened[:-1]
            continue
        found.append((entry, tuple(each.name for each in opened if each.kind == "repeat")))
        if entry.role == "begin":
            opened = [*opened, entry]
    return found
