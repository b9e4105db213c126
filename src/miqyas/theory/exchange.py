"""Theories read from JSON: the form in which the platform exports them and people exchange them.

A file is either a theory, or an object with ``about`` (free) and ``theory``. A text is a string, or an object
with one string by language.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from miqyas.errors import (
    TextNotInLanguage,
    TheoryFieldMissing,
    TheoryFileMissing,
    TheoryNotJson,
    TheoryNotList,
    TheoryNotObject,
    TheoryNotText,
    TheoryUnknownField,
)
from miqyas.theory.graph import Link, Node, Theory
from miqyas.types import Language

_REQUIRED = {"node": ("key", "level", "title"), "link": ("key", "source", "target")}


def from_dict(data: object, *, language: Language = "fr") -> Theory:
    """Build a theory from plain values, such as `Theory.to_dict` returns.

    Parameters
    ----------
    data : dict
        ``nodes``, ``links`` and optionally ``measured``.
    language : {"fr", "ar", "en"}
        Which text to take where a text is given by language.

    Returns
    -------
    Theory
        The theory, in one language.

    Raises
    ------
    InvalidTheory
        A field is missing, unknown or of the wrong kind (nothing is ignored in silence), or the graph is
        refused.

    Examples
    --------
    >>> data = {"nodes": [{"key": "a", "level": "activity", "title": {"fr": "Soutien", "en": "Tutoring"}}]}
    >>> from_dict(data, language="en").nodes[0].title
    'Tutoring'
    """
    top = _an_object(data, "theory")
    _check_fields(top, "theory", known=("nodes", "links", "measured"), required=("nodes",))
    nodes = [
        Node(**_texts(part, f"nodes[{i}]", Node, language))  # type: ignore[arg-type]
        for i, part in enumerate(_a_list(top["nodes"], "nodes"))
    ]
    links = [
        Link(**_texts(part, f"links[{i}]", Link, language))  # type: ignore[arg-type]
        for i, part in enumerate(_a_list(top.get("links", []), "links"))
    ]
    measured = [
        _text(key, f"measured[{i}]", language)
        for i, key in enumerate(_a_list(top.get("measured", []), "measured"))
    ]
    return Theory(nodes=tuple(nodes), links=tuple(links), measured=frozenset(measured))


def read_theory(path: str | Path, *, language: Language = "fr") -> Theory:
    """Read a theory from a JSON file.

    Raises
    ------
    TheoryFileMissing
        Nothing can be opened there.
    TheoryNotJson
        The file is not JSON in UTF-8.
    InvalidTheory
        As `from_dict`.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise TheoryFileMissing(path=path) from error
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise TheoryNotJson(path=path, line=error.lineno, column=error.colno) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise TheoryNotJson(path=path, line=line, column=column) from error
    except RecursionError as error:  # thousands of nested brackets
        raise TheoryNotJson(path=path, line=1, column=1) from error
    if isinstance(data, dict) and "theory" in data:
        data = data["theory"]
    return from_dict(data, language=language)


def _an_object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TheoryNotObject(where=where)
    return value


def _a_list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise TheoryNotList(where=where)
    return list(value)


def _check_fields(
    value: Mapping[str, Any], where: str, *, known: tuple[str, ...], required: tuple[str, ...]
) -> None:
    for name in value:
        if name not in known:
            raise TheoryUnknownField(where=where, field=ascii(name)[1:-1][:80], expected=", ".join(known))
    for name in required:
        if name not in value:
            raise TheoryFieldMissing(where=where, field=name)


def _texts(value: object, where: str, kind: type[Node] | type[Link], language: Language) -> dict[str, str]:
    part = _an_object(value, where)
    known = tuple(each.name for each in fields(kind))
    _check_fields(part, where, known=known, required=_REQUIRED[kind.__name__.lower()])
    return {name: _text(text, f"{where}.{name}", language) for name, text in part.items()}


def _text(value: object, where: str, language: Language) -> str:
    if isinstance(value, Mapping):
        if language not in value:
            raise TextNotInLanguage(where=where, language=language, found=", ".join(map(str, value)) or "–")
        value = value[language]
    if not isinstance(value, str):
        raise TheoryNotText(where=where)
    return value
