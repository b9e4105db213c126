"""Limits of a call as data, used at allocation: floors, caps, levels of funding, most by applicant, what a value is.

Stored in ``Call.limits`` (read at allocation by `rules.budgets`)::

    {"floors": [{"by": "region", "value": "01", "amount_mad": "150000.00"}],
     "floors_from": {"index": "population", "share_pct": "30", "year": 2024, "source": "...",
                     "figures": {"01": "12.5"}},
     "caps": [{"by": "theme", "value": "water", "amount_mad": "300000.00"}],
     "levels": [{"cost": 0.6, "value": 0.72}, {"cost": 1.0, "value": 1.0}],
     "most_per_applicant": 1, "most_mad": "250000.00", "value": "score_amount"}

Amounts are texts with two decimals: no figure is lost on the way. Whatever is absent does not limit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miqyas_web.funding.enums import ValuePolicy

CENT = Decimal("0.01")
FULL_PCT = 100
# What a part of the money asked is taken to be worth, by hundredths of the ask: a convention, said on the call's page.
WORTH_PCT = {60: 72, 70: 80, 80: 88, 90: 94, 100: 100}


class FloorIndex(TextChoices):
    """How regional floors were shared out."""

    NONE = "", _("No regional floor")
    EQUAL = "equal", _("The same for every region")
    POPULATION = "population", _("In proportion to the population")
    POVERTY = "poverty_headcount", _("In proportion to the number of poor people")
    BROUGHT = "brought", _("In proportion to a table that the funder brings")
    BY_HAND = "by_hand", pgettext_lazy("regional floors", "Written by hand")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one call, read."""

    floors: Mapping[str, Decimal] = field(default_factory=dict)
    caps: Mapping[str, Decimal] = field(default_factory=dict)
    levels_pct: tuple[int, ...] = (FULL_PCT,)
    most_per_applicant: int | None = None
    most_mad: Decimal | None = None
    value: ValuePolicy = ValuePolicy.SCORE_AMOUNT
    floors_from: Mapping[str, Any] = field(default_factory=dict)


def limits_of(held: Mapping[str, Any]) -> Limits:
    """Read what a call holds."""
    most = held.get("most_mad")
    return Limits(
        floors={row["value"]: Decimal(row["amount_mad"]) for row in held.get("floors", [])},
        caps={row["value"]: Decimal(row["amount_mad"]) for row in held.get("caps", [])},
        levels_pct=tuple(round(row["cost"] * FULL_PCT) for row in held.get("levels", [])) or (FULL_PCT,),
        most_per_applicant=held.get("most_per_applicant"),
        most_mad=Decimal(most) if most else None,
        value=ValuePolicy(held.get("value") or ValuePolicy.SCORE_AMOUNT),
        floors_from=held.get("floors_from") or {},
    )


def plain_limits(limits: Limits) -> dict[str, Any]:
    """Write limits as a call holds them."""
    return {
        "floors": [
            {"by": "region", "value": code, "amount_mad": f"{amount:.2f}"}
            for code, amount in sorted(limits.floors.items())
        ],
        "floors_from": dict(limits.floors_from),
        "caps": [
            {"by": "theme", "value": code, "amount_mad": f"{amount:.2f}"}
            for code, amount in sorted(limits.caps.items())
        ],
        "levels": [
            {"cost": pct / FULL_PCT, "value": WORTH_PCT[pct] / FULL_PCT}
            for pct in sorted(set(limits.levels_pct))
        ],
        "most_per_applicant": limits.most_per_applicant,
        "most_mad": None if limits.most_mad is None else f"{limits.most_mad:.2f}",
        "value": limits.value.value,
    }


def shared_out(total: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Share an amount in proportion to weights, to the cent, the whole of it: what rounding leaves goes to the largest
    remainders, then by code."""
    whole = sum(weights.values(), Decimal(0))
    if whole <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("Weights to share by are positive, and their sum too.")
    exact = {code: total * weight / whole for code, weight in weights.items()}
    shares = {code: amount.quantize(CENT, ROUND_DOWN) for code, amount in exact.items()}
    left = int((total - sum(shares.values())) / CENT)
    for code in sorted(exact, key=lambda each: (shares[each] - exact[each], each))[:left]:
        shares[code] += CENT
    return shares


def conflicts_in(limits: Limits, *, budget: Decimal, themes: Sequence[str]) -> list[str]:
    """Sentences for limits that no allocation can hold together, whatever is received."""
    said = []
    floors = sum(limits.floors.values(), Decimal(0))
    if floors > budget:
        said.append(
            _(
                "The floors of the regions add up to %(floors)s MAD, more than the %(budget)s MAD there is to give. "
                "Lower them."
            )
            % {"floors": f"{floors:.0f}", "budget": f"{budget:.0f}"}
        )
    caps = sum(limits.caps.values(), Decimal(0))
    if limits.caps and set(themes) <= set(limits.caps) and caps < floors:
        said.append(
            _(
                "The caps of the themes add up to %(caps)s MAD, less than the floors of the regions, %(floors)s MAD: "
                "both cannot hold."
            )
            % {"caps": f"{caps:.0f}", "floors": f"{floors:.0f}"}
        )
    if unknown := sorted(set(limits.caps) - set(themes)):
        said.append(
            _("A cap is set on “%(theme)s”, which is not a theme of this call.") % {"theme": unknown[0]}
        )
    return [str(sentence) for sentence in said]
