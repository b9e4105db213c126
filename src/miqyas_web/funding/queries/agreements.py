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


def in_force_on(milestone: Milestone, day: date) -> tuple[Milestone | None, int]:
    """The milestone as the agreement in force on a day has it, and the number of its amendment (0: the first text).

    A figure is read by what was agreed on the day it was measured: a target cannot be moved afterwards, and what an
    amendment added later, None here, is not paid on it.
    """
    agreed = _agreed(milestone.grant)
    later = [each for each in agreed if each.agreed_at and localdate(each.agreed_at) > day]
    held = [each for each in later[0].before["milestones"] if each["key"] == milestone.pk] if later else []
    if not later:
        return milestone, agreed[-1].number if agreed else 0
    before = max((each.number for each in agreed if each.number < later[0].number), default=0)
    return (_as_it_was(milestone, held[0]) if held else None), before


def standing_since(milestone: Milestone) -> date:
    """The day from which both sides are bound by a milestone: that of the agreement, or of the amendment that added it."""
    grant, agreed = milestone.grant, _agreed(milestone.grant)
    for each in agreed:
        if any(held["key"] == milestone.pk for held in each.before["milestones"]):
            break
        if each.agreed_at and any(held["key"] == milestone.pk for held in each.after["milestones"]):
            return localdate(each.agreed_at)
    return localdate(max(filter(None, (grant.agreed_by_funder_at, grant.agreed_by_grantee_at))))


def _agreed(grant: Grant) -> list[Amendment]:
    return list(grant.amendments.filter(agreed_at__isnull=False).order_by("number"))


def _as_it_was(milestone: Milestone, held: Mapping[str, Any]) -> Milestone:
    """A copy that is read, never saved."""
    was = copy(milestone)
    for name in PLAIN:
        # A text agreed before a detail was asked does not hold it.
        setattr(was, name, held.get(name, getattr(was, name)))
    was.indicator_id = held.get("indicator_key", was.indicator_id)
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
    """Everything that a row says: what one side does not read, it would not agree to."""
    parts = [str(row["title"]), f"{row['amount_mad']} MAD"]
    if row.get("due_on"):
        parts.append(_said(row["due_on"]))
    if row.get("rule") is not None:
        parts.append(str(PayRule(row["rule"]).label))
        parts += _rule(row) if row["rule"] != PayRule.FIXED else []
        parts += [row.get("method") or "", row.get("source") or ""]
    return " · ".join(part for part in parts if part)


def _rule(row: Mapping[str, Any]) -> list[str]:
    """What a rule reads, where it reads a figure."""
    parts = [str(row.get("indicator") or ""), _("target %(target)s") % {"target": _number(row["target"])}]
    if row.get("floor") is not None:
        parts.append(_("floor %(floor)s") % {"floor": _number(row["floor"])})
    if not row.get("is_higher_better", True):
        parts.append(_("A lower figure is better"))
    parts.append(_("interval at %(pct)s %%") % {"pct": f"{100 * row.get('level', 0.8):.0f}"})
    if row.get("n_planned"):
        parts.append(_("answers planned: %(n)s") % {"n": row["n_planned"]})
    if row.get("error_planned") is not None:
        parts.append(_("standard error expected: %(error)s") % {"error": _number(row["error_planned"])})
    if row.get("least_evidence"):
        parts.append(_("evidence of level %(n)s at least") % {"n": row["least_evidence"]})
    return parts


def _number(value: float) -> str:
    return f"{value:.10g}"


def _said(held: object) -> str:
    """A day as the page writes days; anything else as it stands."""
    try:
        return date_format(date.fromisoformat(str(held)))
    except ValueError:
        return str(held)


def milestone_of(grant: Grant, held: Mapping[str, Any]) -> Milestone:
    """The milestone a text describes, not saved."""
    return Milestone(
        grant=grant,
        pk=held.get("key"),
        indicator_id=held["indicator_key"],
        amount_mad=Decimal(held["amount_mad"]),
        due_on=date.fromisoformat(held["due_on"]),
        **{name: held.get(name) for name in PLAIN},
    )
