"""A reader of a later stage finds the same file at earlier ones, with their own opinion only."""

import pytest
from django.urls import reverse

from miqyas_web.foundation import clock
from miqyas_web.funding.enums import AssignmentState, ConflictSource
from miqyas_web.funding.models import Application, Conflict, Review, Sealed, Stage
from tests.web.funding import situations
from tests.web.funding.situations_stages import a_further_stage

pytestmark = pytest.mark.django_db
BEFORE = "Le puits est à sec dès juin."


@pytest.fixture
def call():
    return situations.a_call(settings={"needs_training": False})


@pytest.fixture
def file(call):
    """Sealed at both stages, which are over."""
    application = situations.a_sent_application(call, content={"answers": {"1": {"need": BEFORE}}})
    stage = a_further_stage(call, moment="after")
    content = application.seals.get().content | {"answers": {"2": {"q1": "Par un relevé.", "q2": "L'eau."}}}
    Sealed.objects.create(
        application=application,
        stage=stage,
        number=2,
        content=content,
        sha256=situations.digest(content),
        sealed_by=application.created_by,
        sealed_at=clock.now(),
    )
    Application.objects.filter(pk=application.pk).update(stage=stage)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def rachid(call):
    return situations.a_reviewer(call)


def sent_review(reviewer, file, stage, words):
    given = situations.an_assignment(reviewer, file, stage=stage, state=AssignmentState.SENT)
    scores = {key: {"level": 3, "comment": words} for key in ("theory", "team", "cost")}
    held = {"scores": scores, "opinion": words}
    return Review.objects.create(assignment=given, sent_at=clock.now(), first=held, **held)


def earlier(assignment, position=1):
    return reverse("funding:review_earlier", args=[assignment.pk, position])


def test_the_earlier_file_and_ones_own_opinion_alone(call, file, rachid, client):
    sent_review(rachid, file, situations.stage_of(call), "Mon avis de juin.")
    sent_review(situations.a_reviewer(call, "Wafa"), file, situations.stage_of(call), "Avis de quelqu'un.")
    asked = situations.an_assignment(rachid, file)
    client.force_login(rachid.person)
    assert earlier(asked) in client.get(reverse("funding:review_edit", args=[asked.pk])).content.decode()
    shown = client.get(earlier(asked)).content.decode()
    assert (BEFORE in shown, "Mon avis de juin." in shown, "Avis de quelqu" in shown) == (True, True, False)
    assert client.get(earlier(asked, 2)).status_code == 404
    assert client.get(earlier(asked, 9)).status_code == 404


def test_who_did_not_read_it_then_is_told_so(file, rachid, client):
    asked = situations.an_assignment(rachid, file)
    client.force_login(rachid.person)
    shown = client.get(earlier(asked)).content.decode()
    assert (BEFORE in shown, "<dl><dt><bdi>theory" in shown) == (True, False)


@pytest.mark.parametrize("blind", [1, 2])
def test_names_are_left_out_when_either_stage_is_blind(call, file, rachid, client, blind):
    name = str(file.initiative.organisation)
    asked = situations.an_assignment(rachid, file)
    client.force_login(rachid.person)
    assert name in client.get(earlier(asked)).content.decode()
    Stage.objects.filter(call=call, position=blind).update(is_blind=True)
    assert name not in client.get(earlier(asked)).content.decode()


def test_a_conflict_or_a_stranger_closes_it(file, rachid, client):
    asked = situations.an_assignment(rachid, file)
    client.force_login(situations.a_reviewer(file.call, "Wafa").person)
    assert client.get(earlier(asked)).status_code == 404
    Conflict.objects.create(application=file, person=rachid.person, source=ConflictSource.DECLARED)
    client.force_login(rachid.person)
    assert client.get(earlier(asked)).status_code == 409
