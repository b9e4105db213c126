"""Grants that another funder published, read back: IATI 2 activities in XML, 360Giving packages in JSON.

Lenient on what the standards leave open, strict on what could harm: no document type, no entity, no network, a bounded
weight and number. Nothing is divided: where one activity names several recipients, only money that a transaction sends
to one of them is told as its own.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from miqyas.errors import (
    PublishedDoctype,
    PublishedNotRead,
    PublishedTooLarge,
    PublishedTooMany,
    PublishedUnknown,
)

HEAVIEST_MB = 20
MOST_GRANTS = 20_000
LONGEST = 300
# Codes of the standard: roles of organisations, types of transactions, types of dates.
FUNDING, IMPLEMENTING = "1", "4"
COMMITMENT, DISBURSEMENT, EXPENDITURE = "2", "3", "4"
STARTS, ENDS = ("2", "1"), ("4", "3")


@dataclass(frozen=True, slots=True)
class PublishedParty:
    """An organisation as the file names it; ``ref`` is empty where it gives no identifier."""

    name: str
    ref: str


@dataclass(frozen=True, slots=True)
class PublishedGrant:
    """What a file says of one grant to one recipient; what it does not say is None or empty.

    Attributes
    ----------
    amount : float, optional
        In ``currency``; None where the file gives none, or gives one for several recipients together.
    day, ends_on : date, optional
        When it was promised, else when it began; when it ends.
    """

    id: str
    title: str
    funder: PublishedParty
    recipient: PublishedParty
    amount: float | None
    currency: str
    day: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """The grants of a file, and how many it holds that name no organisation as recipient or have no identifier."""

    form: str
    grants: tuple[PublishedGrant, ...]
    n_left_out: int


def read_published(content: bytes) -> PublishedFile:
    """Read the grants of another funder.

    Parameters
    ----------
    content : bytes
        The file, XML or JSON by its first character.

    Raises
    ------
    PublishedTooLarge, PublishedTooMany
        Past 20 MB, or 20,000 grants.
    PublishedDoctype
        The XML declares a document type.
    PublishedNotRead, PublishedUnknown
        Neither XML nor JSON, or of something else.

    Examples
    --------
    >>> given = '{"id": "360G-x-1", "title": "Puits", "currency": "MAD", "amountAwarded": 50000, "awardDate": "2025-03-01",'
    >>> given += '"fundingOrganization": [{"id": "X", "name": "F"}], "recipientOrganization": [{"id": "Y", "name": "A"}]}'
    >>> found = read_published(('{"version": "1.4", "grants": [' + given + ']}').encode())
    >>> found.form, found.grants[0].recipient.name, found.grants[0].amount
    ('360giving', 'A', 50000.0)
    """
    if len(content) > HEAVIEST_MB * 1_000_000:
        raise PublishedTooLarge(maximum=HEAVIEST_MB)
    plain = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    form, read = ("360giving", _giving(plain)) if plain[:1] in (b"{", b"[") else ("iati", _iati(plain))
    grants: list[PublishedGrant] = []
    n_left_out = 0
    for found in read:
        grants += found
        n_left_out += not found
        if len(grants) > MOST_GRANTS:
            raise PublishedTooMany(maximum=MOST_GRANTS)
    return PublishedFile(form, tuple(grants), n_left_out)


def _giving(content: bytes) -> Iterator[list[PublishedGrant]]:
    try:
        package = json.loads(content, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise PublishedNotRead(line=error.lineno, column=error.colno) from error
    except (
        ValueError,
        RecursionError,
    ) as error:  # not UTF-8, a figure that is none, thousands of nested brackets
        raise PublishedNotRead(line=1, column=1) from error
    rows = package.get("grants") if isinstance(package, dict) else None
    if not isinstance(rows, list):
        raise PublishedUnknown(found="JSON")
    for row in rows:
        yield _giving_grants(row) if isinstance(row, dict) else []


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _giving_grants(row: Mapping[str, Any]) -> list[PublishedGrant]:
    recipients, funders = _parties(row, "recipientOrganization"), _parties(row, "fundingOrganization")
    if not recipients or not isinstance(row.get("id"), str) or not row["id"].strip():
        return []
    amount = row.get("amountAwarded")
    planned = row.get("plannedDates")
    dates = planned[0] if isinstance(planned, list) and planned and isinstance(planned[0], dict) else {}
    return [
        PublishedGrant(
            id=_short(row["id"]),
            title=_short(row.get("title")),
            funder=funders[0] if funders else PublishedParty("", ""),
            recipient=recipient,
            amount=_finite(amount) if len(recipients) == 1 and type(amount) in (int, float) else None,
            currency=_short(row.get("currency"))[:3],
            day=_day(row.get("awardDate")),
            ends_on=_day(dates.get("endDate")),
        )
        for recipient in recipients
    ]


def _parties(row: Mapping[str, Any], name: str) -> list[PublishedParty]:
    given = row.get(name)
    held = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    parties = [PublishedParty(_short(each.get("name")), _short(each.get("id"))) for each in held]
    return [each for each in parties if each.name]


def _iati(content: bytes) -> Iterator[list[PublishedGrant]]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise PublishedNotRead(line=error.lineno or 1, column=error.offset or 1) from error
    except ValueError as error:  # an encoding that does not exist
        raise PublishedNotRead(line=1, column=1) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PublishedDoctype
    if root.tag != "iati-activities":
        raise PublishedUnknown(found=_short(str(root.tag)))
    for activity in root.iterchildren("iati-activity"):
        yield _iati_grants(activity)


def _iati_grants(activity: etree._Element) -> list[PublishedGrant]:
    identifier = _short(activity.findtext("iati-identifier"))
    given = [each for each in activity.findall("transaction") if _code(each) == COMMITMENT]
    given = given or [
        each for each in activity.findall("transaction") if _code(each) in (DISBURSEMENT, EXPENDITURE)
    ]
    named = [
        _party(each) for each in activity.findall("participating-org") if each.get("role") == IMPLEMENTING
    ]
    named = named or [_party(each) for one in given for each in one.findall("receiver-org")]
    recipients = list(dict.fromkeys(each for each in named if each.name))
    if not identifier or not recipients:
        return []
    funders = [_party(each) for each in activity.findall("participating-org") if each.get("role") == FUNDING]
    funders += [_party(each) for each in activity.findall("reporting-org")]
    currency = activity.get("default-currency", "")
    days = [day for each in given if (day := _dated(each.find("transaction-date")))]
    return [
        PublishedGrant(
            id=identifier,
            title=_narrative(activity.find("title")),
            funder=next((each for each in funders if each.name), PublishedParty("", "")),
            recipient=recipient,
            **_money(given, recipient, currency, is_alone=len(recipients) == 1),
            day=min(days) if days else _activity_day(activity, STARTS),
            ends_on=_activity_day(activity, ENDS),
        )
        for recipient in recipients
    ]


def _money(
    given: list[etree._Element], recipient: PublishedParty, default: str, *, is_alone: bool
) -> dict[str, Any]:
    """What was promised to the recipient; nothing where currencies differ or it is shared with others."""
    mine = [each for each in given if _party(each.find("receiver-org")) == recipient]
    kept = given if is_alone else mine
    values = [(_amount(each.find("value")), _currency(each.find("value"), default)) for each in kept]
    currencies = {currency for _amount_given, currency in values}
    if not values or len(currencies) > 1 or any(amount is None for amount, _currency_given in values):
        return {"amount": None, "currency": _short(default)[:3]}
    total = sum(amount for amount, _currency_given in values if amount is not None)
    return {"amount": total, "currency": currencies.pop()}


def _amount(value: etree._Element | None) -> float | None:
    return None if value is None else _finite(value.text)


def _finite(given: object) -> float | None:
    """A figure, or nothing: never infinite, never a guess."""
    try:
        amount = float(given) if isinstance(given, int | float | str) else math.nan
    except (ValueError, OverflowError):
        return None
    return amount if math.isfinite(amount) else None


def _currency(value: etree._Element | None, default: str) -> str:
    return _short((value.get("currency") if value is not None else None) or default)[:3]


def _code(transaction: etree._Element) -> str:
    kind = transaction.find("transaction-type")
    return "" if kind is None else kind.get("code", "")


def _party(element: etree._Element | None) -> PublishedParty:
    if element is None:
        return PublishedParty("", "")
    return PublishedParty(_narrative(element), _short(element.get("ref")))


def _narrative(element: etree._Element | None) -> str:
    """The first text, whatever its language; before version 2 the text stood in the element itself."""
    if element is None:
        return ""
    return _short(element.findtext("narrative") or element.text)


def _activity_day(activity: etree._Element, kinds: tuple[str, ...]) -> date | None:
    dates = {each.get("type"): each for each in activity.findall("activity-date")}
    return next((day for kind in kinds if (day := _dated(dates.get(kind)))), None)


def _dated(element: etree._Element | None) -> date | None:
    return None if element is None else _day(element.get("iso-date"))


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(str(given)[:10])
    except ValueError:
        return None


def _short(given: object) -> str:
    """A text on one line, without characters that no document may hold, cut where nobody reads on."""
    text = " ".join(given.split()) if isinstance(given, str) else ""
    return "".join(each for each in text if each.isprintable())[:LONGEST]
