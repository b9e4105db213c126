"""Reviewers are invited, accept, are described, leave; their ties hide files."""

import pytest
from django.core import mail
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.accounts.models import Membership
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import conflicts, reviewers
from miqyas_web.funding.enums import AssignmentState, ConflictSource, ConflictState
from miqyas_web.funding.models import Conflict, Reviewer
from miqyas_web.funding.queries.ties import applications_by_organisation
from tests import web_cast
from tests.web.funding.situations import a_call, a_funder, a_sent_application, an_assignment, people_of
from tests.web.funding.situations_reviewing import a_ready_reviewer, reads_in


@pytest.fixture
def funder(db):
    return a_funder()


@pytest.fixture
def secretariat(funder):
    """Hajar leads, Driss runs calls, Nadia only reads."""
    return people_of(funder)


@pytest.fixture
def call(funder, secretariat):
    return a_call(funder)


def invite(call, by, email="rachid@example.ma"):
    return reviewers.invite_reviewer(
        call=call, email=email, panel="A", language="ar", by=by, link_for=lambda token: token
    )


def test_invite_then_accept_makes_a_reviewer(call, secretariat, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        token = invite(call, secretariat[1])
    assert [letter.to for letter in mail.outbox] == [["rachid@example.ma"]]
    assert token in mail.outbox[0].body
    reviewer = reviewers.accept_invitation(token=token, by=web_cast.person("Rachid"))
    assert (reviewer.call, reviewer.panel, reviewer.declared_at) == (call, "A", None)
    with pytest.raises(Refused):
        reviewers.open_invitation(token)


def test_invite_twice_or_without_the_right_is_refused(call, secretariat):
    invite(call, secretariat[0])
    with pytest.raises(Unfit):
        invite(call, secretariat[0])
    with pytest.raises(Refused):
        invite(call, secretariat[2], email="autre@example.ma")


def test_accept_page_opens_an_account_then_the_list(client, call, secretariat):
    token = invite(call, secretariat[0], email="nouvelle@example.ma")
    address = reverse("funding:reviewer_accept", args=[token])
    assert client.get(address).status_code == 200
    sent = {"name": "Nouvelle", "password": web_cast.PASSWORD}
    assert client.post(address, sent).url == reverse("funding:reviewing_list")
    assert Reviewer.objects.get().person.email == "nouvelle@example.ma"
    assert client.get(address).status_code == 409


def test_withdrawn_invitation_no_longer_opens(client, call, secretariat):
    token = invite(call, secretariat[0])
    reads_in(client, secretariat[0])
    page = client.get(reverse("funding:reviewer_list", args=[call.pk])).content.decode()
    assert "rachid@example.ma" in page
    client.post(reverse("funding:reviewer_uninvite", args=[call.reviewer_invitations.get().pk]))
    with pytest.raises(Refused):
        reviewers.open_invitation(token)


def test_reviewer_list_is_for_the_secretariat(client, call, secretariat, salma):
    address = reverse("funding:reviewer_list", args=[call.pk])
    assert reads_in(client, salma).get(address).status_code == 404
    assert reads_in(client, secretariat[2]).get(address).status_code == 409
    assert reads_in(client, secretariat[1]).get(address).status_code == 200


def test_reviewer_list_costs_the_same_for_one_and_three(client, call, secretariat):
    address = reverse("funding:reviewer_list", args=[call.pk])
    reads_in(client, secretariat[0])
    a_ready_reviewer(call)
    one = web_cast.queries_of(client, address)
    a_ready_reviewer(call, "Fatima")
    a_ready_reviewer(call, "Karim")
    assert web_cast.queries_of(client, address) == one


def test_leaving_gives_back_what_was_not_sent(call, secretariat):
    reviewer = a_ready_reviewer(call)
    given = an_assignment(reviewer, a_sent_application(call))
    with pytest.raises(Unfit):
        reviewers.end_reviewing(reviewer=reviewer, because=" ", by=reviewer.person)
    assert reviewers.end_reviewing(reviewer=reviewer, because="Maladie", by=reviewer.person) == 1
    given.refresh_from_db()
    assert (given.state, given.reason) == (AssignmentState.RELEASED, "Maladie")
    with pytest.raises(Refused):
        reviewers.end_reviewing(reviewer=reviewer, because="Encore", by=reviewer.person)


def test_organisations_are_declared_apart_from_files_and_only_after_the_deadline(funder, secretariat):
    early = a_call(funder, moment="open", slug="ouvert")
    a_sent_application(early)
    assert applications_by_organisation(early) == {}
    late = a_call(funder, slug="clos")
    application = a_sent_application(late)
    found = applications_by_organisation(late)
    assert [each.name for each in found.values()] == [application.initiative.organisation.name]


def test_declared_tie_hides_the_file_and_takes_it_back(client, call):
    application = a_sent_application(call)
    reviewer = a_ready_reviewer(call, declared_at=None)
    given = an_assignment(reviewer, application)
    key = f"o{application.initiative.organisation_id}"
    address = reverse("funding:reviewing_declare", args=[reviewer.pk])
    reads_in(client, reviewer.person)
    assert client.post(address, {f"tie-{key}": "on"}).status_code == 422
    assert Conflict.objects.count() == 0
    answer = client.post(address, {f"tie-{key}": "on", f"why-{key}": "Ma sœur y travaille."})
    assert answer.url == reverse("funding:reviewing_show", args=[reviewer.pk])
    conflict = Conflict.objects.get()
    assert (conflict.source, conflict.state, conflict.person) == ("declared", "standing", reviewer.person)
    given.refresh_from_db()
    assert given.state == AssignmentState.RELEASED
    assert client.get(reverse("funding:review_edit", args=[given.pk])).status_code == 404


def test_membership_and_authorship_are_inferred_once_with_their_rule(call, secretariat):
    application = a_sent_application(call)
    reviewer = a_ready_reviewer(call)
    Membership.objects.create(
        organisation=application.initiative.organisation, person=reviewer.person, role=Role.READER
    )
    assert conflicts.find_conflicts(call=call, by=secretariat[1]) == 1
    assert conflicts.find_conflicts(call=call, by=secretariat[1]) == 0
    conflict = Conflict.objects.get()
    assert (conflict.source, conflict.rule) == (ConflictSource.INFERRED, "member")
    assert conflict.facts == {"organisation": application.initiative.organisation_id}


def test_an_initiative_studied_by_the_reviewer_ties_them(call, secretariat):
    person, initiative = web_cast.person("Chercheuse"), None
    application = a_sent_application(call)
    initiative = application.initiative
    web_cast.draft_study(initiative, application.created_by)
    initiative.studies.update(created_by=person)
    a_ready_reviewer(call, person=person)
    conflicts.find_conflicts(call=call, by=secretariat[0])
    assert list(Conflict.objects.values_list("rule", "person")) == [("study", person.pk)]


def a_member_conflict(call, by):
    application = a_sent_application(call)
    reviewer = a_ready_reviewer(call)
    Membership.objects.create(
        organisation=application.initiative.organisation, person=reviewer.person, role=Role.READER
    )
    conflicts.find_conflicts(call=call, by=by)
    return Conflict.objects.get()


def test_contest_then_lift_with_a_reason(client, call, secretariat):
    conflict = a_member_conflict(call, secretariat[1])
    with pytest.raises(Refused):
        conflicts.contest_conflict(conflict=conflict, because="Non", by=secretariat[1])
    reads_in(client, conflict.person)
    client.post(reverse("funding:conflict_contest", args=[conflict.pk]), {"because": "Partie en 2019."})
    conflict.refresh_from_db()
    assert (conflict.state, conflict.contested_because) == (ConflictState.CONTESTED, "Partie en 2019.")
    reads_in(client, secretariat[1])
    address = reverse("funding:conflict_settle", args=[conflict.pk])
    assert client.post(address, {"lift": "lift", "because": ""}).status_code == 422
    client.post(address, {"lift": "lift", "because": "Vérifié avec l'association."})
    conflict.refresh_from_db()
    assert (conflict.state, conflict.settled_by) == (ConflictState.LIFTED, secretariat[1])
    # What was lifted is not found again.
    conflicts.find_conflicts(call=call, by=secretariat[1])
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.LIFTED
    assert AuditEvent.objects.filter(verb="conflict_lifted").count() == 1


def test_nobody_settles_their_own_conflict(call, secretariat):
    application = a_sent_application(call)
    conflict = conflicts.report_conflict(
        application=application, person=secretariat[1], reason="Ancien employeur", by=secretariat[0]
    )
    with pytest.raises(Refused):
        conflicts.settle_conflict(conflict=conflict, lift=True, because="Bah", by=secretariat[1])
    with pytest.raises(Unfit):
        conflicts.report_conflict(
            application=application, person=secretariat[1], reason="Encore", by=secretariat[0]
        )


def test_who_is_tied_sees_that_rows_are_left_out(client, call, secretariat):
    application = a_sent_application(call)
    reviewer = a_ready_reviewer(call, "Lectrice")
    conflicts.report_conflict(
        application=application, person=reviewer.person, reason="Voisine", by=secretariat[0]
    )
    conflicts.report_conflict(
        application=application, person=secretariat[1], reason="Cousin", by=secretariat[0]
    )
    address = reverse("funding:conflict_list", args=[call.pk])
    whole = reads_in(client, secretariat[0]).get(address).content.decode()
    assert "Voisine" in whole
    assert "Cousin" in whole
    part = reads_in(client, secretariat[1]).get(address).content.decode()
    assert "Voisine" not in part
    assert "Cousin" in part
    assert "1 ligne est laissée de côté" in part


def test_conflict_list_costs_the_same_for_one_and_three(client, call, secretariat):
    address = reverse("funding:conflict_list", args=[call.pk])
    reads_in(client, secretariat[0])

    def tie(name):
        conflicts.report_conflict(
            application=a_sent_application(call),
            person=a_ready_reviewer(call, name).person,
            reason="Lien",
            by=secretariat[0],
        )

    tie("Un")
    one = web_cast.queries_of(client, address)
    tie("Deux")
    tie("Trois")
    assert web_cast.queries_of(client, address) == one


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_reviewer_pages_in_three_languages(client, call, secretariat, language):
    reviewer = a_ready_reviewer(call)
    a_sent_application(call)
    reads_in(client, secretariat[0], language)
    for name, pk in (
        ("reviewer_list", call.pk), ("conflict_list", call.pk), ("reviewer_edit", reviewer.pk),
        ("review_progress", call.pk), ("assignment_list", call.pk),
    ):  # fmt: skip
        assert client.get(reverse(f"funding:{name}", args=[pk])).status_code == 200
    reads_in(client, reviewer.person, language)
    for name in ("reviewing_show", "reviewing_declare", "reviewing_training"):
        assert client.get(reverse(f"funding:{name}", args=[reviewer.pk])).status_code == 200
    assert client.get(reverse("funding:reviewing_list")).status_code == 200


def test_describe_a_reviewer(client, call, secretariat):
    reviewer = a_ready_reviewer(call)
    reads_in(client, secretariat[0])
    sent = {"panel": "B", "themes": ["water"], "languages": ["fr", "ar"], "most_files": "٩"}
    client.post(reverse("funding:reviewer_edit", args=[reviewer.pk]), sent)
    reviewer.refresh_from_db()
    assert (reviewer.panel, reviewer.themes, reviewer.languages, reviewer.most_files) == (
        "B", ["water"], ["fr", "ar"], 9,
    )  # fmt: skip
