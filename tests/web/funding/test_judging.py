"""From sharing out to a ranking, a draw and minutes."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from miqyas_web.foundation import clock, jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions import lotteries, minutes, ranking, reviewers, sharing
from miqyas_web.funding.enums import AssignmentState
from miqyas_web.funding.models import Assignment, Conflict, Lottery, Minute, Ranking
from miqyas_web.funding.queries.design import links_of
from miqyas_web.funding.science.judging import linked_groups
from tests import web_cast
from tests.web.funding.situations import a_call, a_funder, a_sent_application, people_of, stage_of
from tests.web.funding.situations_reviewing import a_ready_reviewer, a_sent_review, reads_in

LEVELS = (1, 3, 5)


@pytest.fixture
def secretariat(db):
    return people_of(a_funder())


@pytest.fixture
def call(secretariat):
    return a_call(secretariat[0].memberships.get().organisation)


@pytest.fixture
def shared(call, secretariat):
    """Six files, four readers, three readings each."""
    for _ in range(6):
        a_sent_application(call)
    for name in ("Un", "Deux", "Trois", "Quatre"):
        a_ready_reviewer(call, name)
    sharing.share_out(stage=stage_of(call), each=3, due_at=None, by=secretariat[0])
    return stage_of(call)


@pytest.fixture
def read(shared):
    """All read: the first files are better, readers differ."""
    for row in shared.assignments.select_related("application", "reviewer__person", "stage__grid"):
        number, reader = int(row.application.reference[-3:]), row.reviewer_id
        given = {
            key: LEVELS[max(0, min(2, 3 - (number + (reader + turn) % 2) // 2))]
            for turn, key in enumerate(("theory", "team", "cost"))
        }
        a_sent_review(row, **given)
    return shared


@pytest.fixture
def ranked(read, secretariat):
    return ranking.make_ranking(stage=read, top=2, seed=7, by=secretariat[0])


def test_share_out_gives_each_file_its_readers_within_loads(shared):
    rows = shared.assignments.values_list("application", "reviewer")
    assert len(rows) == 18
    assert {sum(row[0] == file for row in rows) for file in {row[0] for row in rows}} == {3}
    assert {sum(row[1] == reader for row in rows) for reader in {row[1] for row in rows}} <= {3, 4, 5}
    assert len(links_of(shared)) == 1


def test_share_out_again_changes_nothing_and_fills_after_a_reader_leaves(shared, secretariat, call):
    assert sharing.share_out(stage=shared, each=3, due_at=None, by=secretariat[0]) == 0
    leaver = call.reviewers.order_by("pk").first()
    n = reviewers.end_reviewing(reviewer=leaver, because="Mission", by=leaver.person)
    a_ready_reviewer(call, "Cinq")
    added = sharing.share_out(stage=shared, each=3, due_at=None, by=secretariat[0])
    assert added >= n
    standing = shared.assignments.filter(state=AssignmentState.ASKED)
    assert standing.count() == 18
    assert not standing.filter(reviewer=leaver).exists()


def test_share_out_respects_ties_and_says_when_it_cannot(call, secretariat):
    application = a_sent_application(call)
    for name in ("Un", "Deux"):
        a_ready_reviewer(call, name)
    tied = call.reviewers.order_by("pk").first()
    Conflict.objects.create(application=application, person=tied.person, source="declared", rule="declared")
    with pytest.raises(Unfit, match=application.reference):
        sharing.share_out(stage=stage_of(call), each=2, due_at=None, by=secretariat[0])
    assert Assignment.objects.count() == 0


def test_share_out_from_the_page(client, call, secretariat):
    for _ in range(4):
        a_sent_application(call)
    for name in ("Un", "Deux", "Trois"):
        a_ready_reviewer(call, name)
    reads_in(client, secretariat[1])
    sent = {"share-each": "2", "share-due_at": "2026-12-20"}
    answer = client.post(reverse("funding:assignment_share", args=[call.pk]), sent)
    assert answer.url == reverse("funding:design_show", args=[call.pk])
    assert Assignment.objects.count() == 8
    page = client.get(answer.url).content.decode()
    assert "tous liés" in page.lower() or "liés" in page


def test_groups_of_files_by_shared_readers():
    pairs = [("a", "1"), ("b", "1"), ("c", "2"), ("d", "2"), ("d", "3")]
    assert linked_groups(pairs) == [["a", "b"], ["c", "d"]]


def test_ranking_is_kept_with_inputs_and_seed_and_comes_again(ranked, read, secretariat):
    assert ranked.result["files"][0]["id"] in {"2026-001", "2026-002"}
    assert len(ranked.inputs["reviews"]) == 18
    assert len(ranked.leniencies) == 4
    again = ranking.make_ranking(stage=read, top=2, seed=7, by=secretariat[0])
    assert again.result == ranked.result
    assert "reviewers" not in ranked.result


def test_gates_judge_the_median_of_raw_levels(ranked):
    last = next(row for row in ranked.result["files"] if row["id"] == "2026-006")
    assert (last["admitted"], last["gates"][0]["gate"], last["gates"][0]["median"]) == (False, 3.0, 1.0)


def test_ranking_by_the_job_runs_once(client, read, secretariat):
    reads_in(client, secretariat[1])
    address = reverse("funding:ranking_show", args=[read.call_id])
    assert client.post(address, {"top": "x", "opinions": "last"}).status_code == 422
    client.post(address, {"top": "2", "opinions": "last"})
    job = jobs.claim()
    jobs.run(job)
    jobs.run(job)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert Ranking.objects.count() == 1
    assert "2026-001" in client.get(address).content.decode()


def test_readings_that_nothing_links_are_refused_with_the_way_to_mend(call, secretariat):
    stage = stage_of(call)
    for name in ("A", "B"):
        pair = [a_ready_reviewer(call, f"{name}{n}") for n in range(2)]
        for n in range(2):
            application = a_sent_application(call)
            for reviewer in pair:
                row = Assignment.objects.create(
                    stage=stage, application=application, reviewer=reviewer, made_by=secretariat[0]
                )
                a_sent_review(row, theory=LEVELS[n], team=LEVELS[reviewer.pk % 3])
    with pytest.raises(Refused) as refusal:
        ranking.make_ranking(stage=stage, top=2, seed=1, by=secretariat[0])
    assert "2026-001" in str(refusal.value)
    assert len(links_of(stage)) == 2


def test_who_is_tied_gets_a_copy_without_the_row_which_says_so(client, ranked, secretariat, call):
    tied = call.applications.get(reference="2026-003")
    Conflict.objects.create(application=tied, person=secretariat[1], source="declared", rule="declared")
    address = reverse("funding:ranking_export", args=[call.pk])
    part = reads_in(client, secretariat[1]).get(address).content.decode()
    assert "2026-003" not in part
    assert "1 ligne est laissée hors de cette copie" in part
    assert "2026-003" not in client.get(reverse("funding:ranking_show", args=[call.pk])).content.decode()
    whole = reads_in(client, secretariat[0]).get(address).content.decode()
    assert "2026-003" in whole
    assert len(whole.splitlines()) == 7


def test_leniency_is_read_by_the_person_alone_and_the_secretariat(client, ranked, call, secretariat):
    one, other = call.reviewers.order_by("pk")[:2]
    page = reads_in(client, one.person).get(reverse("funding:reviewing_show", args=[one.pk])).content.decode()
    assert "Votre propre indulgence" in page
    assert other.person.name not in page
    assert client.get(reverse("funding:ranking_show", args=[call.pk])).status_code == 404
    assert reads_in(client, secretariat[2]).get(
        reverse("funding:ranking_show", args=[call.pk])
    ).status_code == 409  # fmt: skip


def announce(ranked, by, **fields):
    ranked.result["files"] = [row | {"group": "draw", "admitted": True} for row in ranked.result["files"]]
    told = {"source": "Loterie", "source_on": clock.now() + timedelta(days=2), "fallback": "Le lendemain"}
    return lotteries.announce_lottery(ranking=ranked, by=by, **told | fields)


def test_a_draw_is_announced_before_its_chance_and_drawn_after(ranked, secretariat, monkeypatch):
    with pytest.raises(Unfit):
        announce(ranked, secretariat[0], source_on=clock.now())
    lottery = announce(ranked, secretariat[0])
    with pytest.raises(Refused):
        announce(ranked, secretariat[0])
    with pytest.raises(Refused):
        lotteries.draw_lottery(lottery=lottery, source_value="1 2 3", by=secretariat[0])
    later = lottery.source_on + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    drawn = lotteries.draw_lottery(lottery=lottery, source_value="07 11 23", by=secretariat[0])
    # Drawn again by the ten lines of the public page.
    names = sorted(drawn.references)
    sealed = json.dumps({"names": names, "places": 2}, ensure_ascii=False, separators=(",", ":"))
    seal = hashlib.sha256(sealed.encode()).hexdigest()
    seed = hashlib.sha256((seal + "07 11 23").encode()).digest()
    assert seal == drawn.sha256
    assert drawn.drawn == sorted(names, key=lambda name: hmac.digest(seed, name.encode(), "sha256"))[:2]
    with pytest.raises(Refused):
        lotteries.draw_lottery(lottery=lottery, source_value="9", by=secretariat[0])


def test_draw_is_public_in_three_languages(client, ranked, secretariat, call):
    lottery = announce(ranked, secretariat[0])
    for language in ("fr", "ar", "en"):
        client.cookies["language"] = language
        page = client.get(reverse("funding:lottery_read", args=[call.slug])).content.decode()
        assert lottery.sha256 in page
        assert "2026-001" in page


def test_nothing_to_draw_is_refused(ranked, secretariat):
    ranked.result["files"] = [row | {"group": "reject"} for row in ranked.result["files"]]
    with pytest.raises(Refused):
        lotteries.announce_lottery(
            ranking=ranked, source="Loterie", source_on=clock.now() + timedelta(days=1), fallback="Après",
            by=secretariat[0],
        )  # fmt: skip
    assert Lottery.objects.count() == 0


def test_minutes_move_who_is_tied_to_the_recused(client, call, secretariat):
    application = a_sent_application(call)
    Conflict.objects.create(
        application=application, person=secretariat[1], source="declared", rule="declared"
    )
    reads_in(client, secretariat[0])
    address = reverse("funding:discussion_list", args=[call.pk])
    assert client.post(address, {"application": application.pk, "text": "Débat."}).status_code == 422
    sent = {"application": application.pk, "text": "Débat.", "present": [one.pk for one in secretariat[:2]]}
    client.post(address, sent)
    minute = Minute.objects.get()
    assert [one["name"] for one in minute.present] == ["Hajar"]
    assert [one["name"] for one in minute.recused] == ["Driss"]
    with pytest.raises(Refused):
        minutes.write_minute(
            call=call, application=application, text="Moi", present=secretariat, by=secretariat[1]
        )
    assert "Débat." not in reads_in(client, secretariat[1]).get(address).content.decode()


def test_the_page_says_who_keeps_a_place_whatever_the_weights(client, ranked, call, secretariat):
    address = reverse("funding:ranking_show", args=[call.pk])
    found = {}
    for spread in ("quarter", "any", "nonsense"):
        shown = reads_in(client, secretariat[0]).get(f"{address}?weights={spread}").context["weighing"]
        admitted = [row for row in ranked.result["files"] if row["admitted"]]
        assert len(shown.sure) + len(shown.between) + shown.n_never == len(admitted)
        found[spread] = shown
    # The wider the weights, the fewer files are sure of their place.
    assert len(found["any"].sure) <= len(found["quarter"].sure)
    assert found["nonsense"].spread == "half"
    page = client.get(f"{address}?weights=any").content.decode()
    assert "4000 jeux de poids" in page
    tied = call.applications.get(reference=ranked.result["files"][0]["id"])
    Conflict.objects.create(application=tied, person=secretariat[1], source="declared", rule="declared")
    assert tied.reference not in reads_in(client, secretariat[1]).get(address).content.decode()


def test_more_places_than_admitted_files_is_said_on_the_page(client, ranked, call, secretariat):
    ranked.result["files"] = [row | {"admitted": False} for row in ranked.result["files"]]
    ranked.save()
    page = reads_in(client, secretariat[0]).get(reverse("funding:ranking_show", args=[call.pk]))
    assert page.status_code == 200
    assert page.context["weighing"].refusal != ""


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_judging_pages_in_three_languages(client, ranked, call, secretariat, language):
    reads_in(client, secretariat[0], language)
    for name in ("design_show", "ranking_show", "discussion_list", "lottery_list", "assignment_list"):
        assert client.get(reverse(f"funding:{name}", args=[call.pk])).status_code == 200
    application = call.applications.order_by("pk").first()
    assert client.get(reverse("funding:discussion_show", args=[call.pk, application.pk])).status_code == 200


def test_ranking_page_costs_the_same_whatever_the_number_of_files(client, ranked, call, secretariat):
    address = reverse("funding:ranking_show", args=[call.pk])
    reads_in(client, secretariat[0])
    six = web_cast.queries_of(client, address)
    ranked.result["files"] = ranked.result["files"][:2]
    ranked.save()
    assert web_cast.queries_of(client, address) == six


@pytest.mark.parametrize(("language", "words"), [("fr", "(caché pour vous)"), ("ar", "(مخفي عنكم)")])
def test_a_refused_ranking_names_no_file_in_conflict_to_who_asked(client, call, secretariat, language, words):
    """Two readers and three files each, nothing in common: the refusal names the files of each group."""
    files = [a_sent_application(call) for _ in range(6)]
    readers = [a_ready_reviewer(call, name) for name in ("Un", "Deux", "Trois", "Quatre")]
    for at, file in enumerate(files):
        for reader in readers[:2] if at < 3 else readers[2:]:
            a_sent_review(
                Assignment.objects.create(
                    application=file, stage=stage_of(call), reviewer=reader, made_by=secretariat[0]
                ),
                theory=LEVELS[at % 3], team=LEVELS[(at + reader.pk) % 3], cost=5,
            )  # fmt: skip
    lead = secretariat[0]
    Conflict.objects.create(application=files[1], person=lead, source="declared", reason="x")
    with translation.override(language):
        job = ranking.ask_ranking(stage=stage_of(call), top=2, by=lead)
    jobs.run(jobs.claim())
    job.refresh_from_db()
    assert job.state == JobState.REFUSED
    assert files[1].reference not in job.outcome
    assert all(one.reference in job.outcome for one in (files[0], files[2], files[3]))
    client.force_login(lead)
    said = client.get(reverse("ui:job_show", args=[job.pk])).content.decode()
    assert files[1].reference not in said
    assert words in job.outcome
