"""Letters of reading, reminders that are not sent twice, cards on the desks of readers and of the secretariat."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from miqyas.reporting.typography import french_spaces
from miqyas_web.foundation import clock
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding import desk_reading
from miqyas_web.funding.actions import sharing
from miqyas_web.funding.actions.reminders import remind_when_due
from miqyas_web.funding.models import Assignment
from miqyas_web.funding.rules.reviewing import reminder_wanted
from tests.web.funding.situations import (
    a_call,
    a_funder,
    a_sent_application,
    an_assignment,
    people_of,
    stage_of,
)
from tests.web.funding.situations_reviewing import a_ready_reviewer, a_sent_review, reads_in


@pytest.fixture
def secretariat(db):
    return people_of(a_funder())


@pytest.fixture
def call(secretariat):
    return a_call(secretariat[0].memberships.get().organisation)


def link_for(reviewer):
    return f"https://miqyas.example{reverse('funding:reviewing_show', args=[reviewer.pk])}"


def given(call, name="Rachid", *, days=2, **fields):
    """A file expected in so many days."""
    reviewer = a_ready_reviewer(call, name)
    due = clock.now() + timedelta(days=days)
    return an_assignment(reviewer, a_sent_application(call), due_at=due, **fields)


@pytest.mark.parametrize(
    ("due", "reminded", "wanted"),
    [
        (None, None, False),
        (4, None, False),
        (2, None, True),
        (2, -1, False),
        (2, -5, True),
        (-1, None, True),
        (-1, -3, True),
        (-1, -0.5, False),
        (-10, -8, False),
    ],
)
def test_a_reminder_is_wanted_when_the_day_nears_and_when_it_is_past(due, reminded, wanted):
    now = clock.now()
    due_at, reminded_at = (None if days is None else now + timedelta(days=days) for days in (due, reminded))
    assert reminder_wanted(due_at=due_at, reminded_at=reminded_at, now=now) == wanted


def test_reminders_go_once_to_who_has_files_that_near_their_day(
    call, mailoutbox, django_capture_on_commit_callbacks
):
    near = given(call)
    an_assignment(near.reviewer, a_sent_application(call), due_at=clock.now() + timedelta(days=20))
    given(call, "Loin", days=20)
    done = given(call, "Fini")
    a_sent_review(done)
    gone = given(call, "Parti").reviewer
    gone.left_at = clock.now()
    gone.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_when_due(link_for=link_for) == 1
    assert [letter.to for letter in mailoutbox] == [[near.reviewer.person.email]]
    assert link_for(near.reviewer) in mailoutbox[0].body
    assert "2 dossiers" in mailoutbox[0].body
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_when_due(link_for=link_for) == 0
    assert len(mailoutbox) == 1
    event = AuditEvent.objects.get(verb="reviewer_reminded")
    assert (event.person_id, event.organisation_id) == (None, call.organisation_id)


def test_reminders_speak_the_readers_language(call, mailoutbox, django_capture_on_commit_callbacks):
    person = given(call).reviewer.person
    person.language = "ar"
    person.save()
    with django_capture_on_commit_callbacks(execute=True):
        remind_when_due(link_for=link_for)
    assert "ملف" in mailoutbox[0].body
    assert "Appel inventé (ar)" in mailoutbox[0].body


def test_the_command_reminds_and_refuses_an_address_that_is_none(call):
    given(call)
    told = io.StringIO()
    call_command("reading", "remind", "--site", "https://miqyas.example/", stdout=told)
    assert told.getvalue() == "Reminded: 1 reviewer(s).\n"
    call_command("reading", "remind", "--site", "https://miqyas.example/", stdout=told)
    assert told.getvalue().endswith("Reminded: 0 reviewer(s).\n")
    with pytest.raises(CommandError, match="https://"):
        call_command("reading", "remind", "--site", "miqyas.example")


def test_sharing_out_writes_one_letter_to_each_reader(
    call, secretariat, mailoutbox, django_capture_on_commit_callbacks
):
    for _ in range(3):
        a_sent_application(call)
    people = {a_ready_reviewer(call, name).person.email for name in ("Un", "Deux", "Trois")}
    told = {"stage": stage_of(call), "each": 2, "due_at": None, "by": secretariat[0], "link_for": link_for}
    with django_capture_on_commit_callbacks(execute=True):
        sharing.share_out(**told)
    assert {letter.to[0] for letter in mailoutbox} == people
    assert len(mailoutbox) == 3
    with django_capture_on_commit_callbacks(execute=True):
        sharing.share_out(**told)
    assert len(mailoutbox) == 3


def test_a_file_given_by_hand_is_announced(
    client, call, secretariat, mailoutbox, django_capture_on_commit_callbacks
):
    application, reviewer = a_sent_application(call), a_ready_reviewer(call)
    reads_in(client, secretariat[1])
    sent = {
        "assign-application": application.pk,
        "assign-reviewer": reviewer.pk,
        "assign-due_at": "2026-12-20",
    }
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("funding:assignment_list", args=[call.pk]), sent)
    [letter] = mailoutbox
    assert (letter.to, reverse("funding:reviewing_show", args=[reviewer.pk]) in letter.body) == (
        [reviewer.person.email],
        True,
    )
    assert Assignment.objects.count() == 1


def test_the_readers_desk_says_what_is_to_be_read(client, call):
    person = given(call).reviewer.person
    [action] = desk_reading.actions_for(person)
    assert action.href == reverse("funding:reviewing_show", args=[call.reviewers.get().pk])
    page = reads_in(client, person).get(reverse("portal:desk_show")).content.decode()
    assert "Lire 1 dossier pour" in page


def test_the_secretariats_desk_says_how_far_reading_is(call, secretariat):
    a_sent_review(given(call))
    given(call, "Fatima", days=-1)
    [action] = desk_reading.actions_for(secretariat[1])
    assert action.why == french_spaces("Avis envoyés : 1 sur 2. 1 est en retard.")
    assert action.href == reverse("funding:review_progress", args=[call.pk])
    assert desk_reading.actions_for(secretariat[2]) == []


def test_a_desk_without_reading_is_empty_and_costs_the_same(
    call, secretariat, salma, django_assert_num_queries
):
    assert desk_reading.actions_for(salma) == []
    given(call)
    with django_assert_num_queries(3):
        desk_reading.actions_for(secretariat[0])
    given(call, "Deux")
    given(call, "Trois")
    with django_assert_num_queries(3):
        desk_reading.actions_for(secretariat[0])
