import html

import pytest
from django.urls import reverse

from miqyas_web.evidence import actions, queries
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.queries import marks_on
from tests import web_cast

pytestmark = pytest.mark.django_db

SAID = {
    "contamination_rate": {"value": 0.0, "source": "Journal de terrain"},
    "outcome_data": {"value": "after", "source": "Rapport d'enquête, p. 2"},
    "attrition_overall": {"value": 0.08, "source": "Rapport d'enquête, p. 4"},
    "attrition_differential": {"value": 0.01, "source": "Rapport d'enquête, p. 4"},
}


@pytest.fixture
def initiative(request, tifawin, amina):
    if "claim" in request.fixturenames:
        return Initiative.objects.get(pk=request.getfixturevalue("estimated")["initiative"])
    return web_cast.initiative(tifawin, amina)


def graded(claim, person, initiative):
    found = queries.claims_visible_to(person, initiative=initiative).get(pk=claim.pk)
    return queries.graded([found], initiative=initiative)[0]


def test_an_estimation_opens_a_claim_on_the_link_it_tests(claim):
    assert claim.link == claim.estimation.study.link
    assert AuditEvent.objects.filter(verb="claim_opened").count() == 1


def test_what_the_file_cannot_show_is_not_established(claim, amina, initiative):
    actions.attach_facts(
        claim=claim, said={name: SAID[name] for name in ("outcome_data", "contamination_rate")}, by=amina
    )
    maryland = graded(claim, amina, initiative).judged.maryland
    assert maryland.level is None
    assert "attrition_overall" in maryland.missing


def test_attached_facts_move_the_level_and_leave_a_trace(claim, amina, initiative):
    actions.attach_facts(claim=claim, said=SAID, by=amina)
    found = graded(claim, amina, initiative)
    assert found.judged.maryland.level is not None
    assert AuditEvent.objects.get(verb="facts_attached").facts == {"before": {}, "after": SAID}


def test_a_fact_that_is_computed_cannot_be_declared_otherwise(claim, amina):
    with pytest.raises(Unfit):
        actions.attach_facts(claim=claim, said={"n": {"value": 10_000, "source": "moi"}}, by=amina)
    claim.refresh_from_db()
    assert claim.said == {}


def test_a_reader_attaches_nothing(claim, youssef):
    with pytest.raises(Refused):
        actions.attach_facts(claim=claim, said=SAID, by=youssef)


def test_a_fact_without_its_source_is_refused_on_the_form(client, claim, amina, initiative):
    client.force_login(amina)
    address = reverse("evidence:claim_edit", args=[initiative.pk, claim.pk])
    assert client.post(address, {"cost_data": "yes"}).status_code == 422
    assert client.post(address, {"cost_data": "yes", "cost_data_source": "Budget 2026"}).status_code == 302
    claim.refresh_from_db()
    assert claim.said == {"cost_data": {"value": True, "source": "Budget 2026"}}


def test_shares_are_written_in_per_cent_with_a_comma_or_arabic_figures(client, claim, amina, initiative):
    client.force_login(amina)
    address = reverse("evidence:claim_edit", args=[initiative.pk, claim.pk])
    client.post(address, {"attrition_overall": "٧٫٥", "attrition_overall_source": "p. 4"})
    claim.refresh_from_db()
    assert claim.said["attrition_overall"]["value"] == 0.075


def test_the_sentence_is_no_stronger_than_the_grade(claim, amina, initiative):
    found = graded(claim, amina, initiative)
    grade = found.judged.grade.level
    allowed = {None: "associated", 1: "unknown", 2: "may", 3: "probably", 4: "raised"}[grade]
    assert found.judged.strength == allowed


def test_the_theory_shows_how_strongly_its_link_is_supported(claim, amina, initiative):
    marks = marks_on(initiative.theory, amina)
    assert list(marks) == [claim.link.key]
    assert marks[claim.link.key].href == reverse("evidence:claim_show", args=[initiative.pk, claim.pk])


def test_a_second_estimation_speaks_for_the_link_and_keeps_what_was_attached(claim, amina, initiative):
    actions.attach_facts(claim=claim, said=SAID, by=amina)
    study = claim.estimation.study
    from miqyas_web.studies.actions import estimate_study

    second = estimate_study(study=study, by=amina, job_id=2, tell=lambda percent, step: None).claim
    latest = queries.latest_by_link(queries.claims_visible_to(amina, initiative=initiative))
    assert latest == [second]
    assert second.said == SAID


def test_a_stranger_finds_nothing(client, claim, salma, initiative):
    client.force_login(salma)
    assert client.get(reverse("evidence:claim_show", args=[initiative.pk, claim.pk])).status_code == 404


def test_the_page_gives_the_reasons_in_the_language_of_the_reader(client, claim, amina, initiative):
    client.force_login(amina)
    client.cookies["language"] = "ar"
    text = client.get(reverse("evidence:claim_show", args=[initiative.pk, claim.pk])).content.decode()
    found = graded(claim, amina, initiative)
    assert found.judged.nesta.reasons[0].text["ar"] in text
    assert 'dir="rtl"' in text


def test_the_list_costs_the_same_for_one_and_three(client, initiative, amina):
    client.force_login(amina)
    address = reverse("evidence:claim_list", args=[initiative.pk])
    web_cast.estimated_study(initiative, amina, job_id=1)
    one = web_cast.queries_of(client, address)
    for number in (2, 3):
        web_cast.estimated_study(initiative, amina, job_id=number)
    assert web_cast.queries_of(client, address) == one


def test_the_sentence_is_told_in_the_three_languages_on_the_page_of_the_estimate(
    client, claim, amina, initiative
):
    client.force_login(amina)
    estimation = claim.estimation
    address = reverse("studies:estimation_show", args=[initiative.pk, estimation.study_id, estimation.pk])
    text = html.unescape(client.get(address).content.decode())
    found = graded(claim, amina, initiative)
    assert [sentence in text for sentence in found.judged.sentences.values()] == [True, True, True]
