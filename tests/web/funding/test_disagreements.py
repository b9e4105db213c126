"""Disagreement as the model tells it, and the next reader in one click."""

import pytest
from django.urls import reverse

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import assigning
from miqyas_web.funding.models import Assignment, Conflict
from miqyas_web.funding.queries.disagreements import flags_of, proposals_for
from tests import web_cast
from tests.web.funding.situations import (
    a_call,
    a_funder,
    a_sent_application,
    an_assignment,
    people_of,
    stage_of,
)
from tests.web.funding.situations_reviewing import a_ready_reviewer, a_review_by, a_sent_review, reads_in

TORN = "2026-001"


@pytest.fixture
def secretariat(db):
    return people_of(a_funder())


@pytest.fixture
def call(secretariat):
    """Fifteen files read three times by six people who agree but on the first; two more people wait."""
    call = a_call(secretariat[0].memberships.get().organisation)
    readers = [a_ready_reviewer(call, f"Lecteur {n}", themes=["water"]) for n in range(6)]
    for n in range(15):
        application = a_sent_application(call)
        for turn in range(3):
            level = (1, 3, 5)[n % 3]
            if n == 0:
                level = (5, 1, 5)[turn]
            a_review_by(
                readers[(n + turn * (1 + n % 2)) % 6], application, theory=level, team=level, cost=level
            )
    a_ready_reviewer(call, "Hors thème")
    a_ready_reviewer(call, "Spécialiste", themes=["water"])
    return call


@pytest.fixture
def stage(call):
    return stage_of(call)


def page_of(client, call, person):
    address = reverse("funding:review_progress", args=[call.pk])
    return reads_in(client, person).get(address).content.decode()


def test_the_science_flags_the_file_and_no_other(stage):
    flags = flags_of(stage)
    assert [name for name, flag in flags.by_file.items() if flag.asks_one_more] == [TORN]
    assert flags.by_file[TORN].spread > flags.by_file[TORN].limit > 0
    assert len(flags.by_file) == 15


def test_the_page_proposes_who_knows_the_theme_and_has_room(client, call, stage, secretariat):
    proposal = proposals_for(stage, [TORN])[TORN]
    assert (proposal.reviewer.person.name, proposal.n_files, proposal.knows_theme) == ("Spécialiste", 0, True)
    page = page_of(client, call, secretariat[1])
    assert "Demander à Spécialiste" in page
    assert page.count("Demander à ") == 1


def test_one_click_asks_one_more_with_its_trace_and_its_letter(
    client, call, stage, secretariat, mailoutbox, django_capture_on_commit_callbacks
):
    reads_in(client, secretariat[1])
    chosen = proposals_for(stage, [TORN])[TORN].reviewer
    application = call.applications.get(reference=TORN)
    address = reverse("funding:reader_add", args=[call.pk, application.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"reviewer": chosen.pk}).status_code == 302
    given = Assignment.objects.get(reviewer=chosen)
    assert (given.is_additional, given.application) == (True, application)
    assert [letter.to for letter in mailoutbox] == [[chosen.person.email]]
    assert reverse("funding:reviewing_show", args=[chosen.pk]) in mailoutbox[0].body
    assert AuditEvent.objects.filter(verb="additional_reader_asked").count() == 1
    page = page_of(client, call, secretariat[1])
    assert "Demander à " not in page
    assert "Un lecteur supplémentaire a été sollicité" in page
    assert client.post(address, {"reviewer": chosen.pk}).status_code == 422
    assert client.post(address, {"reviewer": "x"}).status_code == 404


def test_who_is_tied_is_never_proposed_nor_asked(call, stage, secretariat):
    tied = call.reviewers.get(person__name="Spécialiste")
    application = call.applications.get(reference=TORN)
    Conflict.objects.create(application=application, person=tied.person, source="declared", rule="declared")
    assert proposals_for(stage, [TORN])[TORN].reviewer.pk != tied.pk
    with pytest.raises(Unfit):
        assigning.ask_one_more(
            stage=stage, application=application, reviewer=tied, link="", by=secretariat[0]
        )
    with pytest.raises(Refused):
        assigning.ask_one_more(
            stage=stage, application=application, reviewer=tied, link="", by=secretariat[2]
        )


def test_a_third_reading_that_sides_settles_the_spread_or_not_but_is_counted(call, stage):
    chosen = call.reviewers.get(person__name="Spécialiste")
    before = flags_of(stage).by_file[TORN]
    a_sent_review(an_assignment(chosen, call.applications.get(reference=TORN)), theory=5, team=5, cost=5)
    after = flags_of(stage).by_file[TORN]
    assert after.limit > before.limit * 0.9
    assert after != before


def test_too_few_readings_say_why_nothing_is_told(client, secretariat):
    call = a_call(secretariat[0].memberships.get().organisation)
    application = a_sent_application(call)
    a_review_by(a_ready_reviewer(call, "Un"), application, theory=1)
    a_review_by(a_ready_reviewer(call, "Deux"), application, theory=5)
    page = page_of(client, call, secretariat[1])
    assert "Rien ne peut encore être dit" in page
    assert "3 dossiers" in page
    # Where they stand apart is shown all the same.
    assert "theory (fr)" in page


def test_a_file_hidden_from_who_looks_is_not_among_the_flags(client, call, secretariat):
    application = call.applications.get(reference=TORN)
    Conflict.objects.create(
        application=application, person=secretariat[1], source="declared", rule="declared"
    )
    assert TORN not in page_of(client, call, secretariat[1])
    assert TORN in page_of(client, call, secretariat[0])


def test_a_refusal_does_not_name_a_hidden_file(client, secretariat):
    call = a_call(secretariat[0].memberships.get().organisation)
    files = [a_sent_application(call) for _ in range(4)]
    for name, pair in (("Un", files[:2]), ("Deux", files[:2]), ("Trois", files[2:]), ("Quatre", files[2:])):
        reader = a_ready_reviewer(call, name)
        for n, application in enumerate(pair):
            a_review_by(reader, application, theory=(1, 5)[n])
    assert files[0].reference in page_of(client, call, secretariat[1])
    Conflict.objects.create(application=files[0], person=secretariat[1], source="declared", rule="declared")
    page = page_of(client, call, secretariat[1])
    assert files[0].reference not in page
    assert files[1].reference in page


def test_progress_costs_the_same_whatever_the_number_of_flags(client, call, secretariat):
    address = reverse("funding:review_progress", args=[call.pk])
    reads_in(client, secretariat[0])
    one = web_cast.queries_of(client, address)
    for row in Assignment.objects.filter(application__reference="2026-007").select_related("review"):
        scores = {key: held | {"level": (1.0, 5.0)[row.pk % 2]} for key, held in row.review.scores.items()}
        type(row.review).objects.filter(pk=row.review.pk).update(scores=scores)
    assert web_cast.queries_of(client, address) == one
