"""The invented call that asks for more than it has: what its pages show is there, and its sentences hold."""

from dataclasses import replace

import pytest

from miqyas_web.funding.demonstration import calls, committee
from miqyas_web.funding.models import Appeal, Letter, Lottery
from miqyas_web.funding.queries.budgets import rules_of
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.queries.distances import turns_of
from miqyas_web.funding.science.allocating import allocate
from miqyas_web.portal.demonstration import people

pytestmark = pytest.mark.django_db


def test_the_call_is_decided_with_all_that_a_committee_reads(settings):
    settings.DEMONSTRATION_PASSWORD = "safran-argan-atlas"
    context = {"initiatives": {}}
    people.fill(context)
    calls.fill(context)
    committee.fill(context)
    call = context["committee"]
    before, after = call.allocations.order_by("pk")
    (weighing,) = before.weighings.all()
    groups = {one["group"] for one in weighing.content["chances"]}
    assert "between" in groups
    (points,) = weighing.content["frontier"].values()
    values = [point["value"] for point in points if point["value"] is not None]
    assert values[-1] < values[0]
    lottery = Lottery.objects.get()
    left = set(lottery.references) - set(lottery.drawn)
    # The draw is obeyed, and what it drew is paid.
    assert set(lottery.drawn) <= set(after.record["funded"])
    assert not left & set(after.record["funded"])
    rows = {row["id"]: row["reason"] for row in after.more["explanations"]}
    assert {name for name, reason in rows.items() if reason == "lot"} == left
    letters = Letter.objects.filter(outcome__decision__call=call)
    assert letters.count() == 8
    assert {letter.language for letter in letters} == {"fr", "ar"}
    assert Appeal.objects.get().state == "filed"
    rules, entries = rules_of(call), [one.entry for one in round_of(call).open]
    turns = turns_of(before, weighing)
    assert any(not turn.is_funded and turn.score for turn in turns.values())
    for reference, turn in turns.items():
        if turn.score is not None:
            changed = [
                replace(one, score=turn.score) if one.reference == reference else one for one in entries
            ]
            assert reference in allocate(changed, rules).funded


def test_without_the_people_of_the_space_nothing_is_made():
    committee.fill({"grid": object()})
    assert not Appeal.objects.exists()
