"""What a report may become, and what may be shown to everyone. No queries, no requests."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.reports.enums import ReportState

NEXT_STATES: dict[ReportState, set[ReportState]] = {
    ReportState.DRAFT: {ReportState.PUBLISHED},
    # Never back to a draft: what was read and quoted stays as it was, or says that it is withdrawn and why.
    ReportState.PUBLISHED: {ReportState.WITHDRAWN},
    ReportState.WITHDRAWN: set(),
}

# The fewest people a public figure may stand for. Under five, someone who knows the place can tell who they are.
# Five is a usual floor of statistics offices for counts of people (quoted from memory: the field varies from
# three to ten); the law here is 09-08, and its authority, the CNDP, gives no figure that we know of.
SMALLEST_CELL = 5


def can_move(state: str, to: ReportState) -> bool:
    return to in NEXT_STATES[ReportState(state)]


def check_can_move(state: str, to: ReportState) -> None:
    """Raise ``Refused`` unless a report in ``state`` may become ``to``."""
    if can_move(state, to):
        return
    if to is ReportState.PUBLISHED:
        raise Refused(
            _("This report is published already. A published report does not change: write another.")
        )
    raise Refused(_("Only a published report can be withdrawn."))


def check_is_draft(state: str) -> None:
    """Raise ``Refused`` when the report can no longer be changed."""
    if state != ReportState.DRAFT:
        raise Refused(_("A published report does not change. Withdraw it, and write another one."))


def check_has_findings(n_findings: int) -> None:
    """Raise ``Refused`` for a report without any estimated study."""
    if not n_findings:
        raise Refused(
            _("A report needs at least one estimated study: without it, there is nothing to publish.")
        )


def has_small_arm(arms: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a group is so small that its figures would point at people."""
    return any(int(arm["n"]) < SMALLEST_CELL for arm in arms)


def check_arms(title: str, arms: Iterable[Mapping[str, Any]]) -> None:
    """Raise ``Refused`` when a study has a group of fewer than ``SMALLEST_CELL``.

    Hiding one cell would not do: the effect, the mean of the other group and the checks together give it back.
    """
    if has_small_arm(arms):
        raise Refused(
            _(
                "The study “%(study)s” has a group of fewer than %(smallest)s people. Its figures would point at "
                "them: it cannot enter a public report."
            )
            % {"study": title, "smallest": SMALLEST_CELL}
        )


def check_reason(reason: str) -> None:
    """Raise ``Unfit`` when a report would be withdrawn without saying why."""
    if not reason.strip():
        raise Unfit(_("Say why the report is withdrawn: its readers will see the reason."))


def check_is_published(state: str) -> None:
    """Raise ``Refused`` while there is nothing sealed to verify."""
    if state == ReportState.DRAFT:
        raise Refused(_("Only a published report can be verified: publish it first."))
