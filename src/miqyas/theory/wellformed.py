"""What every part of a theory must respect for a page or a file to hold it: keys, words, texts, goals."""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from miqyas.errors import (
    DuplicateRisk,
    DuplicateStakeholder,
    InvalidKey,
    RiskOnTwoParts,
    RiskOnUnknownPart,
    TooManyParts,
    UnknownGroup,
    UnknownSdg,
    UnknownWord,
    UnwritableText,
)
from miqyas.theory.impact import DEGREES, RISK_KINDS, ROLES, Dimensions, Risk, Stakeholder
from miqyas.theory.sdg import SDG_TITLES

MOST_PARTS = 500
_KEY = re.compile(r"[\w.-]{1,64}")
# XML 1.0, section 2.2: the characters a document may hold. Half a surrogate pair is outside.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_key(text: str) -> bool:
    """Tell whether a text may stand in an address as a key."""
    return bool(_KEY.fullmatch(text))


def is_writable(text: str) -> bool:
    """Tell whether a page and a file can hold a text."""
    return not _UNWRITABLE.search(text)


def check_key(key: str) -> None:
    """Refuse a key that could not stand in an address."""
    if not is_key(key):
        raise InvalidKey(key=ascii(key)[1:-1][:80])


def check_text(part: Any) -> None:
    """Refuse a part whose texts no document may hold."""
    for name, text in _texts(part):
        if not is_writable(text):
            raise UnwritableText(where=f"{part.key}.{name}")


def check_word(where: str, found: str, expected: Collection[str]) -> None:
    """Refuse a word outside its list."""
    if found not in expected:
        raise UnknownWord(where=where, found=found, expected=", ".join(word for word in expected if word))


def check_groups(node: str, groups: tuple[str, ...], known: Collection[str]) -> None:
    """Refuse a group that the theory does not describe."""
    for group in groups:
        if group not in known:
            raise UnknownGroup(node=node, group=group)


def check_sdg(node: str, codes: tuple[str, ...]) -> None:
    """Refuse a code that is no goal and no target."""
    for code in codes:
        if code not in SDG_TITLES:
            raise UnknownSdg(node=node, code=code)


def check_dimensions(node: str, dimensions: Dimensions) -> None:
    """Refuse an importance that is no degree."""
    check_word(f"{node}.dimensions.importance", dimensions.importance, DEGREES)


def check_stakeholders(stakeholders: tuple[Stakeholder, ...]) -> None:
    """Refuse stakeholders that share a key or say what no list holds."""
    _check_number(stakeholders)
    seen: set[str] = set()
    for group in stakeholders:
        check_key(group.key)
        if group.key in seen:
            raise DuplicateStakeholder(key=group.key)
        seen.add(group.key)
        check_word(f"{group.key}.role", group.role, ROLES)
        check_text(group)


def check_risks(risks: tuple[Risk, ...], *, nodes: Collection[str], links: Collection[str]) -> None:
    """Refuse risks that share a key, bear on nothing known, or say what no list holds."""
    _check_number(risks)
    seen: set[str] = set()
    for risk in risks:
        check_key(risk.key)
        if risk.key in seen:
            raise DuplicateRisk(key=risk.key)
        seen.add(risk.key)
        if risk.node and risk.link:
            raise RiskOnTwoParts(risk=risk.key)
        for part, known in ((risk.node, nodes), (risk.link, links)):
            if part and part not in known:
                raise RiskOnUnknownPart(risk=risk.key, part=part)
        check_word(f"{risk.key}.kind", risk.kind, RISK_KINDS)
        check_word(f"{risk.key}.likelihood", risk.likelihood, DEGREES)
        check_word(f"{risk.key}.consequence", risk.consequence, DEGREES)
        check_text(risk)
        _check_day(risk)


def _check_day(risk: Risk) -> None:
    try:
        if risk.judged_on:
            date.fromisoformat(risk.judged_on)
    except ValueError as error:
        raise UnknownWord(
            where=f"{risk.key}.judged_on", found=risk.judged_on, expected="2026-11-23"
        ) from error


def _check_number(parts: tuple[Any, ...]) -> None:
    if len(parts) > MOST_PARTS:
        raise TooManyParts(found=len(parts), most=MOST_PARTS)


def _texts(part: Any, within: str = "") -> Iterator[tuple[str, str]]:
    for each in fields(part):
        value = getattr(part, each.name)
        if is_dataclass(value):
            yield from _texts(value, f"{each.name}.")
        elif isinstance(value, str):
            yield within + each.name, value
