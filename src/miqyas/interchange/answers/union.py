"""Several versions of a form as one: columns that come and go, types and words that differ, all told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from miqyas.interchange.answers.layout import SHAPES, WITHOUT_ANSWER, Asked, Shape
from miqyas.interchange.form import Choice, Form, Question

NoteCode: TypeAlias = Literal["added", "gone", "kind_changed", "choices_changed", "choice_reworded"]
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class UnionNote:
    """One thing that differs between versions of a form.

    ``facts`` holds ``version`` and, by code, ``kinds`` or ``choices``; ``column`` is the question.
    """

    code: NoteCode
    table: str
    column: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class United:
    """The questions of each table in order, where each version keeps them, and what differs.

    ``places`` gives, by version, the table and place of the question that stands at a path of this version.
    """

    tables: Mapping[str, tuple[Asked, ...]]
    places: Mapping[str, Mapping[str, tuple[str, int]]]
    notes: tuple[UnionNote, ...]


def unite(forms: Sequence[Form]) -> United:
    """Lay the questions of all versions side by side, in the order of the newest, which comes last."""
    asked = [dict(_keyed(form, _ambiguous(forms))) for form in forms]
    order: dict[str, list[Key]] = {"": []}
    for form in reversed(forms):
        order |= {table_of(form.root, repeat): [] for repeat in form.repeats}
    for each in reversed(asked):
        _weave(order, each)
    tables = {
        table: tuple(_united(place, key, forms, asked) for place, key in enumerate(keys))
        for table, keys in order.items()
    }
    found = {key: place for keys in order.values() for place, key in enumerate(keys)}
    places = {
        form.version: {question.path: (key[0], found[key]) for key, question in each.items()}
        for form, each in zip(forms, asked, strict=True)
    }
    notes = tuple(
        note for table, keys in order.items() for key in keys for note in _notes(table, key, forms, asked)
    )
    return United(tables, places, notes)


def table_of(root: str, repeat: str) -> str:
    """The name of the table of a repeat: its path without the root; the main table has the empty name.

    >>> table_of("data", "/data/village/household")
    'village/household'
    """
    return repeat.removeprefix(f"/{root}").strip("/")


def _ambiguous(forms: Sequence[Form]) -> set[Key]:
    """Names that two questions of one table share in some version: only their path tells them apart."""
    found: set[Key] = set()
    for form in forms:
        counts = Counter((table_of(form.root, each.repeat), each.name) for each in _answered(form))
        found |= {key for key, count in counts.items() if count > 1}
    return found


def _answered(form: Form) -> Iterator[Question]:
    inside = f"/{form.root}/meta/"
    return (
        each
        for each in form.questions
        if each.kind not in WITHOUT_ANSWER and not each.path.startswith(inside)
    )


def _keyed(form: Form, ambiguous: set[Key]) -> Iterator[tuple[Key, Question]]:
    for question in _answered(form):
        key = (table_of(form.root, question.repeat), question.name)
        if key in ambiguous:
            start = question.repeat or f"/{form.root}"
            key = (key[0], question.path.removeprefix(f"{start}/").replace("/", "."))
        yield key, question


def _weave(order: dict[str, list[Key]], older: Mapping[Key, Question]) -> None:
    """Put what only an older version asked after the question it followed there."""
    before: dict[str, Key] = {}
    for key in older:
        keys = order.setdefault(key[0], [])
        if key not in keys:
            follows = before.get(key[0])
            keys.insert(keys.index(follows) + 1 if follows in keys else 0, key)
        before[key[0]] = key


def _united(place: int, key: Key, forms: Sequence[Form], asked: Sequence[Mapping[Key, Question]]) -> Asked:
    mine = [(form.version, each[key]) for form, each in zip(forms, asked, strict=True) if key in each]
    newest = mine[-1][1]
    choices: dict[str, Choice] = {}
    for _, question in reversed(mine):
        for choice in question.choices:
            choices.setdefault(choice.name, choice)
    return Asked(
        place=place,
        name=key[1],
        path=newest.path,
        kind=newest.kind,
        shape=_shape([question for _, question in mine]),
        labels=newest.labels,
        choices=tuple(choices.values()),
        versions=tuple(version for version, _ in mine),
        is_closed=all(question.choices and not question.choices_file for _, question in mine),
    )


def _shape(questions: Sequence[Question]) -> Shape:
    """The shape that holds what every version may bring; text when they cannot agree."""
    shapes = {SHAPES.get(question.kind, "text") for question in questions}
    if len(shapes) == 1:
        return shapes.pop()
    if shapes <= {"integer", "number"}:
        return "number"
    if shapes <= {"integer", "number", "calculation"}:
        return "calculation"
    return "options" if shapes <= {"choice", "options"} else "text"


def _notes(
    table: str, key: Key, forms: Sequence[Form], asked: Sequence[Mapping[Key, Question]]
) -> Iterator[UnionNote]:
    for (_, older), (form, newer) in zip(
        zip(forms, asked, strict=True), list(zip(forms, asked, strict=True))[1:], strict=False
    ):
        version = {"version": form.version}
        if key in newer and key not in older:
            yield UnionNote("added", table, key[1], version)
        elif key in older and key not in newer:
            yield UnionNote("gone", table, key[1], version)
        elif key in older:
            yield from _changes(table, key, older[key], newer[key], version)


def _changes(
    table: str, key: Key, older: Question, newer: Question, version: Mapping[str, str]
) -> Iterator[UnionNote]:
    if older.kind != newer.kind:
        yield UnionNote("kind_changed", table, key[1], {**version, "kinds": f"{older.kind}, {newer.kind}"})
    before, after = ({choice.name: choice for choice in each.choices} for each in (older, newer))
    differing = sorted(set(before) ^ set(after))
    if differing:
        yield UnionNote("choices_changed", table, key[1], {**version, "choices": ", ".join(differing)})
    reworded = [name for name in before if name in after and _differs(before[name], after[name])]
    if reworded:
        yield UnionNote("choice_reworded", table, key[1], {**version, "choices": ", ".join(reworded)})


def _differs(before: Choice, after: Choice) -> bool:
    """Whether a word changed; a language that was added changes nothing."""
    shared = set(before.labels) & set(after.labels)
    return any(before.labels[language] != after.labels[language] for language in shared)
