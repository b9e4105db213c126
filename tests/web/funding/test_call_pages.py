"""A call, from its preset to the public page in three languages and the self-check of who might apply."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.models import Call
from tests import web_cast
from tests.web.funding import situations

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "ar", "en")
LATER = f"{date.today() + timedelta(days=100)}"


@pytest.fixture
def funder():
    return situations.a_funder()


@pytest.fixture
def people(funder):
    return situations.people_of(funder)


def texts(name, text="Eau"):
    return {f"{name}_{code}": f"{text} {code}" for code in LANGUAGES}


def begun(client, person, funder, preset="indh"):
    client.force_login(person)
    sent = {"organisation": funder.pk, "preset": preset, **texts("title")}
    answer = client.post(reverse("funding:call_create"), sent)
    call = Call.objects.get()
    assert answer.headers["Location"] == reverse("funding:call_show", args=[call.pk])
    return call


def send(client, name, call, sent, *args):
    call.refresh_from_db()
    return client.post(reverse(f"funding:{name}", args=[call.pk, *args]), {"revision": call.revision, **sent})


def test_a_call_begins_from_a_preset(client, funder, people):
    call = begun(client, people[1], funder)
    assert (call.slug, call.state, call.preset) == ("eau-fr", "draft", "indh")
    assert [rule["kind"] for rule in call.eligibility][1:3] == ["asked_at_most", "cofunding_at_least"]
    assert call.limits["floors_from"] == {"index": "population", "share_pct": "50"}
    assert [stage.kind for stage in call.stages.all()] == ["full"]
    assert AuditEvent.objects.filter(verb="call_created", target_id=str(call.pk)).count() == 1


def test_floors_follow_the_population_once_the_budget_is_said(client, funder, people):
    call = begun(client, people[1], funder)
    sent = {
        **texts("title"), **texts("summary"), **texts("body"), "budget_mad": "1 000 000", "reserve_mad": "0",
        **{f"theme-0-label_{code}": "Eau" for code in LANGUAGES},
    }  # fmt: skip
    assert send(client, "call_edit", call, sent).status_code == 302
    call.refresh_from_db()
    floors = {row["value"]: Decimal(row["amount_mad"]) for row in call.limits["floors"]}
    assert len(floors) == 12
    assert sum(floors.values()) == 500_000
    # Census of 2024: 4,030,222 of 36,828,330 people live there.
    assert floors["01"] == Decimal("54716.33")
    assert call.limits["floors_from"]["year"] == 2024
    assert call.themes == [{"code": "eau", "label": dict.fromkeys(LANGUAGES, "Eau")}]


def test_floors_on_a_figure_nobody_holds_are_refused(client, funder, people):
    call = begun(client, people[1], funder)
    call.budget_mad = 1000
    call.save()
    sent = {"value": "score", "levels": ["100"], "index": "poverty_headcount", "share_pct": "30"}
    answer = send(client, "limits_edit", call, sent)
    assert answer.status_code == 422
    assert "Tanger" in answer.content.decode()
    sent = {
        "value": "score",
        "levels": ["60", "100"],
        "index": "by_hand",
        "floor-01": "2000",
        "source": "HCP",
    }
    answer = send(client, "limits_edit", call, sent)
    assert answer.status_code == 422
    assert send(client, "limits_edit", call, sent | {"floor-01": "200"}).status_code == 302
    call.refresh_from_db()
    assert call.limits["floors"] == [{"by": "region", "value": "01", "amount_mad": "200.00"}]
    assert call.limits["levels"][0] == {"cost": 0.6, "value": 0.72}


def test_rules_are_written_in_plain_fields(client, funder, people):
    call = begun(client, people[1], funder, preset="blank")
    client.post("/language/", {"language": "en"})
    sent = {
        "asked_at_most-on": "on", "asked_at_most-value": "250 000", "place-on": "on", "place-value": ["04"],
        "declared1-on": "on", **texts("declared1-value", "Nos comptes sont tenus"), **texts("place-reason", "Proche"),
    }  # fmt: skip
    assert send(client, "rules_edit", call, sent).status_code == 302
    call.refresh_from_db()
    assert [rule["key"] for rule in call.eligibility] == ["place", "asked_at_most", "declared1"]
    assert call.eligibility[1]["values"] == {"value": "250000"}
    answer = send(client, "rules_edit", call, {"asked_at_most-on": "on"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["asked_at_most-value"])


def test_what_is_missing_keeps_a_call_from_being_published(client, funder, people):
    call = begun(client, people[0], funder)
    page = client.get(reverse("funding:call_show", args=[call.pk]))
    assert len(page.context["lacks"]) == 5
    assert client.post(reverse("funding:call_publish", args=[call.pk])).status_code == 409
    assert Call.objects.get().state == "draft"


def a_ready_draft(client, people, funder):
    call = begun(client, people[0], funder)
    sent = {**texts("title"), **texts("summary"), **texts("body"), "budget_mad": "1000000"}
    send(client, "call_edit", call, sent)
    stage = {
        "kind": "full", "opens_at": "2026-01-01T08:00", "closes_at": "2100-01-01T08:00",
        "grid": situations.a_grid(funder).pk, "parts": ["theory"], **texts("title", "Dossier"),
        **texts("ask-0-label", "Besoin"), "ask-0-kind": "long", "ask-0-required": "on",
    }  # fmt: skip
    assert send(client, "stage_edit", call, stage, 1).status_code == 302
    return call


def test_a_complete_call_is_published_and_no_longer_changes(client, funder, people):
    call = a_ready_draft(client, people, funder)
    assert call.stages.get().questions[0]["key"] == "q1"
    assert client.post(reverse("funding:call_publish", args=[call.pk])).status_code == 302
    assert Call.objects.get().published_by == people[0]
    assert send(client, "call_edit", call, texts("title")).status_code == 409
    assert client.get(reverse("funding:call_show", args=[call.pk])).status_code == 200


def test_who_runs_calls_does_not_publish_and_a_reader_changes_nothing(client, funder, people):
    call = a_ready_draft(client, people, funder)
    client.force_login(people[1])
    assert client.post(reverse("funding:call_publish", args=[call.pk])).status_code == 409
    client.force_login(people[2])
    assert client.get(reverse("funding:call_show", args=[call.pk])).status_code == 200
    assert client.get(reverse("funding:call_edit", args=[call.pk])).status_code == 409
    client.force_login(web_cast.person("Salma"))
    for name in ("call_show", "call_edit", "rules_edit", "limits_edit", "settings_edit"):
        assert client.get(reverse(f"funding:{name}", args=[call.pk])).status_code == 404


def test_a_form_written_on_an_older_state_is_a_conflict_and_keeps_what_was_written(client, funder, people):
    call = begun(client, people[1], funder)
    answer = client.post(
        reverse("funding:call_edit", args=[call.pk]), {"revision": 7, **texts("title", "Neuf")}
    )
    assert answer.status_code == 409
    assert "Neuf fr" in answer.content.decode()
    assert Call.objects.get().title["fr"] == "Eau fr"


def test_settings_bind_the_judging(client, funder, people):
    call = begun(client, people[1], funder)
    assert client.get(reverse("funding:settings_edit", args=[call.pk])).status_code == 200
    sent = {"reviews_by_file": "4", "bridge_pct": "20", "most_chance_pct": "50", "draw_level_pct": "90", "appeal_days": "15", "uses_lottery": "on",
            "chance_date": LATER, "opinions": "first"}  # fmt: skip
    past = send(client, "settings_edit", call, sent | {"chance_date": "2020-03-01"})
    assert past.status_code == 422
    assert "choisissez un jour à venir" in past.content.decode()
    assert send(client, "settings_edit", call, sent).status_code == 302
    call.refresh_from_db()
    assert (call.settings["reviews_by_file"], call.settings["chance_date"]) == (4, LATER)
    assert (call.settings["opinions"], call.settings["needs_training"]) == ("first", False)
    assert call.settings["most_chance_pct"] == 50
    for wrong in ("", "0", "19", "101", "1e9", "-5", "NaN", "½", "9" * 400):
        assert send(client, "settings_edit", call, sent | {"most_chance_pct": wrong}).status_code == 422


def test_stages_are_added_and_only_the_last_is_taken_away(client, funder, people):
    call = begun(client, people[1], funder)
    answer = client.post(reverse("funding:stage_create", args=[call.pk]), {"kind": "interview"})
    assert answer.headers["Location"] == reverse("funding:stage_edit", args=[call.pk, 2])
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.post(reverse("funding:stage_delete", args=[call.pk, 1])).status_code == 409
    assert client.post(reverse("funding:stage_delete", args=[call.pk, 2])).status_code == 302
    assert call.stages.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_page_is_read_signed_out_in_each_language(client, funder, language):
    rules = [{"key": "most", "kind": "asked_at_most", "values": {"value": "250000"}, "reason": {}}]
    call = situations.a_call(funder, moment="open", eligibility=rules)
    hidden = situations.a_call(funder, state="draft", slug="secret", budget_mad=None)
    client.post("/language/", {"language": language})
    listed = client.get(reverse("funding:call_list")).content.decode()
    assert f"Appel inventé ({language})" in listed
    assert "secret" not in listed
    page = client.get(reverse("funding:call_read", args=[call.slug])).content.decode()
    assert f'lang="{language}"' in page
    assert f"Appel inventé ({language})" in page
    assert "250\u202f000 MAD" in page
    assert f"Ce point est dit et prouvé. ({language})" in page
    assert client.get(reverse("funding:call_read", args=[hidden.slug])).status_code == 404


def test_the_self_check_says_no_with_the_rule_and_keeps_nothing(client, funder):
    rules = [
        {
            "key": "most",
            "kind": "asked_at_most",
            "values": {"value": "100"},
            "reason": {"en": "Small projects."},
        },
        {"key": "oath", "kind": "declared", "values": {"text": {"en": "Our accounts are kept."}}},
        {"key": "months_at_most", "kind": "months_at_most", "values": {"value": "12"}},
    ]
    call = situations.a_call(funder, moment="open", eligibility=rules)
    address = reverse("funding:call_check", args=[call.slug])
    client.post("/language/", {"language": "en"})
    assert list(client.get(address).context["form"].fields) == ["asked_mad", "months", "declared-oath"]
    before = AuditEvent.objects.count()
    answer = client.post(address, {"asked_mad": "101", "declared-oath": "yes"})
    assert [verdict.passed for verdict in answer.context["verdicts"]] == [False, True, None]
    assert "No: at least one rule" in answer.content.decode()
    assert AuditEvent.objects.count() == before
    answer = client.post(address, {"asked_mad": "100", "declared-oath": "yes", "months": "12"})
    assert "Yes: your application could be received." in answer.content.decode()


def test_lists_cost_the_same_for_one_call_and_three(client, funder, people):
    situations.a_call(funder, moment="open", slug="un")
    client.force_login(people[0])
    addresses = [reverse("funding:own_call_list"), reverse("funding:call_list")]
    one = [web_cast.queries_of(client, address) for address in addresses]
    for slug in ("deux", "trois"):
        situations.a_sent_application(situations.a_call(funder, slug=slug))
    assert [web_cast.queries_of(client, address) for address in addresses] == one
    page = client.get(addresses[1]).content.decode()
    assert re.findall(r"/calls/(\w+)/", page)[0] == "un"
