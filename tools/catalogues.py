"""The catalogues of messages, by room: ``update``, ``check``, ``compile`` [room…].

No GNU gettext: Babel reads Python, Django itself says what its templates hold. Catalogues are written so
that merges stay calm: sorted, without dates or line numbers.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from miqyas.reporting.typography import french_spaces

ROOMS = Path(__file__).resolve().parents[1] / "src" / "miqyas_web"
# English stands in the code itself.
LANGUAGES = ("fr", "ar")
# Babel's own rule for Arabic gives 11 to 99 the form of 100: CLDR (and GNU gettext) tell them apart.
PLURALS = {
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"),
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Facts of the file that change with each writing, or that nobody reads.
NOISE = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Project-Id-Version'
    r"|Report-Msgid-Bugs-To):.*\n",
    re.MULTILINE,
)
NAMED = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*[a-zA-Z]|\{(\w*)\}")

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Found:
    """One message of the code: its context, its singular, its plural."""

    context: str | None
    singular: str
    plural: str | None

    @property
    def key(self) -> Key:
        return (self.context, self.singular)

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


def rooms() -> list[str]:
    return sorted(path.name for path in ROOMS.iterdir() if (path / "__init__.py").exists())


def catalogue_path(room: str, language: str) -> Path:
    return ROOMS / room / "locale" / language / "LC_MESSAGES" / "django.po"


def extract(room: str) -> dict[Key, Found]:
    """Every message of a room, by context and singular."""
    found: dict[Key, Found] = {}
    for path in sorted((ROOMS / room).rglob("*.py")):
        if "migrations" not in path.parts:
            _keep(found, _messages(path.read_bytes()), path)
    for pattern in ("*.html", "*.txt"):
        for path in sorted((ROOMS / room).glob(f"templates/**/{pattern}")):
            _keep(found, _messages(_as_python(path.read_text(encoding="utf-8"))), path)
    return found


def _keep(found: dict[Key, Found], messages: Iterator[Found], path: Path) -> None:
    for message in messages:
        known = found.get(message.key)
        if known and known.plural and message.plural and known.plural != message.plural:
            raise SystemExit(f"{path}: {message.singular!r} has two plurals.")
        if known is None or message.plural:
            found[message.key] = message


def _as_python(template: str) -> bytes:
    """What Django says a template holds, as calls of gettext; lines start at the margin."""
    return "\n".join(line.strip() for line in templatize(template).splitlines()).encode()


def _messages(source: bytes) -> Iterator[Found]:
    file = io.BytesIO(b"# coding: utf-8\n" + source)
    for _line, function, arguments, _comments in extract_python(file, KEYWORDS, [], {"encoding": "utf-8"}):
        yield from _read_call(function, arguments)


def _read_call(function: str, arguments: object) -> Iterator[Found]:
    given = list(arguments) if isinstance(arguments, (tuple, list)) else [arguments]
    context = given.pop(0) if function.lstrip("n").startswith("pgettext") and given else None
    singular = given[0] if given else None
    plural = given[1] if function.startswith("n") and len(given) > 1 else None
    if singular:
        yield Found(context, singular, plural)


def empty_catalogue(language: str) -> Catalog:
    catalogue = Catalog(locale=language)
    if language in PLURALS:
        # Babel offers no other way to set them.
        catalogue._num_plurals, catalogue._plural_expr = PLURALS[language]  # noqa: SLF001
    return catalogue


def read(room: str, language: str) -> Catalog:
    path = catalogue_path(room, language)
    if not path.exists():
        return empty_catalogue(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(room: str, language: str) -> None:
    """Write what the code asks for, keeping the sentences already translated."""
    found, held = extract(room), read(room, language)
    if not found:
        catalogue_path(room, language).unlink(missing_ok=True)
        return
    fresh = empty_catalogue(language)
    for message in found.values():
        fresh.add(message.id, string=_held_string(held, message, fresh.num_plurals), context=message.context)
    _write(fresh, catalogue_path(room, language))


def _held_string(held: Catalog, message: Found, n_plurals: int) -> str | tuple[str, ...]:
    known = held.get(message.id, context=message.context)
    string = known.string if known else ""
    if message.plural:
        return (
            tuple(string) if isinstance(string, (tuple, list)) else (str(string),) + ("",) * (n_plurals - 1)
        )
    return string[0] if isinstance(string, (tuple, list)) else string


def _write(catalog: Catalog, path: Path) -> None:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    text = buffer.getvalue().decode()
    # The comment at the top holds a year and names nobody.
    text = NOISE.sub("", text[text.index("msgid") :])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def check(room: str, language: str) -> list[str]:
    """What is wrong with a catalogue, one line each; nothing when it is whole."""
    found, held = extract(room), read(room, language)
    known = {(message.context, _singular(message)): message for message in held if message.id}
    wrong = [f"missing: {key[1]!r}" for key in sorted(found.keys() - known.keys(), key=str)]
    wrong += [f"no longer in the code: {key[1]!r}" for key in sorted(known.keys() - found.keys(), key=str)]
    wrong += [f"no longer in the code: {_singular(message)!r}" for message in held.obsolete.values()]
    for key in sorted(found.keys() & known.keys(), key=str):
        wrong += _check_message(found[key], known[key], held.num_plurals)
    return [f"{room} {language} · {line}" for line in wrong]


def disagreements(language: str) -> list[tuple[str, str]]:
    """A message that two rooms translate otherwise: all catalogues become one, and only one sentence is shown."""
    said: dict[Key, dict[str, str]] = {}
    for room in rooms():
        for message in read(room, language):
            words = "".join(message.string) if isinstance(message.string, (tuple, list)) else message.string
            if message.id and words:
                said.setdefault((message.context, _singular(message)), {})[room] = words
    return [
        (
            room,
            f"{room} {language} · {key[1]!r} is {words!r} here, otherwise elsewhere: {sorted(by_room)}; give a context",
        )
        for key, by_room in sorted(said.items(), key=str)
        if len(set(by_room.values())) > 1
        for room, words in sorted(by_room.items())
    ]


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _check_message(found: Found, message: Message, n_plurals: int) -> Iterator[str]:
    name = repr(found.singular)
    if message.fuzzy:
        yield f"fuzzy: {name}"
    strings = list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]
    if found.plural and len(strings) != n_plurals:
        yield f"{len(strings)} plural forms, {n_plurals} expected: {name}"
    if not found.plural and len(strings) != 1:
        yield f"plural forms without a plural: {name}"
    if not all(strings):
        yield f"not translated: {name}"
        return
    allowed = placeholders(found.singular) | placeholders(found.plural or "")
    for string in strings:
        # "One" may be said in words: a form of a plural may drop what it counts, never add.
        used = placeholders(string)
        if used - allowed or (not found.plural and used != allowed):
            yield f"placeholders {sorted(used)}, {sorted(allowed)} expected: {name}"


def placeholders(text: str) -> set[str]:
    return {named or f"{{{braced}}}" for named, braced in NAMED.findall(text.replace("%%", ""))}


def compile_catalogue(room: str, language: str) -> None:
    path = catalogue_path(room, language)
    if not path.exists():
        return
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, typeset(read(room, language), language))


def typeset(catalogue: Catalog, language: str) -> Catalog:
    """The catalogue as pages show it: in French, marks hold to the word before them."""
    for message in catalogue if language == "fr" else ():
        if message.id and isinstance(message.string, str):
            message.string = french_spaces(message.string)
        elif message.id:
            message.string = tuple(french_spaces(form) for form in message.string)
    return catalogue


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=("update", "check", "compile"))
    parser.add_argument("rooms", nargs="*", metavar="room")
    given = parser.parse_args(arguments)
    if unknown := set(given.rooms) - set(rooms()):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    wrong: list[str] = []
    for room in given.rooms or rooms():
        for language in LANGUAGES:
            if given.verb == "update":
                update(room, language)
            elif given.verb == "compile":
                compile_catalogue(room, language)
            else:
                wrong += check(room, language)
    if given.verb == "check":
        asked = given.rooms or rooms()
        wrong += [line for language in LANGUAGES for room, line in disagreements(language) if room in asked]
    print("\n".join(wrong) if wrong else f"{given.verb}: done")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
