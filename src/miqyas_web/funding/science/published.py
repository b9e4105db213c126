"""Files of other funders (`miqyas.interchange.published`), from bytes to rows that a page can carry."""

import hashlib
import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from miqyas.interchange import published
from miqyas_web.studies.science.words import said_plainly

HEAVIEST_BYTES = published.HEAVIEST_MB * 1_000_000
# Past it a figure is no amount of money: sixteen figures before the decimal point.
MOST_AMOUNT = 1e16


@dataclass(frozen=True, slots=True)
class Brought:
    """A file once read: rows as JSON, with the names of the fields of `PublishedGrant`."""

    publisher: str
    sha256: str
    rows: list[dict[str, Any]]
    n_left_out: int


def read_brought(content: bytes) -> Brought:
    """What a file holds; refused in a sentence where the science refuses."""
    found = said_plainly(lambda: published.read_published(content))
    funders = Counter(grant.funder.name for grant in found.grants if grant.funder.name)
    return Brought(
        publisher=funders.most_common(1)[0][0] if funders else "",
        sha256=hashlib.sha256(content).hexdigest(),
        rows=[_row(grant) for grant in found.grants],
        n_left_out=found.n_left_out,
    )


def _row(grant: published.PublishedGrant) -> dict[str, Any]:
    return {
        "reference": grant.id,
        "title": grant.title,
        "funder": grant.funder.name,
        "recipient": grant.recipient.name,
        "recipient_ref": grant.recipient.ref,
        "amount": _amount(grant.amount),
        "currency": grant.currency,
        "day": _day(grant.day),
        "ends_on": _day(grant.ends_on),
    }


def _amount(amount: float | None) -> str | None:
    is_money = amount is not None and math.isfinite(amount) and abs(amount) < MOST_AMOUNT
    return f"{amount:.2f}" if is_money else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
