"""Write `docs/reference/library/` from the docstrings of the science, a page for each room."""

import importlib
import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from types import ModuleType

import miqyas

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "library"
ROOMS = (
    "data", "theory", "indicators", "design", "estimators", "power", "checks", "evidence", "value",
    "judgement", "allocation", "interchange", "results", "reporting",
)  # fmt: skip
INNER = {
    "data": ("relation", "roles", "pulled", "intake"),
    "reporting": ("charts", "tables", "sentence", "pictures"),
}
NOTE = "Written by `tools/reference_pages.py` from the docstrings; a test says that it is current."


def modules(room: str) -> Iterator[ModuleType]:
    """The modules of a room that hold what people call, in the order of the alphabet."""
    package = importlib.import_module(f"miqyas.{room}")
    names = sorted(found.name for found in walk_packages(package.__path__, f"{package.__name__}."))
    for name in names:
        inner = name.removeprefix(f"miqyas.{room}.").split(".")[0]
        if room not in INNER or inner in INNER[room]:
            yield importlib.import_module(name)


def public(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Functions and classes that the module defines for others: their docstrings tell parameters or returns."""
    for name, found in vars(module).items():
        if name.startswith("_") or getattr(found, "__module__", None) != module.__name__:
            continue
        text = inspect.getdoc(found) or ""
        if (inspect.isfunction(found) and ("Returns\n---" in text or "Parameters\n---" in text)) or (
            inspect.isclass(found) and "Attributes\n---" in text and not issubclass(found, Exception)
        ):
            yield name, found


def section(module: ModuleType, name: str, found: object) -> str:
    """One function or class: where it stands, how it is called, what it says."""
    text = inspect.getdoc(found) or ""
    call = f"{name}{signature(found)}" if inspect.isfunction(found) else name
    where = f"`from {module.__name__} import {name}`"
    return f"## `{name}`\n\n{where}\n\n```python\n{call}\n```\n\n{markdown(text)}\n"


def signature(found: object) -> str:
    """The names and defaults of the parameters: the docstring tells their types and shapes."""
    parts, starred = [], False
    for parameter in inspect.signature(found).parameters.values():  # type: ignore[arg-type]
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        default = "" if parameter.default is parameter.empty else f"={written(parameter.default)}"
        parts.append(f"{parameter.name}{default}")
    return f"({', '.join(parts)})"


def written(default: object) -> str:
    """A default as a person would write it; a function is only said to be there."""
    if isinstance(default, Enum):
        return f"{type(default).__name__}.{default.name}"
    return "…" if callable(default) else repr(default)


def markdown(text: str) -> str:
    """Turn numpy's sections into headings, and examples into blocks of code."""
    lines, out, in_code = text.splitlines(), [], False
    for place, line in enumerate(lines):
        is_rule = set(line.strip()) == {"-"} and len(line.strip()) > 2
        following = lines[place + 1] if place + 1 < len(lines) else ""
        is_head = bool(line.strip()) and set(following.strip()) == {"-"} and len(following.strip()) > 2
        if is_rule:
            continue
        if is_head:
            out += ["```"] if in_code else []
            in_code = line.strip() == "Examples"
            out += [f"**{line.strip()}**", "", *(["```python"] if in_code else [])]
        elif in_code or not line.startswith("    "):
            out.append(line if in_code or not is_parameter(line, following) else f"- `{line.strip()}`")
        else:
            out.append(line[2:])
    return "\n".join([*out, "```"] if in_code else out)


def is_parameter(line: str, following: str) -> bool:
    """Whether a line names a parameter: what it means follows, indented."""
    return bool(line.strip()) and following.startswith("    ")


def page(room: str) -> str:
    """The page of a room."""
    package = importlib.import_module(f"miqyas.{room}")
    head = f"# `miqyas.{room}`\n\n{inspect.getdoc(package) or ''}\n\n{NOTE}\n"
    parts = [section(module, name, found) for module in modules(room) for name, found in public(module)]
    return "\n".join([head, *parts])


def rooms() -> list[str]:
    """The rooms that stand already, in the order of the chain."""
    there = {found.name for found in iter_modules(miqyas.__path__)}
    return [room for room in ROOMS if room in there]


def pages() -> dict[str, str]:
    """Every page by the name of its file, with an index."""
    written = {f"{room}.md": page(room) for room in rooms()}
    lines = [f"- [`miqyas.{room}`]({room}.md)" for room in rooms()]
    written["index.md"] = "\n".join(["# The library, room by room", "", NOTE, "", *lines, ""])
    return {name: text for name, text in written.items() if "## `" in text or name == "index.md"}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{FOLDER} written")
