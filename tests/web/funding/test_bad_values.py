"""Readers', applicants' and appeal forms refuse what no form should send; none of it is an error of the platform."""

import pytest
from django.urls import reverse

from miqyas_web.funding.enums import StageKind
from miqyas_web.funding.models import Appeal, Application, Review
from tests.web.funding import situations
from tests.web.funding.situations_reviewing import a_ready_reviewer
from tests.web.funding.situations_stages import a_further_stage

pytestmark = pytest.mark.django_db
HUGE = "9" * 400
WRONG = ("-1", HUGE, "1e999", "NaN", "∞", "x", "\x07\x00", "٣٫٥", "a" * 1_000_000)
REFUSED = {409, 422}


@pytest.fixture
def call():
    return situations.a_call()


@pytest.fixture
def given(call):
    return situations.an_assignment(a_ready_reviewer(call), situations.a_sent_application(call))


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("field", ["level-theory", "comment-theory", "opinion", "seen"])
def test_a_review_takes_none_of_it(client, given, field, wrong):
    client.force_login(given.reviewer.person)
    sent = {"level-theory": "3", "opinion": "Un avis.", "seen": "0", "do": "draft", field: wrong}
    answer = client.post(reverse("funding:review_edit", args=[given.pk]), sent)
    assert answer.status_code in REFUSED | {302}
    kept = Review.objects.filter(assignment=given).first()
    if field in {"level-theory", "seen"}:
        assert (answer.status_code in REFUSED, kept) == (True, None)
    elif kept is not None:
        assert "\x07" not in kept.opinion + str(kept.scores["theory"]["comment"])
        assert len(kept.opinion) < 5000


@pytest.mark.parametrize("name", ["review_decline", "review_recuse"])
@pytest.mark.parametrize("wrong", ["", "\x07\x00", "a" * 1_000_000])
def test_giving_a_file_back_takes_a_reason_that_can_be_written(client, given, name, wrong):
    client.force_login(given.reviewer.person)
    answer = client.post(reverse(f"funding:{name}", args=[given.pk]), {"because": wrong})
    assert answer.status_code in REFUSED | {302}
    given.refresh_from_db()
    assert "\x00" not in given.reason
    assert not any("\x00" in each.reason for each in given.application.conflicts.all())


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("field", ["ground", "text"])
def test_an_appeal_takes_none_of_it(client, call, field, wrong):
    a_further_stage(call)
    theirs = situations.a_sent_application(call)
    lead = situations.lead_of(call.organisation)
    answer = theirs.stage_answers.create(
        stage=theirs.stage, is_invited=False, reason="Non.", written_by=lead, told_by=lead,
        written_at=theirs.sent_at, told_at=call.stages.get(position=1).closes_at,
    )  # fmt: skip
    Application.objects.filter(pk=theirs.pk).update(state="not_retained")
    client.force_login(theirs.created_by)
    sent = {"ground": "fact", "text": "Le chiffre est faux.", field: wrong}
    got = client.post(reverse("funding:stage_appeal_create", args=[answer.pk]), sent)
    if field == "ground" or len(wrong) > 8000 or not wrong.strip("\x00\x07"):
        assert (got.status_code, Appeal.objects.exists()) == (422, False)
    else:
        assert got.status_code == 302


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("field", ["starts_at", "minutes", "pause", "place", "readers"])
def test_times_of_interviews_take_none_of_it(client, call, field, wrong):
    stage = a_further_stage(call, kind=StageKind.INTERVIEW)
    situations.a_sent_application(call)
    Application.objects.update(stage=stage)
    a_ready_reviewer(call)
    client.force_login(situations.lead_of(call.organisation))
    sent = {"starts_at": "2031-03-01T10:00", "minutes": "30", "pause": "0", "place": "Salle 2", field: wrong}
    got = client.post(reverse("funding:interview_list", args=[call.pk, 2]), sent)
    assert got.status_code in REFUSED
    assert not stage.interviews.exists()
