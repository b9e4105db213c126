"""Whether a package of grants is 360Giving 1.4: every fault with its place, none of them fatal to reading."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from miqyas.interchange.giving.fields import DAY, NULLABLE, OBJECTS, PATTERNS, RECIPIENTS, REQUIRED
from miqyas.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "missing": {
        "en": "{place}: “{found}” is missing.",
        "fr": "{place} : il manque « {found} ».",
        "ar": "{place}: ينقص «{found}».",
    },
    "recipient": {
        "en": "{place}: expected one recipient, an organisation or a person; found: {found}.",
        "fr": "{place} : attendu un bénéficiaire, organisation ou personne ; trouvé : {found}.",
        "ar": "{place}: المنتظر مستفيد واحد، منظمة أو شخص؛ الموجود: {found}.",
    },
    "unknown": {
        "en": "{place}: the standard has no field “{found}”; nobody will read it.",
        "fr": "{place} : le standard n’a pas de champ « {found} » ; personne ne le lira.",
        "ar": "{place}: لا يوجد في المعيار حقل «{found}»؛ لن يقرأه أحد.",
    },
    "kind": {
        "en": "{place}: found “{found}”; expected {expected}.",
        "fr": "{place} : trouvé « {found} » ; attendu : {expected}.",
        "ar": "{place}: الموجود «{found}»؛ المنتظر: {expected}.",
    },
    "twice": {
        "en": "{place}: the identifier “{found}” is that of an earlier grant.",
        "fr": "{place} : l’identifiant « {found} » est celui d’une subvention précédente.",
        "ar": "{place}: المعرف «{found}» لمنحة سابقة.",
    },
    "version": {
        "en": "version: found “{found}”; expected two figures, as 1.4.",
        "fr": "version : trouvé « {found} » ; attendu deux nombres, comme 1.4.",
        "ar": "version: الموجود «{found}»؛ المنتظر رقمان مثل 1.4.",
    },
}
EXPECTED: dict[str, dict[Language, str]] = {
    "text": {"en": "text", "fr": "du texte", "ar": "نص"},
    "number": {"en": "a number, without unit", "fr": "un nombre, sans unité", "ar": "عدد بلا وحدة"},
    "moment": {
        "en": "a date and an hour, as 2026-11-23T14:30:00Z",
        "fr": "une date et une heure, comme 2026-11-23T14:30:00Z",
        "ar": "تاريخ وساعة مثل 2026-11-23T14:30:00Z",
    },
    "date": {"en": "a date, as 2026-11-23", "fr": "une date, comme 2026-11-23", "ar": "تاريخ مثل 2026-11-23"},
    "when": {"en": "a date, a month or a year", "fr": "une date, un mois ou une année", "ar": "تاريخ أو شهر أو سنة"},
    "url": {"en": "an address", "fr": "une adresse", "ar": "عنوان"},
    "currency": {
        "en": "a currency, as MAD", "fr": "une monnaie, comme MAD", "ar": "عملة مثل MAD",
    },
    "country": {"en": "a country, as MA", "fr": "un pays, comme MA", "ar": "بلد مثل MA"},
    "yes_no": {"en": "Yes or No", "fr": "Yes ou No", "ar": "Yes أو No"},
    "scope": {"en": "a code, as GLS040", "fr": "un code, comme GLS040", "ar": "رمز مثل GLS040"},
    "regrant": {"en": "a code, as FRG010", "fr": "un code, comme FRG010", "ar": "رمز مثل FRG010"},
    "list": {"en": "a list, not empty", "fr": "une liste, non vide", "ar": "لائحة غير فارغة"},
    "object": {"en": "an object", "fr": "un objet", "ar": "كائن"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing a reader of the standard will refuse, or will not see.

    Attributes
    ----------
    kind : str
        ``missing``, ``recipient``, ``kind``, ``twice``, ``version``: refused; ``unknown``: never read.
    place : str
        As ``grants[3].recipientOrganization[0].id``.
    found : str
        What stands there.
    expected : str
        What kind of value, for ``kind``.
    """

    kind: str
    place: str
    found: str
    expected: str = ""

    @property
    def is_refused(self) -> bool:
        return self.kind != "unknown"

    def sentence(self, language: Language) -> str:
        expected = EXPECTED[self.expected][language] if self.expected else ""
        return SENTENCES[self.kind][language].format(place=self.place, found=self.found, expected=expected)


def check_package(data: object) -> tuple[Fault, ...]:
    """List the faults of a package, in the order of its grants.

    Examples
    --------
    >>> [fault.sentence("en") for fault in check_package({"version": "1.4.3", "grants": []})]
    ['version: found “1.4.3”; expected two figures, as 1.4.', 'grants: found “[]”; expected a list, not empty.']
    """
    return tuple(_faults(data))


def _faults(data: object) -> Iterator[Fault]:
    if not isinstance(data, Mapping):
        yield Fault("kind", "$", _shown(data), "object")
        return
    version = data.get("version")
    if version is not None and not (isinstance(version, str) and re.fullmatch(r"\d+\.\d+", version)):
        yield Fault("version", "version", _shown(version))
    grants = data.get("grants")
    if not (isinstance(grants, list) and grants):
        yield Fault("kind", "grants", _shown(grants), "list")
        return
    seen: set[str] = set()
    for number, grant in enumerate(grants):
        place = f"grants[{number}]"
        yield from _object_faults(grant, "Grant", place)
        if not isinstance(grant, Mapping):
            continue
        present = [name for name in RECIPIENTS if name in grant]
        if len(present) != 1:
            yield Fault("recipient", place, ", ".join(present) or "—")
        identifier = grant.get("id")
        if isinstance(identifier, str):
            if identifier in seen:
                yield Fault("twice", place, identifier)
            seen.add(identifier)


def _object_faults(found: object, kind: str, place: str) -> Iterator[Fault]:
    if not isinstance(found, Mapping):
        yield Fault("kind", place, _shown(found), "object")
        return
    for name in REQUIRED.get(kind, ()):
        if name not in found:
            yield Fault("missing", place, name)
    for name, value in found.items():
        field = OBJECTS[kind].get(name)
        if field is None:
            yield Fault("unknown", place, str(name))
        elif not (value is None and name in NULLABLE.get(kind, ())):
            yield from _value_faults(value, field[0], f"{place}.{name}")


def _value_faults(value: object, kind: str, place: str) -> Iterator[Fault]:
    if kind.startswith("["):
        if not isinstance(value, list) or (not value and "Organization" in kind):
            yield Fault("kind", place, _shown(value), "list")
            return
        for number, each in enumerate(value):
            yield from _value_faults(each, kind[1:-1], f"{place}[{number}]")
    elif kind in OBJECTS:
        yield from _object_faults(value, kind, place)
    elif kind == "number":
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Fault("kind", place, _shown(value), kind)
    elif not (
        isinstance(value, str) and re.fullmatch(PATTERNS[kind], value) and _is_in_calendar(value, kind)
    ):
        yield Fault("kind", place, _shown(value), kind)


def _is_in_calendar(value: str, kind: str) -> bool:
    """Whether a day exists: 30 February does not, though its pattern is right."""
    if kind not in ("date", "when", "moment") or not re.match(DAY, value):
        return True
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
