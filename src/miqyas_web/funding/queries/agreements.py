"""The text both sides agreed to: as it stands, and as it stood on a day."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from miqyas_web.funding.enums import PayRule
from miqyas_web.funding.models import Amendment, Grant, Milestone

# What an amendment of a milestone may change, as the text says it.
PLAIN = (
    "title",
    "rule",
    "target",
    "floor",
    "is_higher_better",
    "level",
    "method",
    "source",
    "least_evidence",
    "n_planned",
    "error_planned",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing an amendment changes, in words."""

    what: str
    before: str
    after: str


def text_of(grant: Grant) -> dict[str, Any]:
    """What both agree to, whole; ``key`` is the number of the row it was written from."""
    return {
        "reference": grant.reference,
        "title": grant.title,
        "amount_mad": f"{grant.amount_mad:.2f}",
        "starts_on": str(grant.starts_on),
        "ends_on": str(grant.ends_on),
        "flexibility_pct": grant.flexibility_pct,
        "is_overspend_refused": grant.is_overspend_refused,
        "lines": [
            {"key": line.pk, "title": line.title, "amount_mad": f"{line.amount_mad:.2f}"}
            for line in grant.lines.order_by("position")
        ],
        "milestones": [
            milestone_text(each) for each in grant.milestones.select_related("indicator").order_by("position")
        ],
    }


def milestone_text(milestone: Milestone) -> dict[str, Any]:
    return {name: getattr(milestone, name) for name in PLAIN} | {
        "key": milestone.pk,
        "amount_mad": f"{milestone.amount_mad:.2f}",
        "due_on": str(milestone.due_on),
        "indicator": milestone.indicator.name if milestone.indicator else None,
        "indicator_key": milestone.indicator_id,
    }


def amendments_of(grant: Grant) -> Sequence[Amendment]:
    return list(grant.amendments.select_related("proposed_by", "agreed_by", "refused_by").order_by("-number"))


def in_force_on(milestone: Milestone, day: date) -> tuple[Milestone, int]:
    """The milestone as the agreement in force on a day has it, and the number of its amendment (0: the first text).

    A figure is read by what was agreed on the day it was measured: a target cannot be moved afterwards.
    """
    agreed = list(milestone.grant.amendments.filter(agreed_at__isnull=False).order_by("number"))
    later = [each for each in agreed if each.agreed_at and localdate(each.agreed_at) > day]
    held = [each for each in later[0].before["milestones"] if each["key"] == milestone.pk] if later else []
    if not held:
        return milestone, agreed[-1].number if agreed else 0
    before = max((each.number for each in agreed if each.number < later[0].number), default=0)
    return _as_it_was(milestone, held[0]), before


def _as_it_was(milestone: Milestone, held: Mapping[str, Any]) -> Milestone:
    """A copy that is read, never saved."""
    was = copy(milestone)
    for name in PLAIN:
        # A text agreed before a detail was asked does not hold it.
        setattr(was, name, held.get(name, getattr(was, name)))
    was.amount_mad = Decimal(held["amount_mad"])
    return was


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two texts, one line for each thing."""
    facts = {
        "title": _("Title"),
        "amount_mad": _("Amount, in dirhams"),
        "starts_on": _("Starts on"),
        "ends_on": _("Ends on"),
        "flexibility_pct": _("A line may be passed by, in %"),
    }
    found = [
        Change(label, _said(before.get(name, "")), _said(after.get(name, "")))
        for name, label in facts.items()
        if str(before.get(name)) != str(after.get(name))
    ]
    for part in ("lines", "milestones"):
        found += _rows(before.get(part, []), after.get(part, []))
    return found


def _rows(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Rows taken away, changed, added: a row that was there keeps its key."""
    kept = {each["key"]: each for each in after if each.get("key")}
    old = {each["key"] for each in before}
    found = []
    for each in before:
        now = kept.get(each["key"])
        if now is None:
            found.append(Change(each["title"], _row(each), "–"))
        elif _row(now) != _row(each):
            found.append(Change(each["title"], _row(each), _row(now)))
    return found + [Change(each["title"], "–", _row(each)) for each in after if each.get("key") not in old]


def _row(row: Mapping[str, Any]) -> str:
    parts = [str(row["title"]), f"{row['amount_mad']} MAD"]
    if row.get("due_on"):
        parts.append(_said(row["due_on"]))
    if row.get("rule") not in (None, PayRule.FIXED):
        parts += [str(row.get("indicator") or ""), _("target %(target)s") % {"target": row["target"]}]
        if row.get("floor") is not None:
            parts.append(_("floor %(floor)s") % {"floor": row["floor"]})
    return " · ".join(part for part in parts if part)


def _said(held: object) -> str:
    """A day as the page writes days; anything else as it stands."""
    try:
        return date_format(date.fromisoformat(str(held)))
    except ValueError:
        return str(held)
