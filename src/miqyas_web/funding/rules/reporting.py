"""What is asked of a grantee, in proportion to the amount: as data in ``Call.reporting``, copied into each grant.

::

    {"few_mad": "100000", "more_mad": "500000"}

Below the first amount two questions, and the final report alone unless a payment waits for a report; below the
second three; above, all. Reminders leave a month and a week before, then the day after and each two weeks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

USUAL_FEW, USUAL_MORE = Decimal(100_000), Decimal(500_000)
QUESTIONS: dict[str, "str | Promise"] = {
    "done": gettext_lazy("What was done?"),
    "changed": gettext_lazy("What changed for people, and how do you know?"),
    "learnt": gettext_lazy("What did you learn, and what will you change?"),
    "risks": gettext_lazy("What threatens the results that remain?"),
    "money": gettext_lazy("Where does spending differ from the budget, and why?"),
}
BEFORE, LATE_EVERY, LATE_MOST = (-30, -7), 14, 85


@dataclass(frozen=True, slots=True)
class Reporting:
    """The two amounts from which more is asked."""

    few_mad: Decimal = USUAL_FEW
    more_mad: Decimal = USUAL_MORE

    def questions(self, amount_mad: Decimal) -> tuple[str, ...]:
        """Keys of the questions of a report: two, three, or all."""
        keys = tuple(QUESTIONS)
        return keys[:2] if amount_mad < self.few_mad else keys[:3] if amount_mad < self.more_mad else keys

    def asks_each_milestone(self, amount_mad: Decimal) -> bool:
        """Whether every milestone owes a report, or only those whose payment waits for one."""
        return amount_mad >= self.few_mad


def reporting_of(held: Mapping[str, Any]) -> Reporting:
    """Read what a call or a grant holds; what is absent keeps its usual amount."""
    return Reporting(
        Decimal(str(held.get("few_mad", USUAL_FEW))), Decimal(str(held.get("more_mad", USUAL_MORE)))
    )


def plain_reporting(reporting: Reporting) -> dict[str, str]:
    """Write it as a call holds it."""
    return {"few_mad": f"{reporting.few_mad:.2f}", "more_mad": f"{reporting.more_mad:.2f}"}


def moment_due(due_on: date, today: date) -> int | None:
    """The last moment of reminding that has come, in days from the due date; None before the first.

    After three months of letters nobody is reminded by machine any more: a person calls.
    """
    days = (today - due_on).days
    if days > LATE_MOST:
        return None
    if days >= 1:
        return 1 + LATE_EVERY * ((days - 1) // LATE_EVERY)
    return max((moment for moment in BEFORE if moment <= days), default=None)
