"""Reviews are kept as drafts, sent (the first opinion sealed), changed after discussion with a reason."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import AssignmentState, DiscussionState
from miqyas_web.funding.models import Application, Assignment, Review, Reviewer, Stage
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.queries.discussions import are_all_in, discussion_of
from miqyas_web.funding.queries.readiness import is_ready
from miqyas_web.funding.queries.references import lessons_of
from miqyas_web.funding.refusals import ChangedElsewhere, DiscussionClosed, OpinionsSealed, Recused
from miqyas_web.funding.rules.scales import ShownCriterion

# {"<criterion>": {"level": 0-n, "comment": "..."}}
Scores = Mapping[str, Mapping[str, Any]]


@transaction.atomic
def end_training(*, reviewer: Reviewer, by: Person) -> None:
    """The page of training has been read."""
    if by.pk != reviewer.person_id:
        raise Refused(_("Each person reads their own training."))
    if not all(lesson.is_done for lesson in lessons_of(reviewer)):
        raise Refused(
            _("Give your levels to each training file first: the reference is shown at once after.")
        )
    reviewer.trained_at = clock.now()
    reviewer.save(update_fields=["trained_at"])
    audit.record("reviewer_trained", target=reviewer, by=by, organisation=reviewer.call.organisation)


@transaction.atomic
def keep_draft(*, assignment: Assignment, scores: Scores, opinion: str, seen: int, by: Person) -> Review:
    """Keep what is written so far; refused when another window kept something meanwhile."""
    review = _locked(assignment, seen, by)
    review.scores, review.opinion = dict(scores), opinion
    review.revision += 1
    review.save(update_fields=["scores", "opinion", "revision"])
    return review


@transaction.atomic
def send_review(
    *,
    assignment: Assignment,
    criteria: list[ShownCriterion],
    scores: Scores,
    opinion: str,
    seen: int,
    by: Person,
) -> Review:
    """Send it: the first opinion is sealed, and only then are the others' shown."""
    review = _locked(assignment, seen, by)
    _check_whole(criteria, scores, opinion)
    content = {"scores": dict(scores), "opinion": opinion.strip()}
    review.scores, review.opinion = dict(scores), opinion.strip()
    review.revision += 1
    review.sent_at = clock.now()
    review.first = content | {"sha256": digest_of(content)}
    review.save()
    assignment.state = AssignmentState.SENT
    assignment.save(update_fields=["state"])
    audit.record(
        "review_sent",
        target=assignment,
        by=by,
        organisation=assignment.stage.call.organisation,
        sha256=review.first["sha256"],
    )
    return review


@transaction.atomic
def change_review(
    *,
    review: Review,
    criteria: list[ShownCriterion],
    scores: Scores,
    opinion: str,
    because: str,
    by: Person,
) -> Review:
    """After discussion: another opinion, with its reason, beside the first one."""
    assignment = review.assignment
    _check_own(assignment, by)
    if assignment.state != AssignmentState.SENT:
        raise Refused(_("This review has not been sent yet."))
    if assignment.application is not None:
        _check_discussed(assignment.application, assignment.stage)
    if not because.strip():
        raise Unfit(_("Say what made you change: it stands beside your first opinion."))
    _check_whole(criteria, scores, opinion)
    review.scores, review.opinion = dict(scores), opinion.strip()
    review.changed_because, review.changed_at = because.strip(), clock.now()
    review.revision += 1
    review.save(update_fields=["scores", "opinion", "changed_because", "changed_at", "revision"])
    audit.record(
        "review_changed",
        target=assignment,
        by=by,
        organisation=assignment.stage.call.organisation,
        because=because.strip()[:200],
    )
    return review


@transaction.atomic
def decline_assignment(*, assignment: Assignment, because: str, by: Person) -> None:
    """Give a file back, with the reason."""
    _check_own(assignment, by)
    if assignment.state != AssignmentState.ASKED:
        raise Refused(_("Only a file that is still to be read can be given back."))
    if not because.strip():
        raise Unfit(_("Write why, in a few words: the record keeps it."))
    assignment.state, assignment.reason = AssignmentState.DECLINED, because.strip()
    assignment.save(update_fields=["state", "reason"])
    audit.record(
        "assignment_declined", target=assignment, by=by, organisation=assignment.stage.call.organisation
    )


def digest_of(content: object) -> str:
    """SHA-256 of plain values, as they are sealed."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _locked(assignment: Assignment, seen: int, by: Person) -> Review:
    _check_own(assignment, by)
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.state != AssignmentState.ASKED:
        raise Refused(_("This review has been sent: its first opinion no longer changes."))
    review, is_new = Review.objects.get_or_create(assignment=assignment)
    if not is_new and review.revision != seen:
        raise ChangedElsewhere
    return review


def _check_own(assignment: Assignment, by: Person) -> None:
    reviewer = assignment.reviewer
    if reviewer.person_id != by.pk:
        raise Refused(_("Each person writes their own review."))
    if assignment.application is not None and has_conflict(by, assignment.application):
        raise Recused
    if not is_ready(reviewer):
        raise Refused(_("Declare your ties and do the training first: files open after that."))


def _check_discussed(application: Application, stage: Stage) -> None:
    if not are_all_in(application, stage):
        raise OpinionsSealed
    discussion = discussion_of(application, stage)
    if discussion is not None and discussion.state == DiscussionState.CLOSED:
        raise DiscussionClosed


def _check_whole(criteria: list[ShownCriterion], scores: Scores, opinion: str) -> None:
    missing = [each.label for each in criteria if scores.get(each.key, {}).get("level") is None]
    if missing:
        raise Unfit(_("Choose a level for: %(criteria)s.") % {"criteria": ", ".join(missing)})
    for each in criteria:
        if scores[each.key]["level"] not in [level.value for level in each.levels]:
            raise Unfit(_("«%(criterion)s» has no such level.") % {"criterion": each.label})
    if not opinion.strip():
        raise Unfit(_("Write your opinion in a few sentences: the applicant's letter is drawn from it."))
