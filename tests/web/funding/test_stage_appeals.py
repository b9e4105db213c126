"""A "no" at the end of a stage is appealed against: filed, heard, settled; upheld, the next stage opens."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime

from miqyas_web.accounts.enums import Role
from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding import desk
from miqyas_web.funding.actions import appeals, interviews, withdrawing
from miqyas_web.funding.actions import applications as applying
from miqyas_web.funding.actions import stage_answers as answering
from miqyas_web.funding.actions.stage_answers import Said
from miqyas_web.funding.enums import AppealState, ApplicationState, CallState, ConflictSource, StageKind
from miqyas_web.funding.models import Appeal, Application, Call, Conflict, Stage, StageAnswer
from miqyas_web.funding.queries import access
from miqyas_web.funding.queries.appeals import check_stages_settled
from miqyas_web.funding.queries.candidates import candidates_at
from miqyas_web.funding.queries.progress import applications_read
from miqyas_web.funding.queries.seals import figures_at, opened_seals
from miqyas_web.funding.refusals import NotOpen, Recused, StillSealed
from miqyas_web.funding.rules.answers import own_time
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations_stages import a_further_stage, close

pytestmark = pytest.mark.django_db
SITE = "https://miqyas.example"
WRONG = "La note dit 40 familles, le motif en compte 4."


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
def refused(call, full, applicant, people):
    """Amina's application, not retained; the other one goes on."""
    theirs = situations.a_sent_application(call, applicant[1])
    other = situations.a_sent_application(call)
    tell(
        call, people, Said(theirs.reference, is_invited=False, reason="4 familles seulement."), invite(other)
    )
    theirs.refresh_from_db()
    return theirs


def invite(application):
    return Said(application.reference, is_invited=True)


def tell(call, people, *answers, stage=None):
    stage = stage or situations.stage_of(call)
    answering.write_stage_answers(stage=stage, answers=list(answers), by=people[1])
    return answering.tell_stage_answers(stage=stage, site=SITE, by=people[0])


def told(application) -> StageAnswer:
    return application.stage_answers.get(stage__position=1)


def filed(application, **changes) -> Appeal:
    said = {"ground": "fact", "text": WRONG, "by": situations.lead_of(application.initiative.organisation)}
    return appeals.file_stage_appeal(answer=told(application), **said | changes)


def upheld(application, people, days=14) -> Application:
    appeal = filed(application)
    appeals.admit_appeal(appeal=appeal, by=people[0])
    said = {"answer": "Le chiffre a été mal lu.", "site": SITE, "by": people[0]}
    appeals.uphold_stage_appeal(appeal=appeal, days=days, **said)
    return Application.objects.get(pk=application.pk)


def answer_again(application, by):
    return applying.edit_application(
        application=application,
        said={
            "answers": {"q1": "Par un relevé.", "q2": "L'eau manque."},
            "declared": [],
            "theme": "water",
            "region": None,
            "asked_mad": application.asked_mad,
            "cofunding_mad": application.cofunding_mad,
            "budget": application.budget,
        },
        revision=application.revision,
        by=by,
    )


def test_own_time_is_given_only_where_the_deadline_of_the_others_comes_before():
    now = clock.now()
    assert own_time(opens_at=now, closes_at=now + timedelta(days=30), days=14, now=now) is None
    assert own_time(opens_at=now, closes_at=None, days=14, now=now) is None
    end = own_time(opens_at=now, closes_at=now + timedelta(days=2), days=14, now=now)
    assert end >= now + timedelta(days=14) - timedelta(minutes=1)
    assert (localtime(end).hour, localtime(end).minute) == (23, 59)
    later = own_time(opens_at=now + timedelta(days=9), closes_at=now + timedelta(days=12), days=7, now=now)
    assert later >= now + timedelta(days=15)


def test_it_is_filed_once_in_its_window_by_who_may_send(refused, people, call):
    with pytest.raises(Refused):
        filed(refused, by=people[0])
    with pytest.raises(Unfit):
        filed(refused, text="  ")
    appeal = filed(refused)
    assert (appeal.state, appeal.outcome_id, appeal.application) == (AppealState.FILED, None, refused)
    with pytest.raises(Refused, match="already|déjà"):
        filed(refused)
    event = AuditEvent.objects.get(verb="appeal_filed")
    assert event.organisation_id == call.organisation_id
    other = Application.objects.exclude(pk=refused.pk).get()
    with pytest.raises(Refused):
        filed(other)


def test_it_is_not_filed_once_the_window_is_over_or_the_call_is(refused, call):
    StageAnswer.objects.filter(application=refused).update(told_at=clock.now() - timedelta(days=31))
    with pytest.raises(Refused, match="30"):
        filed(refused)
    StageAnswer.objects.filter(application=refused).update(told_at=clock.now())
    Call.objects.filter(pk=call.pk).update(state=CallState.WITHDRAWN)
    with pytest.raises(Refused):
        filed(refused)


def test_the_database_holds_one_answer_by_appeal(refused):
    appeal = filed(refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(stage_answer=None)


def test_who_scored_or_is_tied_does_not_hear(refused, people, call, client):
    appeal = filed(refused)
    tie = Conflict.objects.create(application=refused, person=people[0], source=ConflictSource.DECLARED)
    with pytest.raises(Recused):
        appeals.admit_appeal(appeal=appeal, by=people[0])
    client.force_login(people[0])
    assert client.get(reverse("funding:appeal_show", args=[appeal.pk])).status_code == 409
    assert "appeal" not in " ".join(each.href for each in desk.actions_for(people[0]))
    tie.delete()
    assert reverse("funding:appeal_show", args=[appeal.pk]) in [
        each.href for each in desk.actions_for(people[0])
    ]
    with pytest.raises(Refused):
        appeals.admit_appeal(appeal=appeal, by=people[1])


def test_upheld_the_next_stage_opens_with_what_was_sealed(
    refused, people, full, applicant, django_capture_on_commit_callbacks
):
    Person.objects.filter(pk=applicant[0].pk).update(language="ar")
    with django_capture_on_commit_callbacks(execute=True):
        opened = upheld(refused, people)
    assert (opened.state, opened.stage, opened.own_closes_at) == (ApplicationState.DRAFT, full, None)
    assert opened.answers["2"] == {"q2": "L'eau manque en été."}
    event = AuditEvent.objects.get(verb="stage_appeal_upheld")
    assert event.facts["reference"] == refused.reference
    letter = mail.outbox[-1]
    assert letter.to == [applicant[0].email]
    assert "Le chiffre a été mal lu." in letter.body
    assert any("\u0600" <= sign <= "\u06ff" for sign in letter.body)
    assert (
        applying.send_application(application=answer_again(opened, applicant[0]), by=applicant[0]).stage
        == full
    )


def test_an_appeal_is_settled_once(refused, people):
    opened = upheld(refused, people)
    appeal = Appeal.objects.get()
    with pytest.raises(Refused):
        appeals.reject_appeal(appeal=appeal, answer="Non.", site=SITE, by=people[0])
    with pytest.raises(Refused):
        appeals.uphold_stage_appeal(appeal=appeal, days=14, answer="Oui.", site=SITE, by=people[0])
    opened.refresh_from_db()
    assert opened.state == ApplicationState.DRAFT


def test_rejected_the_answer_stands_and_the_applicant_is_told(
    refused, people, django_capture_on_commit_callbacks
):
    appeal = filed(refused)
    with pytest.raises(Unfit):
        appeals.reject_appeal(appeal=appeal, answer=" ", site=SITE, by=people[0])
    with django_capture_on_commit_callbacks(execute=True):
        appeals.reject_appeal(appeal=appeal, answer="La note dit bien 4.", site=SITE, by=people[0])
    refused.refresh_from_db()
    assert refused.state == ApplicationState.NOT_RETAINED
    assert "La note dit bien 4." in mail.outbox[-1].body


def test_a_stage_that_is_over_opens_with_time_of_its_own_and_stays_sealed(
    refused, people, full, applicant, call
):
    close(full)
    opened = upheld(refused, people, days=10)
    assert opened.own_closes_at > clock.now() + timedelta(days=9)
    assert opened.closes_at == opened.own_closes_at
    sealed = applying.send_application(application=answer_again(opened, applicant[0]), by=applicant[0])
    opened.refresh_from_db()
    assert sealed.number == 2
    assert opened not in applications_read(full)
    assert opened.pk not in figures_at(full)
    assert opened.reference not in [one.reference for one in candidates_at(full)]
    assert [seal.stage.position for seal in opened_seals(opened)] == [1]
    with pytest.raises(StillSealed):
        access.check_open_to(people[0], opened, stage=full)
    Application.objects.filter(pk=opened.pk).update(own_closes_at=clock.now() - timedelta(minutes=1))
    opened.refresh_from_db()
    assert opened in applications_read(full)
    assert [seal.stage.position for seal in opened_seals(opened)] == [2, 1]
    access.check_open_to(people[0], opened, stage=full)
    with pytest.raises(NotOpen):
        applying.send_application(application=opened, by=applicant[0])


def test_own_time_ends_with_the_stage_it_was_given_for(refused, people, full, applicant, call):
    heard = a_further_stage(call, kind=StageKind.INTERVIEW)
    close(full)
    opened = upheld(refused, people)
    applying.send_application(application=answer_again(opened, applicant[0]), by=applicant[0])
    Application.objects.filter(pk=opened.pk).update(own_closes_at=clock.now() - timedelta(minutes=1))
    tell(call, people, invite(opened), stage=full)
    opened.refresh_from_db()
    assert (opened.stage, opened.own_closes_at) == (heard, None)


def test_an_interview_opened_late_is_held_in_its_own_time(call, people, applicant):
    heard = a_further_stage(call, kind=StageKind.INTERVIEW)
    theirs = situations.a_sent_application(call, applicant[1])
    tell(call, people, Said(theirs.reference, is_invited=False, reason="Non."))
    close(heard)
    opened = upheld(theirs, people, days=10)
    assert opened.state == ApplicationState.SENT
    slot = interviews.Slot(clock.now() + timedelta(days=3), 30, "Salle 2")
    assert interviews.plan_interviews(stage=heard, first=slot, pause=0, site=SITE, by=people[1]) == 1
    far = interviews.Slot(clock.now() + timedelta(days=30), 30, "Salle 2")
    with pytest.raises(Unfit):
        interviews.move_interview(
            interview=opened.interviews.get(), slot=far, revision=0, site=SITE, by=people[1]
        )


def test_nobody_decides_while_someone_may_come_back(refused, people, call, full):
    with pytest.raises(Refused, match="until|jusqu"):
        check_stages_settled(call)
    appeal = filed(refused)
    with pytest.raises(Refused, match="^1 "):
        check_stages_settled(call)
    appeals.admit_appeal(appeal=appeal, by=people[0])
    close(full)
    appeals.uphold_stage_appeal(appeal=appeal, days=14, answer="Oui.", site=SITE, by=people[0])
    with pytest.raises(Refused, match=refused.reference):
        check_stages_settled(call)
    Application.objects.filter(pk=refused.pk).update(own_closes_at=clock.now())
    check_stages_settled(call)


def test_nobody_waits_for_who_withdrew_or_let_the_window_pass(refused, call):
    StageAnswer.objects.filter(application=refused).update(told_at=clock.now() - timedelta(days=31))
    check_stages_settled(call)
    StageAnswer.objects.filter(application=refused).update(told_at=clock.now())
    applying.withdraw_application(application=refused, by=situations.lead_of(refused.initiative.organisation))
    check_stages_settled(call)


def test_an_application_withdrawn_meanwhile_does_not_come_back(refused, people, applicant):
    appeal = filed(refused)
    appeals.admit_appeal(appeal=appeal, by=people[0])
    applying.withdraw_application(application=refused, by=applicant[0])
    with pytest.raises(Refused):
        appeals.uphold_stage_appeal(appeal=appeal, days=14, answer="Oui.", site=SITE, by=people[0])
    appeal.refresh_from_db()
    assert appeal.state == AppealState.ADMITTED


def test_a_call_opened_again_gives_back_own_time(refused, people, call, full):
    close(full)
    opened = upheld(refused, people, days=14)
    before = opened.own_closes_at
    withdrawing.withdraw_call(call=call, text=situations.texts("Suspendu."), by=people[0])
    notice = call.notices.get()
    notice.__class__.objects.filter(pk=notice.pk).update(published_at=clock.now() - timedelta(minutes=30))
    withdrawing.reopen_call(call=call, text=situations.texts("Repris."), closes_at=None, by=people[0])
    opened.refresh_from_db()
    assert abs(opened.own_closes_at - before - timedelta(minutes=30)) < timedelta(minutes=1)


def test_the_pages_from_the_answer_to_the_open_stage(refused, people, full, applicant, call, client):
    close(full)
    client.force_login(applicant[0])
    page = reverse("funding:application_show", args=[refused.pk])
    create = reverse("funding:stage_appeal_create", args=[told(refused).pk])
    assert create in client.get(page).content.decode()
    assert client.get(create).status_code == 200
    assert client.post(create, {"ground": "fact", "text": ""}).status_code == 422
    answer = client.post(create, {"ground": "fact", "text": WRONG})
    assert answer.status_code == 302
    shown = client.get(answer.url).content.decode()
    assert (WRONG in shown, "4 familles seulement." in shown, 'name="uphold"' in shown) == (True, True, False)
    assert client.get(create).status_code == 302
    assert answer.url in client.get(page).content.decode()
    client.force_login(people[0])
    assert client.get(answer.url).status_code == 200
    appeal = Appeal.objects.get()
    client.post(reverse("funding:appeal_admit", args=[appeal.pk]))
    settle = reverse("funding:appeal_settle", args=[appeal.pk])
    for days in ("", "3", "1e9", "NaN", "x"):
        assert client.post(settle, {"answer": "Oui.", "uphold": "1", "days": days}).status_code == 422
    assert client.post(settle, {"answer": "Oui.", "uphold": "1", "days": "20"}).status_code == 302
    received = client.get(reverse("funding:received_list", args=[call.pk]) + "?stage=2").content.decode()
    assert refused.reference in received
    answers = reverse("funding:stage_answer_list", args=[call.pk, 1])
    assert answer.url in client.get(answers).content.decode()
    client.force_login(applicant[0])
    assert reverse("funding:application_edit", args=[refused.pk]) in client.get(page).content.decode()


def test_strangers_and_readers_are_kept_out(refused, applicant, client):
    create = reverse("funding:stage_appeal_create", args=[told(refused).pk])
    stranger = web_cast.person("Salma")
    client.force_login(stranger)
    assert client.get(create).status_code == 404
    appeal = filed(refused)
    assert client.get(reverse("funding:appeal_show", args=[appeal.pk])).status_code == 404
    appeal.delete()
    reader = web_cast.member("Idir", refused.initiative.organisation, role=Role.READER)
    client.force_login(reader)
    assert client.post(create, {"ground": "fact", "text": WRONG}).status_code == 409
    assert create not in client.get(reverse("funding:application_show", args=[refused.pk])).content.decode()


def test_an_invited_applicant_and_a_closed_window_get_a_sentence(refused, client, people):
    other = Application.objects.exclude(pk=refused.pk).get()
    client.force_login(situations.lead_of(other.initiative.organisation))
    page = client.get(reverse("funding:stage_appeal_create", args=[told(other).pk]))
    assert (page.status_code, b"<textarea" in page.content) == (200, False)
    StageAnswer.objects.update(told_at=clock.now() - timedelta(days=40))
    client.force_login(situations.lead_of(refused.initiative.organisation))
    page = client.get(reverse("funding:stage_appeal_create", args=[told(refused).pk]))
    assert (page.status_code, b"<textarea" in page.content) == (200, False)


def test_pages_cost_the_same_with_one_appeal_and_with_three(call, full, people, client):
    files = [situations.a_sent_application(call) for _ in range(3)]
    tell(call, people, *(Said(one.reference, is_invited=False, reason="Non.") for one in files))
    filed(files[0])
    client.force_login(people[0])
    address = reverse("funding:stage_answer_list", args=[call.pk, 1])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    filed(files[1])
    filed(files[2])
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(one) == len(three)
    with CaptureQueriesContext(connection) as queries:
        assert len([each for each in desk.actions_for(people[0]) if "/appeals/" in each.href]) == 3
    assert len(queries) == 7


def test_a_later_deadline_of_all_counts_over_own_time(refused, people, full):
    close(full)
    opened = upheld(refused, people, days=7)
    Stage.objects.filter(pk=full.pk).update(closes_at=clock.now() + timedelta(days=60))
    opened.stage.refresh_from_db()
    assert opened.closes_at == opened.stage.closes_at
