"""Which column answers which question: by name, by path, by label in any language, or by a part of its answer."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from miqyas.interchange.form import Form, Question

# Words for people, and files, which no table can bring.
NOT_ANSWERED = frozenset({"note", "image", "photo", "audio", "video", "file", "background-audio", "audit"})
POINTS = frozenset({"geopoint", "start-geopoint"})
INSTANTS = frozenset({"dateTime", "datetime", "start", "end"})
SEVERAL = frozenset({"select_multiple", "rank"})
FIGURES = frozenset({"integer", "int", "decimal", "range", "date", "today"})
# What tables call the parts of a position; ODK and ours, then KoboToolbox.
POINT_PARTS: Mapping[str, tuple[str, ...]] = {
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "altitude": ("altitude",),
    "accuracy": ("accuracy", "precision"),
}
# Minutes east of universal time, beside an instant told in universal time.
OFFSET = "offset"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the columns of a table that answer it: the whole under "", or its parts."""

    question: Question
    columns: Mapping[str, str]

    @property
    def column(self) -> str:
        """The column to name when the answer is wrong."""
        return self.columns.get("") or next(iter(self.columns.values()))


def match_columns(form: Form, columns: Sequence[str], repeat: str = "") -> dict[str, str]:
    """Find the question of each column.

    A name or a path is taken before a label; a label that two questions bear matches neither. What stands in several
    columns (a position, choices ticked one by one, an instant and its offset) is found by its parts.

    Parameters
    ----------
    form : Form
        The questionnaire.
    columns : sequence of str
        Headings of the table.
    repeat : str
        The repeat whose rows the table holds; empty for the answers themselves.

    Returns
    -------
    dict of str to str
        By column, the path of its question, or that path and the part; columns without question are left out, and no
        question is taken twice.

    Examples
    --------
    >>> form = Form("f", "1", "", "data", ("fr",), "fr", (Question("age", "/data/age", "integer", {"fr": "Âge"}),))
    >>> match_columns(form, ["AGE ", "Commune"])
    {'AGE ': '/data/age'}
    """
    asked = questions_of_a_table(form, repeat)
    ways = [
        _by(asked, lambda one: _names(one, repeat)),
        _by(asked, lambda one: [*one.labels.values()]),
    ]
    found: dict[str, str] = {}
    for way in ways:
        _take(found, columns, way)
    whole = set(found.values())
    _take(found, columns, _of_parts([one for one in asked if one.path not in whole], repeat, _parts))
    _take(found, columns, _of_parts([one for one in asked if one.path in whole], repeat, _beside))
    return found


def questions_of_a_table(form: Form, repeat: str = "") -> list[Question]:
    """Return the questions a row can answer: those of this repeat, or outside of any, and not files."""
    return [one for one in form.questions if one.repeat == repeat and one.kind not in NOT_ANSWERED]


def asked_by(form: Form, columns: Mapping[str, str], repeat: str = "") -> list[Asked]:
    """Return the questions that the columns of a table answer, in the order of the form."""
    by_path = {path: column for column, path in columns.items()}
    found = []
    for one in questions_of_a_table(form, repeat):
        inside = {
            part: by_path[place]
            for part in ("", *_parts(one), *_beside(one))
            if (place := f"{one.path}/{part}" if part else one.path) in by_path
        }
        if inside and list(inside) != [OFFSET]:
            found.append(Asked(one, inside))
    return found


def columns_as_text(form: Form, columns: Mapping[str, str], repeat: str = "") -> frozenset[str]:
    """Return the columns to take as they are written: all but those of figures and days.

    A code that looks like a number, a text that looks like a date, an instant with the offset of its phone stay so.
    """
    figures = {
        column
        for one in asked_by(form, columns, repeat)
        if one.question.kind in FIGURES or one.question.kind in POINTS
        for column in one.columns.values()
    }
    return frozenset(columns) - figures


def parts_offered(question: Question) -> list[str]:
    """Return the parts of an answer that a person may be offered a column for."""
    return list(POINT_PARTS) if question.kind in POINTS else []


def folded(text: str) -> str:
    """Return a text for comparison: without case, accents, Arabic marks, nor what is neither letter nor digit."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.replace("\u0640", ""))
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[^\w]+", " ", bare.casefold().replace("_", " ")).strip()


def _take(found: dict[str, str], columns: Sequence[str], way: Mapping[str, str]) -> None:
    taken = set(found.values())
    for column in columns:
        path = way.get(folded(column), "")
        if path and column not in found and path not in taken:
            found[column] = path
            taken.add(path)


def _names(question: Question, repeat: str) -> list[str]:
    """What files call a question: alone, from the root, and from the repeat around it."""
    inside = question.path.partition("/")[2].partition("/")[2]
    own = question.path.removeprefix(f"{repeat}/") if repeat else inside
    last = repeat.rpartition("/")[2]
    return [question.name, question.path, inside, own, f"{last}/{own}" if repeat else own]


def _by(asked: Sequence[Question], words: Callable[[Question], list[str]]) -> dict[str, str]:
    seen: dict[str, set[str]] = {}
    for one in asked:
        for word in words(one):
            if folded(word):
                seen.setdefault(folded(word), set()).add(one.path)
    return {word: next(iter(paths)) for word, paths in seen.items() if len(paths) == 1}


def _of_parts(
    asked: Sequence[Question], repeat: str, parts: Callable[[Question], Mapping[str, tuple[str, ...]]]
) -> dict[str, str]:
    return {
        folded(f"{name}/{word}"): f"{one.path}/{part}"
        for one in asked
        for part, words in parts(one).items()
        for word in words
        for name in _names(one, repeat)
    }


def _parts(question: Question) -> Mapping[str, tuple[str, ...]]:
    """The parts that make an answer together, with what files call them."""
    if question.kind in POINTS:
        return POINT_PARTS
    if question.kind == "select_multiple":
        return {one.name: tuple(_called(one.name, one.labels)) for one in question.choices}
    return {}


def _called(name: str, labels: Mapping[str, str]) -> Iterator[str]:
    yield name
    yield from labels.values()


def _beside(question: Question) -> Mapping[str, tuple[str, ...]]:
    """The parts that stand beside a whole answer."""
    return {OFFSET: (OFFSET,)} if question.kind in INSTANTS else {}
