"""Which column answers which question: by name, by path, by label in any language."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from miqyas.interchange.form import Form, Question

# Words for people, and files, which no table can bring.
NOT_ANSWERED = frozenset({"note", "image", "photo", "audio", "video", "file", "background-audio", "audit"})


def match_columns(form: Form, columns: Sequence[str]) -> dict[str, str]:
    """Find the question of each column.

    A name or a path is taken before a label; a label that two questions bear matches neither.

    Parameters
    ----------
    form : Form
        The questionnaire.
    columns : sequence of str
        Headings of the table.

    Returns
    -------
    dict of str to str
        By column, the path of its question; columns without question are left out, and no question is taken twice.

    Examples
    --------
    >>> form = Form("f", "1", "", "data", ("fr",), "fr", (Question("age", "/data/age", "integer", {"fr": "Âge"}),))
    >>> match_columns(form, ["AGE ", "Commune"])
    {'AGE ': '/data/age'}
    """
    asked = questions_of_a_table(form)
    ways = [
        _by(asked, lambda one: [one.name, one.path, _inside(one.path)]),
        _by(asked, lambda one: [*one.labels.values()]),
    ]
    found: dict[str, str] = {}
    for way in ways:
        for column in columns:
            path = way.get(folded(column), "")
            if path and column not in found and path not in found.values():
                found[column] = path
    return found


def questions_of_a_table(form: Form) -> list[Question]:
    """Return the questions a row can answer: outside of repeats, and not files."""
    return [one for one in form.questions if not one.repeat and one.kind not in NOT_ANSWERED]


def folded(text: str) -> str:
    """Return a text for comparison: without case, accents, Arabic marks, nor what is neither letter nor digit."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.replace("\u0640", ""))
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[^\w]+", " ", bare.casefold().replace("_", " ")).strip()


def _by(asked: Sequence[Question], words: Callable[[Question], list[str]]) -> dict[str, str]:
    seen: dict[str, set[str]] = {}
    for one in asked:
        for word in words(one):
            if folded(word):
                seen.setdefault(folded(word), set()).add(one.path)
    return {word: next(iter(paths)) for word, paths in seen.items() if len(paths) == 1}


def _inside(path: str) -> str:
    return path.partition("/")[2].partition("/")[2]
