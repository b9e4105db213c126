"""From a call to a grant paid on results: what was asked, sent, judged, decided and paid."""

from miqyas_web.funding.models.applications import Application, ApplicationFile, Partner, Sealed
from miqyas_web.funding.models.calls import Call, CallQuestion, Notice, Stage
from miqyas_web.funding.models.claims import Claim, Receipt
from miqyas_web.funding.models.decisions import (
    Allocation,
    Appeal,
    Decision,
    Letter,
    Outcome,
    Replay,
    Weighing,
)
from miqyas_web.funding.models.discussions import Discussion, DiscussionNote
from miqyas_web.funding.models.extracts import Extract
from miqyas_web.funding.models.following import Amendment, Dispute, Lesson, PortfolioPage, Reminder
from miqyas_web.funding.models.grants import BudgetLine, Grant, GrantReport, Milestone, Payment
from miqyas_web.funding.models.grids import Grid, GridVersion
from miqyas_web.funding.models.judgements import Lottery, Ranking
from miqyas_web.funding.models.published import PublishedFile, PublishedGrant, RecipientMatch
from miqyas_web.funding.models.references import ReferenceFile, TrainingAnswer
from miqyas_web.funding.models.reviews import (
    Assignment,
    Conflict,
    Minute,
    Review,
    Reviewer,
    ReviewerInvitation,
)
from miqyas_web.funding.models.stage_answers import Interview, StageAnswer

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
    "Discussion",
    "DiscussionNote",
    "Dispute",
    "Extract",
    "Grant",
    "GrantReport",
    "Grid",
    "GridVersion",
    "Interview",
    "Lesson",
    "Letter",
    "Lottery",
    "Milestone",
    "Minute",
    "Notice",
    "Outcome",
    "Partner",
    "Payment",
    "PortfolioPage",
    "PublishedFile",
    "PublishedGrant",
    "Ranking",
    "Receipt",
    "RecipientMatch",
    "ReferenceFile",
    "Reminder",
    "Replay",
    "Review",
    "Reviewer",
    "ReviewerInvitation",
    "Sealed",
    "Stage",
    "StageAnswer",
    "TrainingAnswer",
    "Weighing",
]
