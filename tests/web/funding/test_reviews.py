"""A review: anchored levels, facts beside, drafts, the first opinion sealed, two windows."""

import pytest
from django.urls import reverse

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions import assigning, reviews
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.models import Assignment, Conflict, Review
from miqyas_web.funding.refusals import ChangedElsewhere
from miqyas_web.funding.rules.scales import criteria_of, steps_apart
from tests import web_cast
from tests.web.funding.situations import (
    a_call,
    a_criterion,
    a_funder,
    a_sent_application,
    an_assignment,
    people_of,
    stage_of,
)
from tests.web.funding.situations_reviewing import (
    OPINION,
    a_ready_reviewer,
    a_review_by,
    a_sent_review,
    levels,
    posted,
    reads_in,
)

COMPUTED = {"computed": {"theory_quality": {"score": 60, "maximum": 100, "reasons": ["Aucune hypothèse."]}}}


@pytest.fixture
def secretariat(db):
    return people_of(a_funder())


@pytest.fixture
def call(secretariat):
    return a_call(secretariat[0].memberships.get().organisation)


@pytest.fixture
def given(call):
    return an_assignment(a_ready_reviewer(call), a_sent_application(call, content=COMPUTED))


def address_of(assignment):
    return reverse("funding:review_edit", args=[assignment.pk])


def test_review_page_shows_anchors_and_facts_beside_the_theory(client, given):
    page = reads_in(client, given.reviewer.person).get(address_of(given)).content.decode()
    assert "theory : Ce point est dit et prouvé. (fr)" in page
    assert "Aucune hypothèse." in page
    assert given.application.initiative.organisation.name in page


def test_blind_stage_hides_who_applies(client, given):
    given.stage.is_blind = True
    given.stage.save()
    page = reads_in(client, given.reviewer.person).get(address_of(given)).content.decode()
    assert given.application.initiative.organisation.name not in page
    assert given.application.reference in page


def test_files_wait_for_ties_and_training(client, given):
    reviewer = given.reviewer
    reviewer.trained_at = None
    reviewer.save()
    reads_in(client, reviewer.person)
    assert client.get(address_of(given)).url == reverse("funding:reviewing_show", args=[reviewer.pk])
    assert given.application.reference not in client.get(address_of(given), follow=True).content.decode()
    client.post(reverse("funding:reviewing_training", args=[reviewer.pk]))
    assert client.get(address_of(given)).status_code == 200


def test_draft_is_kept_then_sent_and_sealed(client, given):
    reads_in(client, given.reviewer.person)
    client.post(address_of(given), {"level-theory": "3", "comment-theory": "Peu dit.", "seen": "0"})
    review = Review.objects.get()
    assert (review.scores, review.revision, review.sent_at) == (
        {"theory": {"level": 3.0, "comment": "Peu dit."}}, 1, None,
    )  # fmt: skip
    short = client.post(address_of(given), {"level-theory": "3", "seen": "1", "do": "send"})
    assert short.status_code == 422
    whole = posted(levels(theory=5), seen="1", do="send")
    assert client.post(address_of(given), whole).status_code == 302
    review.refresh_from_db()
    given.refresh_from_db()
    assert given.state == AssignmentState.SENT
    assert review.first["scores"] == review.scores == levels(theory=5)
    assert review.first["sha256"] == reviews.digest_of({"scores": levels(theory=5), "opinion": OPINION})


def test_autosave_answers_with_the_next_number(client, given):
    reads_in(client, given.reviewer.person)
    answer = client.post(address_of(given), {"level-team": "1", "seen": "0"}, HTTP_HX_REQUEST="true")
    text = answer.content.decode()
    assert 'name="seen" value="1"' in text
    assert "<html" not in text


def test_two_windows_do_not_overwrite_each_other(client, given):
    reads_in(client, given.reviewer.person)
    client.post(address_of(given), {"opinion": "Première fenêtre", "seen": "0"})
    answer = client.post(address_of(given), {"opinion": "Seconde fenêtre", "seen": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Première fenêtre" in page
    assert "Seconde fenêtre" in page
    assert Review.objects.get().opinion == "Première fenêtre"
    assert 'name="seen" value="1"' in page
    client.post(address_of(given), {"opinion": "Seconde fenêtre", "seen": "1"})
    assert Review.objects.get().opinion == "Seconde fenêtre"


def test_others_are_seen_only_once_ones_own_is_sent(client, call, given):
    other = a_ready_reviewer(call, "Fatima")
    a_review_by(other, given.application, team=1)
    reads_in(client, given.reviewer.person)
    assert OPINION not in client.get(address_of(given)).content.decode()
    a_sent_review(given)
    page = client.get(address_of(given)).content.decode()
    assert page.count(OPINION) == 2
    assert "Fatima" not in page


def test_change_after_discussion_stands_beside_the_first_opinion(client, given):
    review = a_sent_review(given, theory=1)
    reads_in(client, given.reviewer.person)
    address = reverse("funding:review_change", args=[given.pk])
    assert client.post(address, posted(levels(theory=5))).status_code == 422
    client.post(address, posted(levels(theory=5), because="La preuve était en annexe."))
    review.refresh_from_db()
    assert review.first["scores"]["theory"]["level"] == 1.0
    assert review.scores["theory"]["level"] == 5.0
    assert "La preuve était en annexe." in client.get(address_of(given)).content.decode()


def test_sent_review_takes_no_draft(given):
    a_sent_review(given)
    with pytest.raises(Refused):
        reviews.keep_draft(assignment=given, scores={}, opinion="", seen=1, by=given.reviewer.person)


def test_level_off_the_scale_and_another_person_are_refused(given, salma):
    criteria = criteria_of(given.stage.grid.content, "fr")
    wrong = levels() | {"theory": {"level": 9.0, "comment": ""}}
    with pytest.raises(Unfit):
        reviews.send_review(
            assignment=given, criteria=criteria, scores=wrong, opinion=OPINION, seen=0,
            by=given.reviewer.person,
        )  # fmt: skip
    with pytest.raises(Refused):
        reviews.keep_draft(assignment=given, scores={}, opinion="", seen=0, by=salma)
    reviews.keep_draft(assignment=given, scores={}, opinion="", seen=0, by=given.reviewer.person)
    with pytest.raises(ChangedElsewhere):
        reviews.keep_draft(assignment=given, scores={}, opinion="", seen=7, by=given.reviewer.person)


def test_stranger_and_sealed_file_do_not_open(client, given, salma):
    assert reads_in(client, salma).get(address_of(given)).status_code == 404
    stage = given.stage
    stage.closes_at = stage.closes_at.replace(year=stage.closes_at.year + 1)
    stage.save()
    assert reads_in(client, given.reviewer.person).get(address_of(given)).status_code == 409


def test_tie_found_while_reading_hides_the_file_at_once(client, given):
    reads_in(client, given.reviewer.person)
    client.post(reverse("funding:review_recuse", args=[given.pk]), {"because": "Je les connais."})
    assert Conflict.objects.get().reason == "Je les connais."
    assert client.get(address_of(given)).status_code == 404


def test_giving_a_file_back_asks_why(client, given):
    reads_in(client, given.reviewer.person)
    address = reverse("funding:review_decline", args=[given.pk])
    assert client.post(address, {"because": ""}).status_code == 422
    client.post(address, {"because": "Hors de mon domaine."})
    assert Assignment.objects.get().state == AssignmentState.DECLINED


def test_reviewing_list_costs_the_same_for_one_and_three(client, call, given):
    address = reverse("funding:reviewing_show", args=[given.reviewer_id])
    reads_in(client, given.reviewer.person)
    one = web_cast.queries_of(client, address)
    an_assignment(given.reviewer, a_sent_application(call))
    an_assignment(given.reviewer, a_sent_application(call))
    assert web_cast.queries_of(client, address) == one


def test_give_a_file_by_hand_and_take_it_back(client, call, secretariat):
    application, reviewer = a_sent_application(call), a_ready_reviewer(call)
    reads_in(client, secretariat[1])
    address = reverse("funding:assignment_list", args=[call.pk])
    sent = {
        "assign-application": application.pk,
        "assign-reviewer": reviewer.pk,
        "assign-due_at": "2026-12-20",
    }
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 422
    given = Assignment.objects.get()
    assert given.due_at.date().isoformat() in {"2026-12-19", "2026-12-20"}
    client.post(reverse("funding:assignment_release", args=[given.pk]))
    given.refresh_from_db()
    assert given.state == AssignmentState.RELEASED
    assert client.post(address, sent).status_code == 302
    given.refresh_from_db()
    assert given.state == AssignmentState.ASKED


def test_a_conflict_keeps_a_file_from_being_given(call, secretariat):
    application, reviewer = a_sent_application(call), a_ready_reviewer(call)
    Conflict.objects.create(
        application=application, person=reviewer.person, source="declared", rule="declared"
    )
    with pytest.raises(Unfit):
        assigning.assign_file(
            stage=stage_of(call), application=application, reviewer=reviewer, due_at=None, by=secretariat[0]
        )


def test_progress_leaves_out_what_is_hidden_and_says_so(client, call, secretariat):
    kept, hidden = a_sent_application(call), a_sent_application(call)
    Conflict.objects.create(application=hidden, person=secretariat[1], source="declared", rule="declared")
    address = reverse("funding:review_progress", args=[call.pk])
    part = reads_in(client, secretariat[1]).get(address).content.decode()
    assert kept.reference in part
    assert hidden.reference not in part
    assert "1 candidature est laissée hors de cette page" in part
    assert hidden.reference in reads_in(client, secretariat[0]).get(address).content.decode()


def test_progress_costs_the_same_for_one_and_three(client, call, secretariat):
    address = reverse("funding:review_progress", args=[call.pk])
    reads_in(client, secretariat[0])
    a_review_by(a_ready_reviewer(call, "Un"), a_sent_application(call))
    one = web_cast.queries_of(client, address)
    a_review_by(a_ready_reviewer(call, "Deux"), a_sent_application(call))
    a_review_by(a_ready_reviewer(call, "Trois"), a_sent_application(call))
    assert web_cast.queries_of(client, address) == one


def test_reminder_once_in_two_days(
    client, given, secretariat, mailoutbox, django_capture_on_commit_callbacks
):
    reads_in(client, secretariat[1])
    address = reverse("funding:reviewer_remind", args=[given.reviewer_id])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert [letter.to for letter in mailoutbox] == [[given.reviewer.person.email]]
    assert reverse("funding:reviewing_show", args=[given.reviewer_id]) in mailoutbox[0].body
    assert client.post(address).status_code == 409


def test_steps_apart_counts_levels_not_points():
    [criterion] = criteria_of({"criteria": [a_criterion("team")]}, "fr")
    assert [steps_apart(criterion, given) for given in ([], [3.0], [1.0, 3.0], [1.0, 5.0])] == [0, 0, 1, 2]
