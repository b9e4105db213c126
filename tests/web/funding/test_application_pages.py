"""Applying: a draft that lives, a sending that seals, the deadline before which nobody of the funder reads."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas.reporting.typography import french_spaces
from miqyas_web.foundation import clock
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import applications as actions
from miqyas_web.funding.enums import ConflictSource
from miqyas_web.funding.models import Application, Conflict, Sealed
from miqyas_web.funding.queries.facts import facts_of, parts_of
from miqyas_web.funding.queries.files import facts_beside, file_read
from miqyas_web.funding.refusals import AlreadyApplied, NotOpen
from miqyas_web.funding.rules.scales import criteria_of
from miqyas_web.funding.science.sealing import sha256_of
from miqyas_web.theories.models import Node
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations import a_criterion, grid_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def funder():
    return situations.a_funder()


@pytest.fixture
def people(funder):
    return situations.people_of(funder)


@pytest.fixture
def applicant():
    return situations.an_applicant()


@pytest.fixture
def call(funder):
    rule = {"key": "asked_at_most", "kind": "asked_at_most", "values": {"value": "250000"}, "reason": {}}
    return situations.a_call(funder, moment="open", eligibility=[rule])


@pytest.fixture
def draft(call, applicant):
    return situations.a_draft_application(call, applicant[1])


def close(call):
    """Bring the deadline of a call to a day ago."""
    stage = situations.stage_of(call)
    stage.opens_at, stage.closes_at = clock.now() - timedelta(days=9), clock.now() - timedelta(days=1)
    stage.save()


def test_an_application_begins_from_the_public_page_and_once(client, call, applicant):
    amina, initiative = applicant
    client.force_login(amina)
    address = reverse("funding:application_create", args=[call.slug])
    assert client.get(address).status_code == 200
    answer = client.post(address, {"initiative": initiative.pk})
    application = Application.objects.get()
    assert answer.headers["Location"] == reverse("funding:application_edit", args=[application.pk])
    assert application.reference.endswith("-001")
    assert client.post(address, {"initiative": initiative.pk}).status_code == 422
    with pytest.raises(AlreadyApplied):
        actions.create_application(call=call, initiative=initiative, by=amina)
    assert Application.objects.count() == 1


def test_a_draft_is_written_and_a_form_of_an_older_state_is_a_conflict(client, draft, applicant):
    client.force_login(applicant[0])
    address = reverse("funding:application_edit", args=[draft.pk])
    assert client.get(address).status_code == 200
    sent = {
        "revision": 0, "answer-need": "La source tarit.", "theme": "work", "asked_mad": "200 000",
        "cofunding_mad": "50000", "line-0-title": "Puits", "line-0-amount": "250000", "line-0-asked": "200000",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    draft.refresh_from_db()
    assert draft.answers["1"] == {"need": "La source tarit."}
    assert draft.budget == [{"title": "Puits", "amount_mad": "250000.00", "asked_mad": "200000.00"}]
    answer = client.post(address, sent | {"answer-need": "Autre"})
    assert answer.status_code == 409
    assert "Autre" in answer.content.decode()
    assert client.post(address, sent | {"revision": 1, "line-0-asked": "300000"}).status_code == 422


def test_sending_seals_what_stands_with_what_is_computed(client, draft, applicant):
    amina, initiative = applicant
    web_cast.theory_link(initiative)
    client.force_login(amina)
    assert client.post(reverse("funding:application_send", args=[draft.pk])).status_code == 302
    seal, application = Sealed.objects.get(), Application.objects.get()
    assert (application.state, seal.number, seal.sha256) == ("sent", 1, sha256_of(seal.content))
    quality = seal.content["computed"]["theory_quality"]
    assert 0 < quality["score"] < quality["maximum"]
    assert set(quality["reasons"][0]) == {"fr", "ar", "en"}
    assert seal.content["computed"]["indicator_plan"] | {"reasons": []} == {
        "score": 0.0, "maximum": 1, "n_indicators": 0, "n_sound": 0, "n_outcomes": 1, "n_measured": 0, "reasons": [],
    }  # fmt: skip
    assert seal.content["computed"]["design_ceiling"]["score"] is None
    told = {key: [one["fr"] for one in each["reasons"]] for key, each in seal.content["computed"].items()}
    assert told["indicator_plan"] == [
        "L’initiative n’a pas d’indicateur.",
        french_spaces("Aucun indicateur ne mesure « Les ménages empruntent davantage »."),
    ]
    assert told["design_ceiling"] == ["Aucun plan d’évaluation n’a été scellé."]
    assert told["evidence"] == ["Aucune preuve n’est attachée à la théorie."]
    assert seal.eligibility[0]["passed"] is True
    assert set(seal.eligibility[0]["expected"]) == {"fr", "ar", "en"}
    Node.objects.filter(theory__initiative=initiative).update(title="Changé après")
    assert "Changé après" not in str(Sealed.objects.get().content)
    assert client.post(reverse("funding:application_send", args=[draft.pk])).status_code == 302
    assert [one.number for one in Sealed.objects.order_by("number")] == [1, 2]
    assert AuditEvent.objects.filter(verb="application_sent").count() == 2


def test_the_design_of_a_sealed_plan_says_how_high_it_could_climb(draft, applicant):
    amina, initiative = applicant
    study = web_cast.draft_study(initiative, amina)
    web_cast.seal_study(study=study, by=amina)
    seal = actions.send_application(application=draft, by=amina)
    ceiling = seal.content["computed"]["design_ceiling"]
    assert (ceiling["score"], ceiling["maximum"], ceiling["design"]) == (5, 5, "cluster_randomised")
    assert seal.content["plan"]["number"] == 1


def test_an_initiative_that_has_nothing_says_so_for_each_thing_computed(draft, applicant):
    seal = actions.send_application(application=draft, by=applicant[0])
    computed = seal.content["computed"]
    assert [computed[key]["score"] for key in ("theory_quality", "indicator_plan", "design_ceiling", "evidence")] == [
        None, 0, None, 0,
    ]  # fmt: skip
    assert all(
        set(reason) == {"fr", "ar", "en"} and all(reason.values()) and each["reasons"]
        for each in computed.values()
        for reason in each["reasons"]
    )
    assert computed["theory_quality"]["reasons"][0]["en"] == "No theory of change was drawn."
    # Beside each criterion of impact a reviewer finds what was computed of it, even when there is nothing.
    content = grid_content(
        *(a_criterion(key, judges=key) for key in ("theory", "indicators", "design", "evidence"))
    )
    file = file_read(draft, draft.stage, "fr")
    beside = [facts_beside(one, file) for one in criteria_of(content, "fr")]
    assert [len(facts) for facts in beside] == [1, 1, 1, 1]
    assert all(facts[0].reasons for facts in beside)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"asked_mad": Decimal(300000), "budget": []}, "300\u202f000 MAD"),
        ({"answers": {}}, "Quel est le besoin ?"),
        ({"theme": "fire"}, ""),
        ({"asked_mad": None}, ""),
        ({"cofunding_mad": Decimal(5)}, "100005.00"),
    ],
)
def test_what_lacks_or_is_against_a_rule_is_not_sent(client, draft, applicant, change, words):
    for name, value in change.items():
        setattr(draft, name, value)
    draft.save()
    client.force_login(applicant[0])
    answer = client.post(reverse("funding:application_send", args=[draft.pk]))
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert not Sealed.objects.exists()


def test_after_the_deadline_nothing_is_written_or_sent(call, draft, applicant):
    close(call)
    for act in (actions.send_application, lambda **kw: actions.edit_application(said={}, revision=0, **kw)):
        with pytest.raises(NotOpen):
            act(application=draft, by=applicant[0])
    other = web_cast.initiative(applicant[1].organisation, applicant[0], "Autre")
    with pytest.raises(NotOpen):
        actions.create_application(call=call, initiative=other, by=applicant[0])


def test_a_withdrawn_application_frees_the_place_for_another(client, call, draft, applicant):
    client.force_login(applicant[0])
    assert client.post(reverse("funding:application_withdraw", args=[draft.pk])).status_code == 302
    assert Application.objects.get().state == "withdrawn"
    assert client.post(reverse("funding:application_withdraw", args=[draft.pk])).status_code == 409
    again = actions.create_application(call=call, initiative=applicant[1], by=applicant[0])
    assert again.reference.endswith("-002")


def test_a_partner_on_the_platform_agrees_for_itself(client, draft, applicant):
    salma = web_cast.member("Salma", web_cast.organisation("Coopérative Assafou"))
    client.force_login(applicant[0])
    sent = {"name": "Assafou", "part": "Forage", "lead_email": salma.email}
    assert client.post(reverse("funding:partner_list", args=[draft.pk]), sent).status_code == 302
    partner = draft.partners.get()
    assert client.post(reverse("funding:application_send", args=[draft.pk])).status_code == 409
    assert client.get(reverse("funding:partner_consent", args=[partner.pk])).status_code == 404
    client.force_login(salma)
    address = reverse("funding:partner_consent", args=[partner.pk])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    client.force_login(applicant[0])
    assert client.get(reverse("funding:partner_list", args=[draft.pk])).status_code == 200
    seal = actions.send_application(application=draft, by=applicant[0])
    assert seal.content["partners"][0]["name"] == "Coopérative Assafou"
    assert client.post(reverse("funding:partner_delete", args=[draft.pk, partner.pk])).status_code == 302
    assert not draft.partners.exists()


def test_a_file_is_joined_under_its_hash_and_a_program_is_not(client, draft, applicant):
    client.force_login(applicant[0])
    address = reverse("funding:file_list", args=[draft.pk])
    png = SimpleUploadedFile("plan.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40, content_type="image/png")
    assert client.post(address, {"file": png, "label": "Plan"}).status_code == 302
    file = draft.files.get()
    fetched = client.get(reverse("funding:file_download", args=[draft.pk, file.pk]))
    assert b"".join(fetched.streaming_content).startswith(b"\x89PNG")
    program = SimpleUploadedFile("x.exe", b"MZ" + b"\x00" * 40)
    assert client.post(address, {"file": program}).status_code == 422
    assert client.post(reverse("funding:file_delete", args=[draft.pk, file.pk])).status_code == 302
    assert not draft.files.exists()


def test_the_funder_counts_before_the_deadline_and_reads_after(client, call, draft, applicant, people):
    actions.send_application(application=draft, by=applicant[0])
    client.force_login(people[1])
    address = reverse("funding:received_list", args=[call.pk])
    page = client.get(address)
    assert (page.context["received"].n_sent, page.context["received"].rows) == (1, [])
    assert "Initiative de Amina" not in page.content.decode()
    assert client.get(reverse("funding:received_show", args=[draft.pk])).status_code == 409
    close(call)
    assert "Initiative de Amina" in client.get(address).content.decode()
    shown = client.get(reverse("funding:received_show", args=[draft.pk]))
    assert shown.status_code == 200
    # L'eau manque en été.
    assert "eau manque en été" in shown.content.decode()
    assert client.get(reverse("funding:received_file", args=[draft.pk, "0" * 64])).status_code == 404


def test_a_conflict_hides_the_file_from_one_and_not_from_the_others(client, call, draft, applicant, people):
    actions.send_application(application=draft, by=applicant[0])
    close(call)
    Conflict.objects.create(application=draft, person=people[0], source=ConflictSource.DECLARED)
    address = reverse("funding:received_list", args=[call.pk])
    client.force_login(people[0])
    found = client.get(address)
    assert (found.context["received"].rows, found.context["received"].n_hidden) == ([], 1)
    assert "Initiative de Amina" not in found.content.decode()
    assert client.get(reverse("funding:received_show", args=[draft.pk])).status_code == 409
    client.force_login(people[1])
    assert len(client.get(address).context["received"].rows) == 1


def test_strangers_and_other_applicants_find_nothing(client, draft, applicant, people):
    for person in (web_cast.person("Salma"), people[0]):
        client.force_login(person)
        for name in ("application_show", "application_edit", "partner_list", "file_list"):
            assert client.get(reverse(f"funding:{name}", args=[draft.pk])).status_code == 404


def test_facts_count_what_the_organisation_already_sent(call, draft, applicant):
    amina, initiative = applicant
    second = situations.a_draft_application(call, web_cast.initiative(initiative.organisation, amina, "Deux"))
    assert facts_of(second, parts_of(second.initiative)).n_sent == 1
    actions.send_application(application=draft, by=amina)
    found = facts_of(second, parts_of(second.initiative))
    assert (found.n_sent, found.never_supported, found.theory_score) == (2, True, None)


def test_pages_cost_the_same_for_one_and_three(client, funder, applicant, people):
    amina, initiative = applicant
    call = situations.a_call(funder, slug="clos")
    application = situations.a_sent_application(call, initiative)
    client.force_login(amina)
    mine = [
        reverse("funding:application_list", args=[initiative.pk]),
        reverse("funding:application_show", args=[application.pk]),
    ]
    theirs = reverse("funding:received_list", args=[call.pk])
    one = [web_cast.queries_of(client, address) for address in mine]
    client.force_login(people[0])
    received = web_cast.queries_of(client, theirs)
    for number in range(2):
        other = situations.a_call(funder, slug=f"autre-{number}")
        situations.a_sent_application(other, initiative)
        situations.a_sent_application(call)
        application.partners.create(name=f"Partenaire {number}")
    assert web_cast.queries_of(client, theirs) == received
    client.force_login(amina)
    assert [web_cast.queries_of(client, address) for address in mine] == one
