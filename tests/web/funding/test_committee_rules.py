"""The limits a funder writes are those the allocation obeys; what departing costs is what the science says."""

from decimal import Decimal

import pytest

from miqyas.allocation.decision import problem_of
from miqyas.allocation.departing import departure
from miqyas.allocation.portfolio import allocated
from miqyas_web.funding.actions.allocations import keep_allocation
from miqyas_web.funding.queries.allocations import Change, tried
from miqyas_web.funding.science.departing import departed
from tests.web.funding import situations
from tests.web.funding.situations_granting import a_read_call, the_application

TWO = ({"value": "02", "by": "region", "amount_mad": "200000.00"},)


@pytest.mark.django_db
def test_the_problem_of_a_call_holds_its_limits():
    call = a_read_call()
    lead = situations.lead_of(call.organisation)
    inputs = keep_allocation(call=call, change=Change(), note="", by=lead).record["inputs"]
    assert [(one["column"], one["value"], one["is_floor"], one["amount"]) for one in inputs["limits"]] == [
        ("region", "02", True, 200_000.0),
        ("theme", "water", False, 900_000.0),
    ]
    assert max(inputs["group"]) >= 0


@pytest.mark.django_db
def test_a_floor_above_what_is_asked_is_held_as_far_as_it_is_asked():
    limits = {"floors": [*TWO, {"by": "region", "value": "09", "amount_mad": "70000.00"}]}
    files = (((5, 5, 5), 300_000, "01"), ((3, 3, 3), 120_000, "02"), ((5, 5, 5), 100_000, "01"))
    call = a_read_call(files, limits=limits, budget_mad=Decimal(420_000), reserve_mad=Decimal(0))
    lead = situations.lead_of(call.organisation)
    told = tried(call, Change(), lead).told
    assert [(one.asked_mad, one.kept_mad) for one in told.lowered] == [
        (Decimal("200000.00"), Decimal("120000.00")),
        (Decimal("70000.00"), Decimal("0.00")),
    ]
    funded = {line.candidate.reference for line in told.lines if line.is_funded}
    assert funded == {"2026-001", "2026-002"}
    kept = keep_allocation(call=call, change=Change(), note="", by=lead)
    assert [one["amount"] for one in kept.record["inputs"]["limits"]] == [120_000.0]


@pytest.mark.django_db
@pytest.mark.parametrize("limits", [
    {"floors": list(TWO), "most_per_applicant": 1},
    {"floors": list(TWO), "most_per_applicant": 2, "levels": [{"cost": 0.6, "value": 0.72}, {"cost": 1.0, "value": 1.0}]},
])  # fmt: skip
def test_departing_costs_what_the_science_says(limits):
    call = a_read_call(limits=limits)
    # Three files of one organisation: bringing the third in breaks the rule of the most for one.
    owner = the_application(call, 1).initiative.organisation
    for number in (2, 3, 5):
        initiative = the_application(call, number).initiative
        initiative.organisation = owner
        initiative.save()
    record = keep_allocation(
        call=call, change=Change(), note="", by=situations.lead_of(call.organisation)
    ).record
    problem = problem_of(record["inputs"])
    best = allocated(problem)
    for name in record["inputs"]["ids"]:
        into, out = ([], [name]) if name in record["funded"] else ([name], [])
        shares = {one: share for one, share in best.levels.items() if one not in out} | dict.fromkeys(
            into, 1.0
        )
        expected = departure(problem, best, shares)
        found = departed(record, into=into, out=out)
        assert found.broken == tuple(one.rule for one in expected.broken)
        assert (found.spent, found.lost) == pytest.approx(
            (expected.cost, expected.value_lost / expected.best_value)
        )
        (one,) = expected.departures
        lost = None if one.value_lost is None else pytest.approx(one.value_lost / expected.best_value)
        assert found.lost_alone == {name: lost}
    brought = [
        name for name in ("2026-001", "2026-002", "2026-003", "2026-005") if name not in record["funded"]
    ]
    told = departed(record, into=brought, out=[])
    assert any(rule.startswith(("exclusions ", "applicants ")) for rule in told.broken)
