"""The close of a stage: who goes on, who does not and why; interviews; each stage keeps its own seal."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import applications as applying
from miqyas_web.funding.actions import interviews, notices
from miqyas_web.funding.actions import stage_answers as actions
from miqyas_web.funding.actions.stage_answers import Said
from miqyas_web.funding.enums import ConflictSource, StageKind
from miqyas_web.funding.models import Application, Conflict, Review, Sealed, StageAnswer
from miqyas_web.funding.queries import access
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.queries.progress import applications_read
from miqyas_web.funding.refusals import NotOpen, NotYetDecidable, Recused, StillSealed, Unheard
from miqyas_web.funding.rules.eligibility import mad
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations_stages import a_further_stage, close

pytestmark = pytest.mark.django_db
SITE = "https://miqyas.example"


@pytest.fixture
def funder():
    return situations.a_funder()


@pytest.fixture
def people(funder):
    return situations.people_of(funder)


@pytest.fixture
def call(funder):
    return situations.a_call(funder)


@pytest.fixture
def full(call):
    return a_further_stage(call)


@pytest.fixture
def applicant():
    return situations.an_applicant()


@pytest.fixture
def first(call, applicant):
    return situations.a_sent_application(call, applicant[1])


@pytest.fixture
def second(call):
    return situations.a_sent_application(call)


def invite(*applications):
    return [Said(one.reference, is_invited=True) for one in applications]


def refuse(*applications, reason="Le besoin n'est pas montré."):
    return [Said(one.reference, is_invited=False, reason=reason) for one in applications]


def tell(call, people, *answers, stage=None):
    stage = stage or situations.stage_of(call)
    actions.write_stage_answers(stage=stage, answers=[one for some in answers for one in some], by=people[1])
    return actions.tell_stage_answers(stage=stage, site=SITE, by=people[0])


def test_answers_are_written_undone_written_again_and_told(
    client, call, full, first, second, people, django_capture_on_commit_callbacks
):
    Person.objects.filter(pk=second.created_by_id).update(language="ar")
    address = reverse("funding:stage_answer_list", args=[call.pk, 1])
    client.force_login(people[1])
    assert client.get(address).status_code == 200
    sent = {f"answer-{first.pk}": "invite", f"answer-{second.pk}": "refuse"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert second.reference in refused.content.decode()
    assert not StageAnswer.objects.exists()
    assert client.post(address, sent | {"reason_for_all": "Besoin non montré."}).status_code == 302
    assert StageAnswer.objects.get(application=second).reason == "Besoin non montré."
    assert client.post(reverse("funding:stage_answer_undo", args=[call.pk, 1])).status_code == 302
    assert not StageAnswer.objects.exists()
    assert client.post(reverse("funding:stage_answer_undo", args=[call.pk, 1])).status_code == 409
    assert client.post(address, sent | {f"reason-{second.pk}": "Hors zone."}).status_code == 302
    assert mail.outbox == []
    assert client.post(reverse("funding:stage_answer_tell", args=[call.pk, 1])).status_code == 409
    client.force_login(people[0])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("funding:stage_answer_tell", args=[call.pk, 1])).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.stage, second.state, second.stage.position) == (
        "draft",
        full,
        "not_retained",
        1,
    )
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(letters) == {"amina@example.ma", second.created_by.email}
    assert "Hors zone." in letters[second.created_by.email]
    assert "Hors zone." not in letters["amina@example.ma"]
    assert any("\u0600" <= letter <= "\u06ff" for letter in letters[second.created_by.email])
    verbs = ["stage_answers_written", "stage_answers_undone", "stage_answers_written", "stage_answers_told"]
    assert (
        list(
            AuditEvent.objects.order_by("position")
            .filter(verb__startswith="stage_answers")
            .values_list("verb", flat=True)
        )
        == verbs
    )
    told = client.get(address).content.decode()
    assert "Hors zone." in told
    with pytest.raises(Refused):
        actions.undo_stage_answers(stage=situations.stage_of(call), by=people[0])
    with pytest.raises(Refused):
        actions.write_stage_answers(stage=situations.stage_of(call), answers=invite(second), by=people[0])


def test_a_new_draft_begins_with_what_was_sealed_and_not_with_what_was_written_since(
    call, full, first, people
):
    Application.objects.filter(pk=first.pk).update(
        asked_mad=Decimal(999), theme="work", answers={"1": {"need": "Jamais envoyé"}}
    )
    tell(call, people, invite(first))
    first.refresh_from_db()
    assert (first.asked_mad, first.theme) == (Decimal(100000), "water")
    # The questions that say the same are filled, whatever their keys; the other waits.
    assert first.answers == {"1": {"need": "L'eau manque en été."}, "2": {"q2": "L'eau manque en été."}}


def test_the_applicant_reads_the_answer_writes_and_seals_the_next_stage(
    client, call, full, first, second, applicant, people
):
    amina = applicant[0]
    tell(call, people, invite(first), refuse(second))
    client.force_login(amina)
    page = client.get(reverse("funding:application_show", args=[first.pk])).content.decode()
    assert "Dossier (fr)" in page
    edit = client.get(reverse("funding:application_edit", args=[first.pk])).content.decode()
    assert "Comment mesurerez-vous" in edit
    with pytest.raises(Refused):
        applying.send_application(application=first, by=amina)
    first.refresh_from_db()
    said = {
        "answers": {"q1": "Par une enquête.", "q2": "L'eau manque."}, "declared": [], "theme": "water", "region": None,
        "asked_mad": Decimal(120000), "cofunding_mad": Decimal(0),
        "budget": [{"title": "Travaux", "amount_mad": "120000.00", "asked_mad": "120000.00"}],
    }  # fmt: skip
    applying.edit_application(application=first, said=said, revision=first.revision, by=amina)
    seal = applying.send_application(application=first, by=amina)
    assert (seal.number, seal.stage, seal.content["asked_mad"]) == (2, full, "120000.00")
    assert Sealed.objects.get(application=first, number=1).content["asked_mad"] == "100000.00"
    client.force_login(second.created_by)
    refused = client.get(reverse("funding:application_show", args=[second.pk])).content.decode()
    assert "Le besoin n&#x27;est pas montré." in refused
    with pytest.raises(Refused):
        applying.send_application(application=second, by=second.created_by)


def test_each_seal_opens_at_the_deadline_of_its_own_stage(client, call, full, first, applicant, people):
    driss, stage = people[1], situations.stage_of(call)
    reviewer = situations.a_reviewer(call)
    given = situations.an_assignment(reviewer, first, stage=stage)
    tell(call, people, invite(first))
    Application.objects.filter(pk=first.pk).update(
        asked_mad=Decimal(777000), budget=[], answers={"2": {"q1": "Secret de l'étape deux"}}
    )
    # A draft of the second stage closes nothing of the first, and shows nothing of itself.
    assert access.application_received(driss, first.pk) == first
    assert access.assignment_of_reviewer(reviewer.person, given.pk) == given
    client.force_login(driss)
    page = client.get(reverse("funding:received_show", args=[first.pk])).content.decode()
    assert "eau manque en été" in page
    listed = client.get(reverse("funding:received_list", args=[call.pk]))
    for text in (
        page,
        listed.content.decode(),
        client.get(reverse("funding:received_show", args=[first.pk]) + "?stage=2").content.decode(),
    ):
        assert "Secret" not in text
        assert mad(Decimal(777000)) not in text
    assert [row.application for row in listed.context["received"].rows] == [first]
    assert list(applications_read(stage)) == [first]
    later = situations.an_assignment(situations.a_reviewer(call, "Salma"), first, stage=full)
    with pytest.raises(StillSealed):
        access.assignment_of_reviewer(later.reviewer.person, later.pk)
    seal(first, full, asked="130000.00")
    assert "130" not in client.get(reverse("funding:received_show", args=[first.pk])).content.decode()
    close(full)
    assert access.assignment_of_reviewer(later.reviewer.person, later.pk) == later
    shown = client.get(reverse("funding:received_show", args=[first.pk]))
    assert shown.context["sealed"].stage == full
    assert (
        client.get(reverse("funding:received_show", args=[first.pk]) + "?stage=1").context["sealed"].stage
        == stage
    )


def seal(application, stage, *, asked):
    """Seal it at a stage, asking so much, whatever the application says."""
    content = situations.sealed_content(application) | {"asked_mad": asked}
    application.refresh_from_db()
    Application.objects.filter(pk=application.pk).update(state="sent")
    return Sealed.objects.create(
        application=application,
        stage=stage,
        number=application.seals.count() + 1,
        content=content,
        sha256=situations.digest(content),
        sealed_by=application.created_by,
        sealed_at=clock.now(),
    )


def read(application, stage, level=5):
    """One review sent at a stage."""
    reviewer = situations.a_reviewer(application.call, f"Lecteur{application.pk}{stage.pk}")
    given = situations.an_assignment(reviewer, application, stage=stage, state="sent")
    scores = {key: {"level": level, "comment": ""} for key in ("theory", "team", "cost")}
    Review.objects.create(assignment=given, scores=scores, first={"scores": scores}, sent_at=clock.now())


def test_the_allocation_reads_the_last_stage_and_what_was_sealed_there(call, full, first, second, people):
    tell(call, people, invite(first, second))
    with pytest.raises(NotYetDecidable):
        round_of(call)
    seal(first, full, asked="130000.00")
    Application.objects.filter(pk=first.pk).update(asked_mad=Decimal(5))
    close(full)
    read(first, full)
    found = round_of(call)
    # The second was invited and sent nothing at the last stage: its first note is not judged in its place.
    assert [(one.reference, one.entry.cost) for one in found.candidates] == [(first.reference, 130000.0)]
    assert found.open[0].score == 100


def test_a_gate_a_conflict_and_a_missing_answer_are_refused(call, full, first, second, people):
    stage = situations.stage_of(call)
    read(first, stage, level=1)
    with pytest.raises(Refused, match=first.reference):
        actions.write_stage_answers(stage=stage, answers=invite(first), by=people[1])
    Conflict.objects.create(application=second, person=people[1], source=ConflictSource.DECLARED)
    with pytest.raises(Refused, match=second.reference):
        actions.write_stage_answers(stage=stage, answers=invite(second), by=people[1])
    actions.write_stage_answers(stage=stage, answers=refuse(first), by=people[1])
    with pytest.raises(Refused):
        actions.tell_stage_answers(stage=stage, site=SITE, by=people[0])
    assert StageAnswer.objects.filter(told_at__isnull=False).count() == 0
    actions.write_stage_answers(stage=stage, answers=invite(second), by=people[0])
    assert actions.tell_stage_answers(stage=stage, site=SITE, by=people[0]) == 2


def test_a_stage_under_way_a_last_one_and_a_reader_are_refused(client, call, first, people):
    stage = situations.stage_of(call)
    with pytest.raises(Refused):
        actions.write_stage_answers(stage=stage, answers=invite(first), by=people[1])
    a_further_stage(call)
    client.force_login(people[2])
    assert client.get(reverse("funding:stage_answer_list", args=[call.pk, 1])).status_code == 409
    client.force_login(people[1])
    assert client.get(reverse("funding:stage_answer_list", args=[call.pk, 2])).status_code == 409
    client.force_login(web_cast.person("Zineb"))
    assert client.get(reverse("funding:stage_answer_list", args=[call.pk, 1])).status_code == 404


def test_a_later_stage_that_took_nothing_may_still_move(call, first, people):
    late = a_further_stage(call, moment="after")
    stage = situations.stage_of(call)
    actions.write_stage_answers(stage=stage, answers=invite(first), by=people[1])
    with pytest.raises(Refused):
        actions.tell_stage_answers(stage=stage, site=SITE, by=people[0])
    texts = situations.texts("Un mois de plus")
    with pytest.raises(Refused):
        notices.move_deadline(
            stage=late, closes_at=clock.now() - timedelta(hours=1), text=texts, by=people[0]
        )
    notices.move_deadline(stage=late, closes_at=clock.now() + timedelta(days=30), text=texts, by=people[0])
    assert actions.tell_stage_answers(stage=stage, site=SITE, by=people[0]) == 1
    close(late)
    with pytest.raises(Refused):
        notices.move_deadline(
            stage=late, closes_at=clock.now() + timedelta(days=60), text=texts, by=people[0]
        )


def test_a_withdrawn_file_is_neither_awaited_nor_told(call, full, first, second, people):
    applying.withdraw_application(application=second, by=second.created_by)
    assert tell(call, people, invite(first)) == 1
    second.refresh_from_db()
    assert second.state == "withdrawn"


@pytest.fixture
def heard(call, first, people):
    """A stage of interviews to which the first application is invited."""
    stage = a_further_stage(call, kind=StageKind.INTERVIEW)
    tell(call, people, invite(first))
    first.refresh_from_db()
    return stage


def at(**delay):
    return timezone.localtime(clock.now() + timedelta(**delay)).strftime("%Y-%m-%dT%H:%M")


def test_an_interview_has_a_time_told_then_a_record_sealed_with_the_file(
    client, call, heard, first, applicant, people, django_capture_on_commit_callbacks
):
    assert (first.state, first.stage) == ("sent", heard)
    with pytest.raises(Refused):
        applying.send_application(application=first, by=applicant[0])
    client.force_login(people[1])
    address = reverse("funding:interview_list", args=[call.pk, 2])
    assert client.get(address).status_code == 200
    plan = {"starts_at": at(days=90), "minutes": "30", "place": "Salle 2", "pause": "10"}
    assert client.post(address, plan).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, plan | {"starts_at": at(days=2)}).status_code == 302
    assert client.post(address, plan | {"starts_at": at(days=2)}).status_code == 409
    interview = first.interviews.get()
    assert "Salle 2" in mail.outbox[0].body
    one = reverse("funding:interview_edit", args=[interview.pk])
    assert client.get(one).status_code == 200
    record = {"revision": 0, "has_come": "yes", "present": "Amina, Driss", "record": "La source est datée."}
    assert client.post(one, record).status_code == 409
    move = {"revision": 0, "starts_at": at(days=3), "minutes": "45", "place": "Salle 3"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(one, move).status_code == 302
    assert "Salle 3" in mail.outbox[1].body
    client.force_login(applicant[0])
    assert "Salle 3" in client.get(reverse("funding:application_show", args=[first.pk])).content.decode()
    interview.refresh_from_db()
    interview.starts_at = clock.now() - timedelta(hours=2)
    interview.save()
    client.force_login(people[1])
    assert client.post(one, record).status_code == 409
    assert client.post(one, record | {"revision": 1}).status_code == 302
    sealed = Sealed.objects.get(stage=heard)
    assert sealed.content["interview"]["record"] == "La source est datée."
    assert sealed.content["answers"] == {"1": {"need": "L'eau manque en été."}}
    assert client.post(one, move | {"revision": 2}).status_code == 409


def test_an_interview_judged_by_a_grid_waits_for_its_record(call, heard, first, people):
    close(heard)
    with pytest.raises(Unheard):
        round_of(call)
    interview = first.interviews.create(
        stage=heard, starts_at=clock.now() - timedelta(hours=3), minutes=30, place="Salle 2",
        booked_by=people[1], booked_at=clock.now(),
    )  # fmt: skip
    Conflict.objects.create(application=first, person=people[0], source=ConflictSource.DECLARED)
    said = {"has_come": False, "present": "", "record": "Absente, route coupée.", "revision": 0}
    with pytest.raises(Recused):
        interviews.record_interview(interview=interview, by=people[0], **said)
    interviews.record_interview(interview=interview, by=people[1], **said)
    read(first, heard)
    assert [(one.reference, one.entry.cost) for one in round_of(call).open] == [(first.reference, 100000.0)]


def test_an_interview_without_a_grid_is_judged_by_the_grid_before(call, first, people):
    stage = a_further_stage(call, kind=StageKind.INTERVIEW, grid=None)
    read(first, situations.stage_of(call))
    tell(call, people, invite(first))
    first.interviews.create(
        stage=stage, starts_at=clock.now(), minutes=30, place="Salle 2", booked_by=people[1], booked_at=clock.now(),
        has_come=True, record="Dit.", recorded_by=people[1], recorded_at=clock.now(),
    )  # fmt: skip
    close(stage)
    found = round_of(call)
    assert (found.stage.position, [one.reference for one in found.open]) == (1, [first.reference])


def test_after_the_deadline_of_the_second_stage_nothing_is_written(call, full, first, applicant, people):
    tell(call, people, invite(first))
    close(full)
    with pytest.raises(NotOpen):
        applying.send_application(application=first, by=applicant[0])


def test_the_page_of_answers_costs_the_same_for_one_and_three(client, call, full, first, people):
    client.force_login(people[1])
    address = reverse("funding:stage_answer_list", args=[call.pk, 1])
    one = web_cast.queries_of(client, address)
    for _ in range(2):
        situations.a_sent_application(call)
    assert web_cast.queries_of(client, address) == one
