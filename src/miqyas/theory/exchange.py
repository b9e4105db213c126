"""Theories read from JSON: the form in which the platform exports them and people exchange them.

A file is either a theory, or an object with ``about`` (free) and ``theory``. A text is a string, or an object
with one string by language. Files from before stakeholders were groups wrote them as a text on each element:
that text is read as a group.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
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
from miqyas.theory.impact import Dimensions, Risk, Stakeholder
from miqyas.types import Language

_REQUIRED: dict[type, tuple[str, ...]] = {
    Node: ("key", "level", "title"),
    Link: ("key", "source", "target"),
    Stakeholder: ("key", "name"),
    Risk: ("key", "kind", "text"),
    Dimensions: (),
}
_LISTS = ("groups", "sdg")
_OLD_GROUP = "stakeholders"


def from_dict(data: object, *, language: Language = "fr") -> Theory:
    """Build a theory from plain values, such as `Theory.to_dict` returns.

    Parameters
    ----------
    data : dict
        ``nodes`` and optionally ``links``, ``measured``, ``stakeholders``, ``risks``.
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
    known = ("nodes", "links", "measured", "stakeholders", "risks")
    _check_fields(top, "theory", known=known, required=("nodes",))
    old = _old_groups(top["nodes"], language)
    nodes = [_node(part, where, language) for part, where in _parts(top, "nodes")]
    links = [Link(**_texts(part, where, Link, language)) for part, where in _parts(top, "links")]
    measured = [_text(key, where, language) for key, where in _parts(top, "measured")]
    groups = [
        Stakeholder(**_texts(part, where, Stakeholder, language))
        for part, where in _parts(top, "stakeholders")
    ]
    risks = [Risk(**_texts(part, where, Risk, language)) for part, where in _parts(top, "risks")]
    return Theory(
        nodes=tuple(nodes),
        links=tuple(links),
        measured=frozenset(measured),
        stakeholders=(*groups, *old),
        risks=tuple(risks),
    )


def group_key(text: object) -> str:
    """Return the key of the group that an old text on stakeholders becomes: the same text, the same group.

    Examples
    --------
    >>> group_key("Girls of 12 to 15") == group_key("Girls of 12 to 15")
    True
    """
    written = json.dumps(text, ensure_ascii=False, sort_keys=True)
    return f"group-{hashlib.sha256(written.encode()).hexdigest()[:10]}"


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


def _parts(top: Mapping[str, Any], name: str) -> Iterator[tuple[object, str]]:
    for i, part in enumerate(_a_list(top.get(name, []), name)):
        yield part, f"{name}[{i}]"


def _node(value: object, where: str, language: Language) -> Node:
    part = dict(_an_object(value, where))
    old = part.pop(_OLD_GROUP, "")
    said = _texts(
        {name: part[name] for name in part if name not in (*_LISTS, "dimensions")}, where, Node, language
    )
    for name in _LISTS:
        if name in part:
            listed = _a_list(part[name], f"{where}.{name}")
            said[name] = tuple(_text(each, f"{where}.{name}[{i}]", language) for i, each in enumerate(listed))
    if "dimensions" in part:
        place = f"{where}.dimensions"
        said["dimensions"] = Dimensions(**_texts(part["dimensions"], place, Dimensions, language))
    if old:
        said["groups"] = (*said.get("groups", ()), group_key(old))
    return Node(**said)


def _old_groups(nodes: object, language: Language) -> list[Stakeholder]:
    """Return one group by text that nodes of an old file carry."""
    texts: dict[str, str] = {}
    for i, node in enumerate(_a_list(nodes, "nodes")):
        old = node.get(_OLD_GROUP) if isinstance(node, Mapping) else None
        if old:
            texts[group_key(old)] = _text(old, f"nodes[{i}].{_OLD_GROUP}", language)
    return [Stakeholder(key, name, role="beneficiary") for key, name in texts.items()]


def _texts(value: object, where: str, kind: type, language: Language) -> dict[str, Any]:
    part = _an_object(value, where)
    known = tuple(each.name for each in fields(kind))
    _check_fields(part, where, known=known, required=_REQUIRED[kind])
    return {name: _text(text, f"{where}.{name}", language) for name, text in part.items()}


def _text(value: object, where: str, language: Language) -> str:
    if isinstance(value, Mapping):
        if language not in value:
            raise TextNotInLanguage(where=where, language=language, found=", ".join(map(str, value)) or "–")
        value = value[language]
    if not isinstance(value, str):
        raise TheoryNotText(where=where)
    return value
