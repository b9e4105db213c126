"""An answer as received becomes entries: which question, which row of which repeat, what was said."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from miqyas.checks.collection.answers import Answers, Value
from miqyas.checks.collection.places import Position
from miqyas_web.surveys.rules.languages import code_of

NUMBERS = frozenset({"integer", "int", "decimal", "range"})
# Not questions put to a person.
NOT_PUT = frozenset(
    {
        "start",
        "end",
        "today",
        "deviceid",
        "calculate",
        "hidden",
        "note",
        "username",
        "email",
        "phonenumber",
        "audit",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf of an answer; ``rows`` are the positions in the repeats around it, outer first."""

    path: str
    rows: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the checks need to know of a question."""

    name: str
    path: str
    kind: str
    repeat: str
    is_personal: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """An answer as the checks receive it."""

    key: str
    xml: bytes
    # The collector or the person who sent it.
    sender: str


@dataclass(frozen=True, slots=True)
class Read:
    """All answers as columns, with what is told beside questions."""

    answers: Answers
    positions: Mapping[str, Sequence[Position | None]]


def kept(found: Read, places: Sequence[int]) -> Read | None:
    """Some of the answers, by their places; None when there is none."""
    if not places:
        return None
    answers = found.answers

    def some(values: Sequence[Any]) -> list[Any]:
        return [values[place] for place in places]

    return Read(
        Answers(
            some(answers.keys),
            {name: some(values) for name, values in answers.columns.items()},
            {name: some(values) for name, values in answers.asked.items()},
        ),
        {name: some(values) for name, values in found.positions.items()},
    )


def entries_of(xml: bytes, repeats: Iterable[str] = ()) -> list[Entry]:
    """The leaves of an answer in order, without its ``meta``. What was received was checked when it came."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    root = etree.fromstring(xml, parser)
    return list(_leaves(root, f"/{_local(root)}", (), frozenset(repeats)))


def _leaves(
    element: etree._Element, path: str, rows: tuple[int, ...], repeats: frozenset[str]
) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for child in element:
        name = _local(child)
        if name == "meta":
            continue
        here = f"{path}/{name}"
        within = rows
        if here in repeats:
            seen[here] = seen.get(here, 0) + 1
            within = (*rows, seen[here])
        if len(child) or here in repeats:
            yield from _leaves(child, here, within, repeats)
        else:
            yield Entry(here, within, (child.text or "").strip())


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def read(arrived: Iterable[Arrived], asked: Sequence[Asked]) -> Read:
    """Columns of the questions outside of repeats; beside them ``_seconds``, ``_hour`` and ``_sender``."""
    repeats = {each.repeat for each in asked if each.repeat}
    main = {each.path: each for each in asked if not each.repeat}
    keys, senders, texts = [], [], []
    for one in arrived:
        keys.append(one.key)
        senders.append(one.sender or None)
        texts.append({entry.path: entry.text for entry in entries_of(one.xml, repeats) if not entry.rows})
    columns: dict[str, Sequence[Value]] = {"_sender": senders}
    put: dict[str, Sequence[bool]] = {}
    for path, question in main.items():
        columns[question.name] = [_value(text.get(path), question.kind) for text in texts]
        put[question.name] = [path in text for text in texts]
    positions = {
        each.name: [position_of(text.get(path, "")) for text in texts]
        for path, each in main.items()
        if each.kind in {"geopoint", "start-geopoint"}
    }
    return Read(Answers(keys, columns | _times(main, texts), put), positions)


def _times(main: Mapping[str, Asked], texts: Sequence[Mapping[str, str]]) -> dict[str, Sequence[Value]]:
    """How long each answer took, and at what hour it began by the clock of the phone."""
    begins, ends = (
        [_instant(text.get(_path_of(main, kind), "")) for text in texts] for kind in ("start", "end")
    )
    seconds = [
        (end - begin).total_seconds() if begin and end and bool(begin.tzinfo) == bool(end.tzinfo) else None
        for begin, end in zip(begins, ends, strict=True)
    ]
    return {
        "_seconds": seconds,
        "_hour": [begin.hour + begin.minute / 60 if begin else None for begin in begins],
    }


def _path_of(main: Mapping[str, Asked], kind: str) -> str:
    return next((path for path, each in main.items() if each.kind == kind), "")


def _value(text: str | None, kind: str) -> Value:
    if not text:
        return None
    if kind in NUMBERS:
        try:
            return float(text)
        except ValueError:
            return None
    return text


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def position_of(text: str) -> Position | None:
    """``latitude longitude altitude accuracy``, as forms write it."""
    try:
        parts = [float(part) for part in text.split()]
    except ValueError:
        return None
    return Position(parts[0], parts[1], parts[3] if len(parts) > 3 else 0.0) if len(parts) >= 2 else None


def said_in(texts: Mapping[str, str], language: str, default: str = "") -> str:
    """The words in a language: forms name theirs ``Français (fr)``; else those of the form's own language."""
    named = {code_of(name) or name: text for name, text in texts.items() if text}
    return named.get(language) or texts.get(default) or next(iter(named.values()), "")


def emptied(xml: bytes, paths: frozenset[str]) -> tuple[bytes, str]:
    """The answer with nothing under some paths, nor in the name it gives itself; and its sha256."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(xml, parser)
    _empty_under(root, f"/{_local(root)}", paths)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content, hashlib.sha256(content).hexdigest()


def _empty_under(element: etree._Element, path: str, paths: frozenset[str]) -> None:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        here = f"{path}/{_local(child)}"
        if here in paths or _local(child) == "instanceName":
            child.text = None
            for under in list(child):
                child.remove(under)
        _empty_under(child, here, paths)
