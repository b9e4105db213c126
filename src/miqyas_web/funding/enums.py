from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GridState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published, frozen")
    RETIRED = "retired", pgettext_lazy("a scoring grid", "Retired")


class CallState(models.TextChoices):
    """What people decided of a call; whether it is open is told from its dates (`rules.calls`)."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", pgettext_lazy("a call for applications", "Closed for good")
    WITHDRAWN = "withdrawn", pgettext_lazy("a call for applications", "Withdrawn")


class Preset(models.TextChoices):
    """Where a call starts from; everything may be changed afterwards."""

    INDH = "indh", _("Provincial programme, in the manner of the INDH")
    FOUNDATION = "foundation", _("Foundation")
    PUBLIC_FUND = "public_fund", _("Public fund")
    ACCELERATION = "acceleration", _("Acceleration programme")
    BLANK = "blank", _("Nothing filled in")


class ValuePolicy(models.TextChoices):
    """What a file counts for in the choice: the policy of a call, declared in its limits."""

    SCORE_AMOUNT = "score_amount", _("Score × amount: each dirham counts for the quality it buys")
    SCORE = "score", _("Score: each application counts for its quality, whatever it costs")


class StageKind(models.TextChoices):
    CONCEPT = "concept", _("Concept note")
    FULL = "full", _("Full application")
    INTERVIEW = "interview", _("Interview")


class NoticeKind(models.TextChoices):
    DEADLINE = "deadline", _("The deadline moves")
    ERRATUM = "erratum", _("Erratum")
    ANSWER = "answer", _("Answer to a question")
    INFORMATION = "information", _("Information")
    WITHDRAWAL = "withdrawal", _("The call is withdrawn")
    REOPENING = "reopening", _("The call is open again")


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    INELIGIBLE = "ineligible", _("Not eligible")
    NOT_RETAINED = "not_retained", _("Not retained")
    FUNDED = "funded", _("Funded")
    WITHDRAWN = "withdrawn", pgettext_lazy("an application for funding", "Withdrawn")


class ConflictSource(models.TextChoices):
    DECLARED = "declared", _("Declared by the person")
    INFERRED = "inferred", _("Inferred from the records")
    REPORTED = "reported", _("Reported by someone else")


class ConflictState(models.TextChoices):
    STANDING = "standing", _("Stands")
    CONTESTED = "contested", _("Contested")
    LIFTED = "lifted", _("Lifted")


class AssignmentState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("a review", "Asked")
    SENT = "sent", pgettext_lazy("a review", "Review sent")
    DECLINED = "declined", _("Declined")
    RELEASED = "released", _("Released: the reviewer left or was recused")


class ReferenceUse(models.TextChoices):
    """What a file that many read is for."""

    ANCHOR = "anchor", _("Anchor: every reviewer reads it")
    TRAINING = "training", _("Training: to learn on before the first file")


class DiscussionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("a discussion of a file", "Open")
    CLOSED = "closed", pgettext_lazy("a discussion of a file", "Closed")


class AppealState(models.TextChoices):
    FILED = "filed", _("Filed")
    ADMITTED = "admitted", _("Admitted for hearing")
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")


class AppealGround(models.TextChoices):
    FACT = "fact", _("An error of fact")
    PROCEDURE = "procedure", _("The procedure was not followed")
    CONFLICT = "conflict", _("A conflict of interest that was not declared")


class GrantState(models.TextChoices):
    DRAFT = "draft", _("Agreement under way")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", pgettext_lazy("a grant", "Closed")


class PayRule(models.TextChoices):
    """How a measured indicator becomes a payment (`miqyas.allocation.disbursement`)."""

    FIXED = "fixed", _("Fixed: the report is accepted")
    THRESHOLD = "threshold", _("Threshold: the whole interval is above the target")
    DOUBT = "doubt", _("Benefit of the doubt: the interval reaches the target")
    GRADUATED = "graduated", _("Graduated between floor and target")


class PaymentState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", pgettext_lazy("a payment", "Approved")
    PAID = "paid", _("Paid")
    REFUSED = "refused", _("Refused")


class ReportState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("a report of a grant", "Asked")
    SENT = "sent", pgettext_lazy("a report of a grant", "Sent")
    RETURNED = "returned", pgettext_lazy("a report of a grant", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("a report of a grant", "Accepted")


class ClaimState(models.TextChoices):
    """Where expenses sent together stand."""

    DRAFT = "draft", pgettext_lazy("expenses of a grant", "Being written")
    SENT = "sent", pgettext_lazy("expenses of a grant", "Sent, waiting for answers")
    RETURNED = "returned", pgettext_lazy("expenses of a grant", "Returned to be corrected")
    SETTLED = "settled", pgettext_lazy("expenses of a grant", "All answered")


class ReceiptState(models.TextChoices):
    WRITTEN = "written", pgettext_lazy("an expense", "Written")
    SENT = "sent", pgettext_lazy("an expense", "Waits for its answer")
    ACCEPTED = "accepted", pgettext_lazy("an expense", "Accepted")
    RETURNED = "returned", pgettext_lazy("an expense", "To be corrected")
    REFUSED = "refused", pgettext_lazy("an expense", "Refused")


class Side(models.TextChoices):
    """The two sides of an agreement."""

    FUNDER = "funder", pgettext_lazy("a side of an agreement", "The funder")
    GRANTEE = "grantee", pgettext_lazy("a side of an agreement", "The grantee")


class DisputeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("a dispute", "Waits for an answer")
    KEPT = "kept", _("The payment stands")
    CORRECTED = "corrected", _("To be computed again")


class LessonKind(models.TextChoices):
    WORKED = "worked", _("It worked")
    FAILED = "failed", _("It did not work")
    DOUBT = "doubt", _("We do not know yet")


class ExtractForm(models.TextChoices):
    """A file of every grant of a funder; the value is its name."""

    CSV = "grants.csv", _("Every grant, as CSV")
    EXCEL = "grants.xlsx", _("Every grant, as an Excel file")
    GIVING = "360giving.json", _("Open data: 360Giving")
    IATI = "iati.xml", _("Open data: IATI 2.03, with results")

    @property
    def media_type(self) -> str:
        return {
            "grants.csv": "text/csv; charset=utf-8",
            "grants.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "360giving.json": "application/json; charset=utf-8",
            "iati.xml": "application/xml; charset=utf-8",
        }[self.value]
