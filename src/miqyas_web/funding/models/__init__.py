"""From a call to a grant paid on results: what was asked, sent, judged, decided and paid."""

from miqyas_web.funding.models.applications import Application, ApplicationFile, Partner, Sealed
from miqyas_web.funding.models.calls import Call, CallQuestion, Notice, Stage
from miqyas_web.funding.models.decisions import (
    Allocation,
    Appeal,
    Decision,
    Letter,
    Outcome,
    Weighing,
)
from miqyas_web.funding.models.grants import (
    Amendment,
    BudgetLine,
    Claim,
    Grant,
    GrantReport,
    Lesson,
    Milestone,
    Payment,
    Receipt,
)
from miqyas_web.funding.models.grids import Grid, GridVersion
from miqyas_web.funding.models.judgements import Lottery, Ranking
from miqyas_web.funding.models.reviews import (
    Assignment,
    Conflict,
    Minute,
    Review,
    Reviewer,
    ReviewerInvitation,
)

__all__ = [
    "Allocation",
    "Amendment",
    "Appeal",
    "Application",
    "ApplicationFile",
    "Assignment",
    "BudgetLine",
    "Call",
    "CallQuestion",
    "Claim",
    "Conflict",
    "Decision",
    "Grant",
    "GrantReport",
    "Grid",
    "GridVersion",
    "Lesson",
    "Letter",
    "Lottery",
    "Milestone",
    "Minute",
    "Notice",
    "Outcome",
    "Partner",
    "Payment",
    "Ranking",
    "Receipt",
    "Review",
    "Reviewer",
    "ReviewerInvitation",
    "Sealed",
    "Stage",
    "Weighing",
]
