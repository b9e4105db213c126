"""A kept allocation is weighed: chances, equity, whole prices, distances; what is told is tested by doing it."""

import html
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from miqyas.cli.main import main
from miqyas_web.foundation import clock, jobs
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.funding.actions import allocations as actions
from miqyas_web.funding.actions import answers, ranking
from miqyas_web.funding.actions.allocations import keep_allocation, make_weighing, replay_allocation
from miqyas_web.funding.actions.decisions import Departure, decide
from miqyas_web.funding.enums import ConflictSource
from miqyas_web.funding.models import Conflict, Letter, Lottery, Review, Weighing
from miqyas_web.funding.queries import weighing as queries
from miqyas_web.funding.queries.allocations import Change, told_allocation
from miqyas_web.funding.queries.budgets import rules_of
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.queries.replays import told_replay
from miqyas_web.funding.science.allocating import allocate
from miqyas_web.funding.science.judging import drawn_lots, sealed_list
from miqyas_web.funding.science.weighing import digest
from miqyas_web.territories.models import TerritoryFigure
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations_granting import FILES, a_read_call, the_application

pytestmark = pytest.mark.django_db
DRAWS = 400
quietly = list[int]().append
ENGLISH = {"headers": {"accept-language": "en"}}


def text_of(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def a_ranked_call(files=FILES, **fields):
    """Read by two people who do not quite agree, then ranked."""
    call = a_read_call(files, **fields)
    for place, review in enumerate(Review.objects.order_by("pk")):
        levels = {**review.scores}
        if place % 3 == 0 and levels["team"]["level"] > 1:
            levels["team"] = {"level": levels["team"]["level"] - 2, "comment": ""}
        review.scores = levels
        review.save()
    lead = situations.lead_of(call.organisation)
    ranking.make_ranking(stage=situations.stage_of(call), top=4, seed=11, by=lead)
    return call


@pytest.fixture
def call():
    return a_ranked_call()


@pytest.fixture
def hajar(call):
    return situations.lead_of(call.organisation)


@pytest.fixture
def allocation(call, hajar):
    return keep_allocation(call=call, change=Change(), note="", by=hajar)


@pytest.fixture
def weighed(allocation, hajar):
    return make_weighing(allocation=allocation, by=hajar, told=quietly, draws=DRAWS)


def test_the_job_weighs_once_and_says_how_far_it_is(client, allocation, hajar, monkeypatch):
    monkeypatch.setitem(actions.make_weighing.__kwdefaults__, "draws", DRAWS)
    client.force_login(hajar)
    page = reverse("funding:allocation_show", args=[allocation.pk])
    assert "How often each application would be funded" in text_of(client.get(page, **ENGLISH))
    asked = client.post(reverse("funding:allocation_weigh", args=[allocation.pk]))
    job = Job.objects.get(task="funding.weigh")
    assert asked.url == reverse("ui:job_show", args=[job.pk])
    jobs.run(jobs.claim())
    job.refresh_from_db()
    assert (job.next_address, job.progress_pct) == (page, 100)
    weighing = Weighing.objects.get()
    assert (weighing.job, weighing.sha256) == (job.pk, digest(weighing.content))
    assert AuditEvent.objects.get(verb="allocation_weighed").facts["sha256"] == weighing.sha256
    # Run again after its worker died, it finds its trace.
    jobs.run(job)
    assert Weighing.objects.count() == 1
    said = text_of(client.get(page, **ENGLISH))
    assert "Chance of being funded" in said
    assert "Share of the budget that floors keep" in said
    population = TerritoryFigure.objects.filter(key="population", territory__level="region").first()
    assert f"{population.source} ({population.year})" in said
    assert "What each rule costs, whole" in said


def test_chances_are_those_of_the_ranking_and_hold_no_name(call, allocation, weighed):
    chances = weighed.content["chances"]
    assert [one["id"] for one in chances] == allocation.record["inputs"]["ids"]
    assert all(0 <= one["probability"] <= 1 for one in chances)
    reviews = weighed.content["inputs"]["reviews"]
    assert (reviews["seed"], reviews["draws"], len(reviews["rows"])) == (11, DRAWS, 16)
    assert {row[1] for row in reviews["rows"]} == {"000001", "000002"}
    assert "Rachid" not in json.dumps(weighed.content)
    assert reviews["per_point"]["2026-001"] == 300


def test_without_a_ranking_chances_wait_and_the_rest_is_weighed(client):
    call = a_read_call()
    lead = situations.lead_of(call.organisation)
    kept = keep_allocation(call=call, change=Change(), note="", by=lead)
    weighing = make_weighing(allocation=kept, by=lead, told=quietly, draws=DRAWS)
    assert weighing.content["chances"] is None
    assert len(weighing.content["distances"]) == 7
    # The call's own floors, written by hand, and the census.
    assert list(weighing.content["frontier"]) == ["call", "population"]
    client.force_login(lead)
    said = text_of(client.get(reverse("funding:allocation_show", args=[kept.pk]), **ENGLISH))
    assert "calibrate the reviews" in said
    assert "Chance of being funded" not in said


def test_whole_prices_are_what_solving_again_says(call, allocation, weighed):
    rules = rules_of(call)
    entries = [one.entry for one in round_of(call).open]
    best = allocation.record["value"]
    free = allocate(entries, replace(rules, bounds=rules.bounds[1:])).record["value"]
    whole = {one["rule"]: one["value_lost"] for one in weighed.content["rules"]}
    assert whole["floor region:02"] == pytest.approx(free - best)
    harder = {one["rule"]: one["value_lost"] for one in weighed.content["tighter"]}
    less = allocate(entries, replace(rules, budget_mad=rules.budget_mad * Decimal("0.9"))).record["value"]
    assert harder["budget"] == pytest.approx(best - less)


def instead(entries, reference, score):
    return [replace(one, score=score) if one.reference == reference else one for one in entries]


@pytest.mark.parametrize("fields", [
    {},
    {"limits": {"value": "score", "most_per_applicant": 1}},
    {"limits": {"floors": [{"by": "region", "value": "02", "amount_mad": "350000.00"}]}, "budget_mad": Decimal(900_000)},
    {"budget_mad": Decimal(700_000), "limits": {"caps": [{"by": "theme", "value": "water", "amount_mad": "400000.00"}]}},
])  # fmt: skip
def test_a_score_that_is_quoted_does_what_is_said(fields):
    """Fidelity: each sentence is tried by doing it, at the very score quoted and a tenth of a point before."""
    call = a_ranked_call(**fields)
    lead = situations.lead_of(call.organisation)
    kept = keep_allocation(call=call, change=Change(), note="", by=lead)
    turns = queries.turns_of(kept, make_weighing(allocation=kept, by=lead, told=quietly, draws=DRAWS))
    rules, entries = rules_of(call), [one.entry for one in round_of(call).open]
    scores = {one.reference: one.score for one in entries}
    assert set(turns) == set(scores)
    assert any(not turn.is_funded and turn.score for turn in turns.values())
    for reference, turn in turns.items():
        assert turn.is_funded == (reference in kept.record["funded"])
        if turn.score is None:
            beyond = 0.0 if turn.is_funded else 100.0
            funded = allocate(instead(entries, reference, beyond), rules).funded
            assert (reference in funded) == turn.is_funded
            continue
        assert reference in allocate(instead(entries, reference, turn.score), rules).funded
        before = turn.score - 0.15
        if not turn.is_funded:
            assert turn.score > scores[reference]
        if before > 0 and (turn.is_funded or before > scores[reference]):
            assert reference not in allocate(instead(entries, reference, before), rules).funded


@pytest.mark.parametrize(("language", "words"), [
    ("fr", "Toutes choses égales par ailleurs"), ("ar", "مع ثبات كل شيء آخر"), ("en", "Everything else equal"),
])  # fmt: skip
def test_the_page_and_the_letter_say_the_same_distance(client, allocation, weighed, hajar, language, words):
    reference = next(
        name
        for name, turn in queries.turns_of(allocation, weighed).items()
        if not turn.is_funded and turn.score
    )
    application = allocation.call.applications.get(reference=reference)
    application.created_by.language = language
    application.created_by.save()
    with translation.override(language):
        told, _ = told_allocation(allocation, hajar)
    line = next(line for line in told.lines if line.candidate.reference == reference)
    assert line.turn.startswith(words)
    decision = decide(allocation=allocation, departures=[], present=["Hajar"], by=hajar)
    answers.send_letters(decision=decision, site="", by=hajar)
    letter = Letter.objects.get(outcome__application=application)
    assert line.turn in letter.content[1]["lines"]


def test_a_file_the_committee_moved_has_no_distance(allocation, weighed, hajar):
    moved = Departure("2026-001", is_in=False, reason="Déjà financée par la région.")
    decision = decide(allocation=allocation, departures=[moved], present=["Hajar"], by=hajar)
    answers.send_letters(decision=decision, site="", by=hajar)
    letter = Letter.objects.get(outcome__application__reference="2026-001")
    assert not any("Toutes choses égales" in line for line in letter.content[1]["lines"])


def a_draw(call, lead) -> Lottery:
    """Announced, then drawn, as the actions leave it."""
    names, now = ["2026-003", "2026-004", "2026-005"], clock.now()
    found = drawn_lots(names, places=1, source="07 11 23")
    return Lottery.objects.create(
        call=call, references=names, places=1, sha256=sealed_list(names, 1), source="Loto", fallback="Météo",
        source_on=now, announced_by=lead, announced_at=now.replace(year=now.year - 1), source_value="07 11 23",
        drawn=list(found.drawn), drawn_by=lead, drawn_at=now,
    )  # fmt: skip


def test_a_draw_that_was_made_is_obeyed_and_may_be_overruled(call, hajar):
    lottery = a_draw(call, hajar)
    left = set(lottery.references) - set(lottery.drawn)
    kept = keep_allocation(call=call, change=Change(), note="", by=hajar)
    assert not left & set(kept.record["funded"])
    assert {row["id"] for row in kept.more["explanations"] if row["reason"] == "lot"} == left
    brought = min(left)
    forced = keep_allocation(call=call, change=Change(force=(brought,)), note="", by=hajar)
    assert brought in forced.record["funded"]
    decision = decide(allocation=kept, departures=[], present=["Hajar"], by=hajar)
    answers.send_letters(decision=decision, site="", by=hajar)
    letter = Letter.objects.get(outcome__application__reference=brought)
    assert letter.content[1]["lines"].count("Le sort ne l’a pas désigné.") == 1


def taken_again(client, allocation) -> str:
    """Asked on the page, done by the worker; the page it leads back to."""
    asked = client.post(reverse("funding:allocation_replay", args=[allocation.pk]))
    job = Job.objects.get(task="funding.replay")
    assert asked.url == reverse("ui:job_show", args=[job.pk])
    jobs.run(jobs.claim())
    job.refresh_from_db()
    assert job.next_address == reverse("funding:allocation_show", args=[allocation.pk]) + "#again"
    return text_of(client.get(job.next_address, **ENGLISH))


def test_a_replay_done_again_after_a_fault_is_kept_once(client, allocation, weighed, hajar):
    client.force_login(hajar)
    taken_again(client, allocation)
    job = Job.objects.get(task="funding.replay")
    jobs.run(job)
    assert allocation.replays.count() == 1


def test_what_the_page_gives_is_the_same_for_the_page_and_for_the_command(
    client, call, hajar, tmp_path, capsys
):
    a_draw(call, hajar)
    kept = keep_allocation(call=call, change=Change(), note="", by=hajar)
    make_weighing(allocation=kept, by=hajar, told=quietly, draws=DRAWS)
    client.force_login(hajar)
    answer = client.get(reverse("funding:allocation_download", args=[kept.pk]))
    path = tmp_path / "decision.json"
    path.write_bytes(answer.content)
    data = json.loads(answer.content)
    assert set(data["seals"]) == {"decision", "weighing", "lottery"}
    assert data["seals"]["decision"] == kept.sha256
    assert main(["replay", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["is_same"]
    assert {"chances", "frontier", "rules", "tighter", "distances", "lottery"} <= set(said["parts"])
    again = taken_again(client, kept)
    assert "it gives the same list, byte for byte" in again
    assert "What was weighed and drawn beside it comes out the same too" in again


def test_a_chance_that_was_changed_is_named(client, allocation, weighed, hajar):
    content = json.loads(json.dumps(weighed.content))
    content["chances"][0]["probability"] = 0.123
    Weighing.objects.filter(pk=weighed.pk).update(content=content)
    told = replay_allocation(allocation=allocation, by=hajar)
    assert (told.is_same, told.content["inputs_changed"]) == (False, True)
    client.force_login(hajar)
    said = taken_again(client, allocation)
    assert "The chances of being funded" in said.partition("It differs")[2][:400]


def test_the_file_is_given_whole_or_not_at_all(client, call, allocation, weighed, hajar):
    Conflict.objects.create(
        application=the_application(call, 1), person=hajar, source=ConflictSource.DECLARED
    )
    client.force_login(hajar)
    assert client.get(reverse("funding:allocation_download", args=[allocation.pk])).status_code == 409
    said = text_of(client.get(reverse("funding:allocation_show", args=[allocation.pk]), **ENGLISH))
    assert "2026-001" not in said
    assert "Chance of being funded" in said
    # It never blocks the secretariat: a colleague without a tie has the file.
    client.force_login(web_cast.member("Driss", call.organisation, role="contributor"))
    assert client.get(reverse("funding:allocation_download", args=[allocation.pk])).status_code == 200


def test_a_reader_of_the_funder_does_not_weigh_and_a_stranger_finds_nothing(client, call, allocation, salma):
    weigh = reverse("funding:allocation_weigh", args=[allocation.pk])
    client.force_login(web_cast.member("Nadia", call.organisation, role="reader"))
    assert client.post(weigh).status_code in (403, 409)
    client.force_login(salma)
    assert client.post(weigh).status_code == 404
    assert not Job.objects.filter(task="funding.weigh").exists()


def test_the_page_costs_the_same_once_weighed_for_more_files(client, allocation, weighed, hajar):
    client.force_login(hajar)
    page = reverse("funding:allocation_show", args=[allocation.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _ in range(3):
        situations.a_sent_application(allocation.call, asked_mad=Decimal(50_000))
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(few) == len(many)


def test_taken_again_a_list_that_differs_names_no_file_in_conflict(call, allocation, hajar):
    """The sealed list is altered by hand: both files it lost are missing, one of them is hidden."""
    record = {**allocation.record, "funded": ["2026-008"], "paid": {}}
    type(allocation).objects.filter(pk=allocation.pk).update(record=record, sha256=digest(record))
    allocation.refresh_from_db()
    whole = replay_allocation(allocation=allocation, by=hajar)
    assert {"2026-001", "2026-006"} <= set(told_replay(whole, hajar).added)
    Conflict.objects.create(
        application=the_application(call, 1), person=hajar, source=ConflictSource.DECLARED, reason="x"
    )
    seen = told_replay(whole, hajar)
    assert set(seen.added) == set(whole.content["added"]) - {"2026-001"}


ORDER = ("2026-002", "2026-004", "2026-008")  # asking 250,000, 150,000 and 100,000 dirhams


def a_tight_draw(call, lead) -> Lottery:
    """Two places, drawn in `ORDER`: the first and the second cannot both be paid with 360,000 dirhams."""
    source = next(
        str(n)
        for n in range(10_000)
        if (found := drawn_lots(ORDER, places=2, source=str(n))) and (*found.drawn, *found.left) == ORDER
    )
    now = clock.now()
    return Lottery.objects.create(
        call=call, references=sorted(ORDER), places=2, sha256=sealed_list(ORDER, 2), source="Loto", fallback="Météo",
        source_on=now, announced_by=lead, announced_at=now.replace(year=now.year - 1), source_value=source,
        drawn=list(ORDER[:2]), drawn_by=lead, drawn_at=now,
    )  # fmt: skip


def test_a_file_drawn_that_the_rules_cannot_hold_leaves_its_place_to_the_next(db):
    call = a_read_call()
    hajar = situations.lead_of(call.organisation)
    a_tight_draw(call, hajar)
    change = Change(budget_mad=Decimal(360_000), floors_pct=Decimal(0))
    kept = keep_allocation(call=call, change=change, note="", by=hajar)
    reasons = {row["id"]: row["reason"] for row in kept.more["explanations"]}
    assert {name: reasons[name] for name in ORDER} == {
        "2026-002": "drawn", "2026-004": "passed", "2026-008": "drawn",
    }  # fmt: skip
    # Worth less than others by far, the files drawn are in all the same, and the draw says what it costs.
    assert kept.record["funded"] == ["2026-002", "2026-008"]
    assert kept.more["value_unforced"] > kept.record["value"]
    assert replay_allocation(allocation=kept, by=hajar).is_same
    said = {line.candidate.reference: line for line in told_allocation(kept, hajar)[0].lines}
    assert "le suivant du tirage a pris sa place" in str(said["2026-004"].reason)
    # With money enough, both drawn first are in.
    rich = keep_allocation(
        call=call, change=Change(budget_mad=Decimal(800_000), floors_pct=Decimal(0)), note="", by=hajar
    )
    reasons = {row["id"]: row["reason"] for row in rich.more["explanations"]}
    assert [reasons[name] for name in ORDER] == ["drawn", "drawn", "lot"]


def test_files_above_the_draw_are_not_displaced_by_it(call, hajar):
    """The ranking puts some files above; the draw gets what they leave."""
    above = [row["id"] for row in round_of(call).ranking.result["files"] if row["group"] == "accept"]
    lottery = a_tight_draw(call, hajar)
    assert above
    lot = round_of(call).lot
    assert (lot.order, lot.places) == (ORDER, 2)
    assert set(lot.above) == set(above) - set(lottery.references)
    cost = {one.reference: one.entry.cost for one in round_of(call).open}
    budget = Decimal(sum(cost[name] for name in lot.above)) + 110_000
    kept = keep_allocation(
        call=call, change=Change(budget_mad=budget, floors_pct=Decimal(0)), note="", by=hajar
    )
    reasons = {row["id"]: row["reason"] for row in kept.more["explanations"]}
    assert [reasons[name] for name in ORDER] == ["passed", "passed", "drawn"]
