"""Types, names and groups of the sheet of questions: all that is wrong in them, at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyxform import aliases
from pyxform.parsing.expression import is_xml_tag
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from miqyas.interchange.xlsform.finding import Fact, Finding
from miqyas.interchange.xlsform.questions import UNNAMED, Entry
from miqyas.interchange.xlsform.sheets import Sheet
from miqyas.interchange.xlsform.vocabulary import NONE, nearest, plain_name, translated

CONTROLS = ("begin_group", "end_group", "begin_repeat", "end_repeat", "select_one", "select_multiple")
# Names pyxform or phones keep for themselves.
RESERVED = frozenset({"meta"})
ROOT = "data"


@dataclass(slots=True)
class Level:
    """A group while its rows are read."""

    entry: Entry | None = None
    names: dict[str, int] = field(default_factory=dict)
    lowered: dict[str, tuple[str, int]] = field(default_factory=dict)
    n_seen: int = 0


def check_structure(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Tell what is wrong in types, names, nesting and labels."""
    levels = [Level()]
    repeats: dict[str, int] = {}
    for entry in entries:
        yield from _type(sheet, entry)
        if entry.role in {"question", "begin"}:
            yield from _name(sheet, entry, levels[-1], repeats)
            yield from _needs(sheet, entry)
        if entry.role == "begin":
            levels.append(Level(entry))
        elif entry.role == "end":
            yield from _close(sheet, entry, levels)
        elif _is_shown(sheet, entry) or entry.role == "unknown":
            levels[-1].n_seen += 1
    for level in levels[1:]:
        if level.entry is not None:
            begun = level.entry
            facts = {"kind": begun.type, "name": begun.name, "expected": f"end_{begun.kind}"}
            yield Finding("group_not_closed", sheet.name, begun.number, sheet.heading("type"), facts)


def _type(sheet: Sheet, entry: Entry) -> Iterator[Finding]:
    if entry.role != "unknown":
        return
    heading = sheet.heading("type")
    if not entry.type:
        if entry.name or sheet.texts(entry.row, "label"):
            yield Finding("type_missing", sheet.name, entry.number, heading)
    elif entry.type in aliases.select:
        yield Finding("list_not_named", sheet.name, entry.number, heading, {"type": entry.type})
    else:
        facts: dict[str, Fact] = {"type": entry.type, "nearest": _near_type(entry.type)}
        yield Finding("type_unknown", sheet.name, entry.number, heading, facts)


def _near_type(written: str) -> str:
    plain = written.lower()
    meant = translated()["types"].get(plain, "")
    known = {name for name in QUESTION_TYPE_DICT if " " not in name} | set(CONTROLS)
    return meant or nearest(plain.split(" ")[0], known)


def _name(sheet: Sheet, entry: Entry, level: Level, repeats: dict[str, int]) -> Iterator[Finding]:
    heading = sheet.heading("name")

    def found(code: str, **values: Fact) -> Finding:
        return Finding(code, sheet.name, entry.number, heading, values)

    name = entry.name
    if not name:
        if entry.kind not in UNNAMED:
            yield found("name_missing")
        return
    if code := _unfit(name, entry):
        yield found(code, name=name, expected=plain_name(name))
    if name in level.names:
        yield found("name_twice", name=name, first=level.names[name])
    elif name.lower() in level.lowered:
        other, first = level.lowered[name.lower()]
        yield found("name_case", name=name, other=other, first=first)
    level.names.setdefault(name, entry.number)
    level.lowered.setdefault(name.lower(), (name, entry.number))
    if entry.role == "begin" and entry.kind == "repeat":
        first = repeats.setdefault(name, entry.number)
        if first != entry.number and level.names[name] == entry.number:
            yield found("repeat_twice", name=name, first=first)


def _unfit(name: str, entry: Entry) -> str:
    if not is_xml_tag(name) or ":" in name:
        return "name_invalid"
    if name in RESERVED or (entry.kind == "repeat" and name == ROOT):
        return "name_reserved"
    return "" if name.isascii() else "name_foreign"


def _needs(sheet: Sheet, entry: Entry) -> Iterator[Finding]:
    if entry.kind == "calculate":
        if not sheet.cell(entry.row, "calculation") and not sheet.cell(entry.row, "default"):
            place = (sheet.name, entry.number, sheet.heading("calculation"))
            yield Finding("calculation_missing", *place, {"name": entry.name})
    elif _is_shown(sheet, entry) and not _says_something(sheet, entry):
        place = (sheet.name, entry.number, sheet.heading("label"))
        yield Finding("label_missing", *place, {"name": entry.name or entry.type})


def _is_shown(sheet: Sheet, entry: Entry) -> bool:
    """A question that computes its value, or waits for a trigger, is shown only when it has words."""
    is_computed = sheet.cell(entry.row, "calculation") or sheet.cell(entry.row, "trigger")
    return entry.is_seen and (not is_computed or _says_something(sheet, entry))


def _says_something(sheet: Sheet, entry: Entry) -> bool:
    return any(
        sheet.texts(entry.row, column)
        for column in ("label", "hint", "image", "big-image", "audio", "video", "media")
    )


def _close(sheet: Sheet, entry: Entry, levels: list[Level]) -> Iterator[Finding]:
    heading = sheet.heading("type")
    begun = levels[-1].entry
    if begun is None:
        facts: dict[str, Fact] = {"kind": entry.type, "expected": f"begin_{entry.kind}"}
        yield Finding("group_not_opened", sheet.name, entry.number, heading, facts)
        return
    if begun.kind != entry.kind:
        facts = {
            "kind": entry.type,
            "open": f"{begun.type} {begun.name or NONE}",
            "first": begun.number,
            "expected": f"end_{begun.kind}",
        }
        yield Finding("group_crossed", sheet.name, entry.number, heading, facts)
        # What was meant to close is closed with all that is open inside it; else a slip closes the last opened.
        if any(level.entry and level.entry.kind == entry.kind for level in levels[1:]):
            while levels[-1].entry and levels[-1].entry.kind != entry.kind:
                levels.pop()
    closed = levels.pop()
    levels[-1].n_seen += closed.n_seen + (closed.entry is not None and closed.entry.kind == "repeat")
    if closed.entry and closed.entry.kind == "group" and not closed.n_seen:
        yield Finding(
            "group_empty", sheet.name, closed.entry.number, heading, {"name": closed.entry.name or NONE}
        )
