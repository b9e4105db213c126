"""A call may bound the chance that one reader is given one file; the effect on the ranks is shown before reading."""

import html

import pytest
from django.urls import reverse

from miqyas.reporting.typography import french_spaces
from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import sharing
from miqyas_web.funding.models import Assignment, Call
from miqyas_web.funding.queries.design import chances_foreseen
from tests.web.funding import situations
from tests.web.funding.situations_reviewing import a_ready_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return situations.a_call(settings={"most_chance_pct": 60, "reviews_by_file": 2})


@pytest.fixture
def driss(call):
    return situations.people_of(call.organisation)[1]


@pytest.fixture
def stage(call):
    """Eight files on water, five readers, one of whom knows water."""
    for _ in range(8):
        situations.a_sent_application(call)
    for number in range(5):
        a_ready_reviewer(call, f"Lecteur{number}", themes=["water"] if number == 0 else ["work"])
    return situations.stage_of(call)


def readings(stage):
    return set(Assignment.objects.filter(stage=stage).values_list("application", "reviewer"))


def test_readings_are_drawn_from_a_seed_that_the_log_keeps(stage, driss, monkeypatch):
    monkeypatch.setattr(sharing.secrets, "randbits", lambda _bits: 7)
    sharing.share_out(stage=stage, each=2, due_at=None, by=driss)
    event = AuditEvent.objects.get(verb="files_shared_out")
    assert (event.facts["most_chance_pct"], event.facts["seed"]) == (60, 7)
    assert len(readings(stage)) == 16


def test_another_seed_draws_other_readers(stage, driss, monkeypatch):
    found = []
    for seed in (1, 2, 3):
        monkeypatch.setattr(sharing.secrets, "randbits", lambda _bits, seed=seed: seed)
        sharing.share_out(stage=stage, each=2, due_at=None, by=driss)
        found.append(readings(stage))
        Assignment.objects.filter(stage=stage).delete()
    assert len({frozenset(one) for one in found}) > 1


def test_without_a_bound_nothing_is_drawn(stage, driss, call):
    Call.objects.filter(pk=call.pk).update(settings={"reviews_by_file": 2})
    stage.refresh_from_db()
    sharing.share_out(stage=stage, each=2, due_at=None, by=driss)
    assert "seed" not in AuditEvent.objects.get(verb="files_shared_out").facts


def test_a_bound_that_leaves_too_few_readers_is_refused_in_a_sentence(stage, driss, call):
    Call.objects.filter(pk=call.pk).update(settings={"most_chance_pct": 20})
    stage.refresh_from_db()
    with pytest.raises(Unfit):
        sharing.share_out(stage=stage, each=3, due_at=None, by=driss)
    assert not readings(stage)


def test_the_effect_on_the_ranks_is_shown_before_reading(stage, driss, call, client):
    assert [pct for pct, _seen in chances_foreseen(stage)] == [100, 60, 50]
    client.force_login(driss)
    address = reverse("funding:design_show", args=[call.pk])
    assert "?chances=1" in client.get(address).content.decode()
    shown = html.unescape(client.get(address + "?chances=1").content.decode())
    assert all(f'<bdi dir="ltr">{pct} %</bdi>' in shown for pct in (100, 60, 50))
    assert not readings(stage)


def test_the_public_page_says_it(call, client):
    page = client.get(reverse("funding:call_read", args=[call.slug])).content.decode()
    assert french_spaces("60 %") in page
