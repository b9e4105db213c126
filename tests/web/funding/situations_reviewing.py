"""Situations of reading: reviewers ready to read, reviews sent."""

from collections.abc import Mapping

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.actions.reviews import send_review
from miqyas_web.funding.models import Assignment, Call, Review, Reviewer
from miqyas_web.funding.rules.scales import criteria_of
from tests.web.funding.situations import a_reviewer, an_assignment

OPINION = "Le dossier est clair ; ses cibles manquent de source."


def a_ready_reviewer(call: Call, name: str = "Rachid", **fields) -> Reviewer:
    """One who has declared ties and read the training."""
    return a_reviewer(call, name, **{"trained_at": clock.now()} | fields)


def levels(**given: float) -> dict[str, dict[str, object]]:
    """Scores as they are kept; 3 where nothing is said."""
    return {
        key: {"level": float(given.get(key, 3)), "comment": f"Vu : {key}."}
        for key in ("theory", "team", "cost")
    }


def a_sent_review(assignment: Assignment, **given: float) -> Review:
    """A review sent through its action."""
    return send_review(
        assignment=assignment,
        criteria=criteria_of(assignment.stage.grid.content, "fr"),
        scores=levels(**given),
        opinion=OPINION,
        seen=0,
        by=assignment.reviewer.person,
    )


def a_review_by(reviewer: Reviewer, application, **given: float) -> Review:
    """A file given, read and sent."""
    return a_sent_review(an_assignment(reviewer, application), **given)


def posted(scores: Mapping[str, Mapping[str, object]], *, opinion: str = OPINION, **more: object) -> dict:
    """The form of a review as the browser sends it."""
    sent: dict[str, object] = {"opinion": opinion, **more}
    for key, score in scores.items():
        sent |= {f"level-{key}": f"{score['level']:g}", f"comment-{key}": score["comment"]}
    return sent


def reads_in(client, person: Person, language: str = "fr"):
    """The client signed in, in a language."""
    client.force_login(person)
    client.cookies["language"] = language
    return client
