"""A tree of frozen dataclasses as JSON knows it, and back, by their own annotations."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from miqyas.errors import InvalidField

Tree = TypeVar("Tree")


def read(kind: type[Tree], stored: Mapping[str, Any], *, schema: str) -> Tree:
    """Build ``kind`` from what was stored under ``schema``.

    Raises
    ------
    InvalidField
        A part is missing, or the format is another one.
    """
    if not isinstance(stored, Mapping) or stored.get("schema") != schema:
        found = stored.get("schema") if isinstance(stored, Mapping) else stored
        raise InvalidField(field="schema", found=found, expected=schema)
    return _dataclass(kind, stored, kind.__name__)


def plain(tree: Any) -> Any:
    """Return the tree as JSON knows it."""
    if is_dataclass(tree):
        return {field.name: plain(getattr(tree, field.name)) for field in fields(tree)}
    if isinstance(tree, Mapping):
        return {name: plain(item) for name, item in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [plain(item) for item in tree]
    return tree


def _dataclass(kind: type[Tree], stored: Any, where: str) -> Tree:
    hints = get_type_hints(kind)
    values = {}
    for field in fields(kind):  # type: ignore[arg-type]
        if not isinstance(stored, Mapping) or field.name not in stored:
            raise InvalidField(field=f"{where}.{field.name}", found=None, expected="a value")
        values[field.name] = _value(hints[field.name], stored[field.name], f"{where}.{field.name}")
    return kind(**values)


def _value(hint: Any, stored: Any, where: str) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is UnionType:
        rest = next(part for part in parts if part is not NoneType)
        return None if stored is None else _value(rest, stored, where)
    if origin is tuple:
        return tuple(_value(parts[0], item, f"{where}[{at}]") for at, item in enumerate(stored))
    if origin is not None and issubclass(origin, Mapping):
        return {name: _value(parts[1], item, f"{where}.{name}") for name, item in stored.items()}
    if is_dataclass(hint):
        return _dataclass(hint, stored, where)  # type: ignore[arg-type]
    if not isinstance(stored, hint):
        raise InvalidField(field=where, found=stored, expected=hint.__name__)
    return stored
