"""Which opinions count: the call says so, and the ranking, the allocation and the letters count the same."""

from decimal import Decimal

import pytest

from miqyas_web.foundation import clock
from miqyas_web.funding.actions.allocations import keep_allocation
from miqyas_web.funding.actions.decisions import decide
from miqyas_web.funding.actions.ranking import make_ranking
from miqyas_web.funding.models import Review
from miqyas_web.funding.queries.allocations import Change
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.queries.counting import counted_reviews
from miqyas_web.funding.queries.ranking import reviews_read
from tests.web.funding.situations import people_of, stage_of
from tests.web.funding.situations_granting import a_read_call

LOWER = 1


@pytest.fixture
def call(db):
    """Eight files read twice; after the discussion, every reader lowered the theory of the first file."""
    call = a_read_call()
    first = call.applications.order_by("reference").first()
    for review in Review.objects.filter(assignment__application=first):
        review.scores = review.scores | {"theory": {"level": LOWER, "comment": ""}}
        review.changed_because, review.changed_at = "La preuve manque.", clock.now()
        review.save()
    return call


def count(call, opinions):
    call.settings = call.settings | {"opinions": opinions}
    call.save()
    return call


@pytest.mark.parametrize(("opinions", "level"), [("first", 5.0), ("last", 1.0)])
def test_ranking_allocation_and_letters_count_the_same(call, opinions, level):
    call = count(call, opinions)
    hajar = people_of(call.organisation)[0]
    reference = call.applications.order_by("reference").first().reference
    stage = stage_of(call)
    assert {one.levels["theory"] for one in counted_reviews(stage) if one.file == reference} == {level}
    assert {one.levels["theory"] for one in reviews_read(stage) if one.file == reference} == {level}
    ranking = make_ranking(stage=stage, top=3, seed=1, by=hajar)
    assert ranking.inputs["opinions"] == opinions
    [row] = [row for row in ranking.result["files"] if row["id"] == reference]
    assert row["admitted"] == (level == 5.0)
    [candidate] = [one for one in round_of(call).candidates if one.reference == reference]
    assert (candidate.standing.levels["theory"], candidate.standing.is_admitted) == (level, level == 5.0)
    allocation = keep_allocation(call=call, change=Change(floors_pct=Decimal(0)), note="", by=hajar)
    decision = decide(allocation=allocation, departures=[], present=["Hajar"], by=hajar)
    outcome = decision.outcomes.get(application__reference=reference)
    assert outcome.reasons["levels"]["theory"] == level
    assert outcome.is_funded == (level == 5.0)


def test_an_unknown_setting_counts_what_calls_counted_before(call):
    call.settings = {}
    call.save()
    levels = {one.levels["theory"] for one in counted_reviews(stage_of(call)) if one.file.endswith("001")}
    assert levels == {1.0}
