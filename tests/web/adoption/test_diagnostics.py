"""Beginning, answering together, completing: what is kept, what is refused, what is found."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from miqyas_web.accounts.enums import OrganisationKind, Role
from miqyas_web.adoption.actions import (
    Said,
    answer_items,
    complete_diagnostic,
    discard_diagnostic,
    start_diagnostic,
)
from miqyas_web.adoption.enums import Audience, DiagnosticState
from miqyas_web.adoption.models import Answer, Diagnostic
from miqyas_web.adoption.queries.facts import facts_of
from miqyas_web.adoption.rules import Overtaken, audience_for
from miqyas_web.adoption.science import questionnaire_of
from miqyas_web.adoption.words import FOUND
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators.models import Indicator
from miqyas_web.theories.models import Node, TheoryVersion
from tests import web_cast
from tests.web.adoption.conftest import answered, begun, completed

pytestmark = pytest.mark.django_db


def test_beginning_keeps_the_newest_version_and_one_row_by_question(diagnostic, tifawin, region):
    asked = questionnaire_of(diagnostic)
    assert (diagnostic.version, diagnostic.region, diagnostic.state) == (
        "2026-1",
        region,
        DiagnosticState.OPEN,
    )
    assert {answer.item for answer in diagnostic.answers.all()} == {item.key for item in asked.items}
    event = AuditEvent.objects.get(verb="diagnostic_started")
    assert (event.organisation_id, event.facts["version"]) == (tifawin.pk, "2026-1")


def test_only_one_is_open_by_organisation_and_audience(diagnostic, tifawin, amina, brahim):
    with pytest.raises(Refused, match="répond déjà"):
        begun(tifawin, brahim)
    with pytest.raises(IntegrityError), transaction.atomic():
        Diagnostic.objects.create(
            organisation=tifawin, audience="innovator", version="2026-1", size="1-5",
            started_by=amina, started_at=diagnostic.started_at,
        )  # fmt: skip
    assert begun(tifawin, amina, audience="funder").audience == "funder"


def test_a_reader_neither_begins_nor_answers_nor_completes(diagnostic, tifawin, youssef):
    for act in (
        lambda: begun(tifawin, youssef, audience="funder"),
        lambda: answer_items(diagnostic=diagnostic, said={"plan": Said(3)}, by=youssef),
        lambda: complete_diagnostic(diagnostic=diagnostic, by=youssef),
        lambda: discard_diagnostic(diagnostic=diagnostic, by=youssef),
    ):
        with pytest.raises(Refused, match="Votre rôle"):
            act()
    assert Diagnostic.objects.count() == 1
    assert not diagnostic.answers.filter(answered_at__isnull=False).exists()


def test_an_answer_says_who_gave_it_and_leaves_one_row(diagnostic, amina):
    said = {"plan": Said(2, " Une phrase. ", "https://example.ma/pv"), "choice": Said(3)}
    assert sorted(answer_items(diagnostic=diagnostic, said=said, by=amina)) == ["choice", "plan"]
    plan = diagnostic.answers.get(item="plan")
    assert (plan.level, plan.note, plan.link, plan.answered_by, plan.revision) == (
        2, "Une phrase.", "https://example.ma/pv", amina, 1,
    )  # fmt: skip
    assert AuditEvent.objects.get(verb="diagnostic_answered").facts == {"answers": {"plan": 2, "choice": 3}}


def test_the_same_answer_again_changes_nothing(diagnostic, amina):
    answer_items(diagnostic=diagnostic, said={"plan": Said(2)}, by=amina)
    assert answer_items(diagnostic=diagnostic, said={"plan": Said(2)}, by=amina) == []
    assert diagnostic.answers.get(item="plan").revision == 1
    assert AuditEvent.objects.filter(verb="diagnostic_answered").count() == 1


def test_two_people_do_not_overwrite_each_other(diagnostic, amina, brahim):
    answer_items(diagnostic=diagnostic, said={"plan": Said(2)}, by=amina)
    with pytest.raises(Overtaken, match="Amina") as refused:
        answer_items(diagnostic=diagnostic, said={"plan": Said(4), "choice": Said(3)}, by=brahim)
    assert refused.value.items == ("plan",)
    assert not diagnostic.answers.get(item="choice").is_given
    # Having seen it, the second decides.
    answer_items(diagnostic=diagnostic, said={"plan": Said(4, seen=1), "choice": Said(3)}, by=brahim)
    plan = diagnostic.answers.get(item="plan")
    assert (plan.level, plan.answered_by, plan.revision) == (4, brahim, 2)
    # The same person goes on without being stopped by their own answers.
    answer_items(diagnostic=diagnostic, said={"plan": Said(5)}, by=brahim)
    assert diagnostic.answers.get(item="plan").level == 5


def test_not_concerned_asks_for_a_reason_and_only_where_lawful(diagnostic, amina):
    with pytest.raises(Unfit, match="ne vous concerne pas"):
        answer_items(diagnostic=diagnostic, said={"oversight": Said(None)}, by=amina)
    with pytest.raises(Unfit, match="concerne toutes les organisations"):
        answer_items(diagnostic=diagnostic, said={"theory": Said(None, "Parce que.")}, by=amina)
    answer_items(diagnostic=diagnostic, said={"oversight": Said(None, "Je travaille seule.")}, by=amina)
    answer = diagnostic.answers.get(item="oversight")
    assert (answer.is_given, answer.applies, answer.level) == (True, False, None)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_level_outside_the_scale_is_refused(diagnostic, amina, level):
    with pytest.raises(Unfit, match="de 1 à 5"):
        answer_items(diagnostic=diagnostic, said={"plan": Said(level)}, by=amina)


def test_an_open_one_has_no_result_until_every_question_is_answered(diagnostic, amina):
    answered(diagnostic, amina)
    Answer.objects.filter(diagnostic=diagnostic, item="plan").update(
        level=None, answered_at=None, answered_by=None
    )
    with pytest.raises(Refused, match="une question sans réponse"):
        complete_diagnostic(diagnostic=diagnostic, by=amina)
    answer_items(diagnostic=diagnostic, said={"plan": Said(1)}, by=amina)
    found = complete_diagnostic(diagnostic=diagnostic, by=amina)
    assert found.standings == {
        "describe": 3, "indicators": 3, "collect": 3, "gauge": 2, "use": 3, "governance": 3, "ethics": 3,
    }  # fmt: skip
    assert AuditEvent.objects.get(verb="diagnostic_completed").facts["standings"]["gauge"] == 2


def test_a_completed_one_stays_as_it_was(tifawin, amina):
    diagnostic = completed(tifawin, amina)
    for act in (
        lambda: answer_items(diagnostic=diagnostic, said={"plan": Said(5)}, by=amina),
        lambda: complete_diagnostic(diagnostic=diagnostic, by=amina),
        lambda: discard_diagnostic(diagnostic=diagnostic, by=amina),
    ):
        with pytest.raises(Refused, match="est terminé"):
            act()


def test_an_open_one_can_be_discarded_with_a_trace(diagnostic, amina):
    answered(diagnostic, amina)
    discard_diagnostic(diagnostic=diagnostic, by=amina)
    assert (Diagnostic.objects.count(), Answer.objects.count()) == (0, 0)
    assert AuditEvent.objects.filter(verb="diagnostic_discarded").count() == 1


def test_nobody_outside_sees_any_of_it(tifawin, amina, youssef, salma):
    diagnostic = completed(tifawin, amina)
    assert list(Diagnostic.objects.visible_to(youssef)) == [diagnostic]
    assert list(Diagnostic.objects.visible_to(salma)) == []


@pytest.mark.parametrize(
    ("kind", "audience"),
    [
        (OrganisationKind.ASSOCIATION, Audience.INNOVATOR),
        (OrganisationKind.INDIVIDUAL, Audience.INNOVATOR),
        (OrganisationKind.SUPPORT, Audience.INNOVATOR),
        (OrganisationKind.FOUNDATION, Audience.FUNDER),
        (OrganisationKind.COMPANY, Audience.FUNDER),
        (OrganisationKind.COMMUNE, Audience.PUBLIC_BODY),
        (OrganisationKind.OBSERVATORY, Audience.PUBLIC_BODY),
    ],
)
def test_each_kind_of_organisation_is_proposed_its_version(kind, audience):
    assert audience_for(kind) == audience


def test_without_initiative_nothing_is_found(tifawin, amina):
    assert facts_of(tifawin, amina) == {}


def test_what_the_platform_holds_is_proposed_and_is_no_answer(tifawin, amina):
    initiative = web_cast.initiative(tifawin, amina)
    initiative.problem = "Le crédit manque."
    initiative.save()
    link = web_cast.theory_link(initiative)
    found = facts_of(tifawin, amina)
    # Whether a theory is sound is for its own published rules to say.
    assert found == {"initiative_described": 2, "theory": found["theory"], "assumptions": 2}
    Node.objects.create(theory=link.theory, level="outcome", title="Des dettes", effect="negative")
    Indicator.objects.create(
        node=link.target, name="Montant emprunté", definition="Somme.", unit="MAD", direction="increase",
        aggregation="sum", created_by=amina, baseline_value=1, baseline_date=date(2026, 1, 1),
    )  # fmt: skip
    TheoryVersion.objects.create(
        theory=link.theory, number=1, content={}, sha256="0" * 64, reason="Début", author=amina
    )
    later = facts_of(tifawin, amina)
    assert later == found | {
        "theory": later["theory"], "assumptions": 3, "indicators": 2, "baselines": 2, "theory_version": 2,
    }  # fmt: skip
    diagnostic = begun(tifawin, amina)
    proposed = {each.item: each.found_level for each in diagnostic.answers.all() if each.found_level}
    assert proposed == {
        "problem": 2, "theory": later["theory"], "assumptions": 3, "choice": 2, "baseline": 2, "learn": 2,
    }  # fmt: skip
    assert not diagnostic.answers.filter(answered_at__isnull=False).exists()


def test_a_study_and_its_data_are_found(tifawin, amina):
    initiative = web_cast.initiative(tifawin, amina)
    web_cast.estimated_study(initiative, amina)
    found = facts_of(tifawin, amina)
    assert {name: found.get(name) for name in ("study_estimated", "plan_sealed", "datasets", "personal_apart")} == {
        "study_estimated": 3, "plan_sealed": 3, "datasets": 2, "personal_apart": 3,
    }  # fmt: skip
    assert "report_published" not in found


def test_a_published_report_is_found(tifawin, amina):
    from miqyas_web.evidence.models import Claim
    from miqyas_web.reports.actions import create_report, publish_report

    initiative = web_cast.initiative(tifawin, amina)
    web_cast.estimated_study(initiative, amina)
    report = create_report(
        initiative=initiative,
        by=amina,
        claims=list(Claim.objects.all()),
        title="Bilan",
        lessons="Nous avons changé.",
    )
    assert facts_of(tifawin, amina)["report_published"] == 2
    publish_report(report=report, by=amina)
    found = facts_of(tifawin, amina)
    assert (found["report_published"], found["theory_version"]) == (3, 3)


def test_every_fact_found_has_its_sentence():
    from miqyas_web.adoption.queries.facts import FACTS
    from miqyas_web.foundation import slots

    named = set(FACTS) | {name for part in slots.items("practice_facts") for name in part}
    assert {fact for fact, _ in FOUND} == named
    assert {level for _, level in FOUND} == {2, 3}


def test_another_level_than_the_one_found_asks_for_a_note(tifawin, amina):
    web_cast.theory_link(web_cast.initiative(tifawin, amina))
    diagnostic = begun(tifawin, amina)
    with pytest.raises(Unfit, match="proposait un autre niveau"):
        answer_items(diagnostic=diagnostic, said={"theory": Said(4)}, by=amina)
    answer_items(diagnostic=diagnostic, said={"theory": Said(2)}, by=amina)
    assert diagnostic.answers.get(item="theory").is_as_found
    answer_items(diagnostic=diagnostic, said={"theory": Said(4, "Elle a servi au budget.")}, by=amina)
    assert not diagnostic.answers.get(item="theory").is_as_found


def test_an_evaluator_of_the_organisation_reads_and_does_not_answer(diagnostic, tifawin):
    idriss = web_cast.member("Idriss", tifawin, role=Role.EVALUATOR)
    assert list(Diagnostic.objects.visible_to(idriss)) == [diagnostic]
    with pytest.raises(Refused):
        answer_items(diagnostic=diagnostic, said={"plan": Said(3)}, by=idriss)


def test_starting_is_one_action(tifawin, amina, region, monkeypatch):
    def fail(*_):
        raise RuntimeError("facts fail")

    monkeypatch.setattr("miqyas_web.adoption.actions.facts_of", fail)
    with pytest.raises(RuntimeError, match="facts fail"):
        start_diagnostic(organisation=tifawin, audience="innovator", size="1-5", region=region, by=amina)
    assert Diagnostic.objects.count() == 0
    assert not AuditEvent.objects.filter(verb="diagnostic_started").exists()
