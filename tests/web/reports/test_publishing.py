import hashlib

import pytest
from django.db import transaction

from miqyas_web.evidence.actions import attach_facts
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.reports import actions, rules, science
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.models import Report
from miqyas_web.studies.actions import change_study
from tests import web_cast

pytestmark = pytest.mark.django_db


def test_publishing_freezes_the_report_with_its_hashes_and_one_trace(report, claim):
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED
    assert report.sha256 == hashlib.sha256(science.manifest_bytes(report)).hexdigest()
    assert science.content_is_intact(report)
    assert report.content["manifest_sha256"] == report.sha256
    assert [figure["key"] for figure in report.manifest["figures"]] == [
        "1-effect", "1-balance", "1-attrition", "1-arms",
    ]  # fmt: skip
    assert report.manifest["figures"][0]["row"]["value"] == claim.estimation.estimate["value"]
    published = AuditEvent.objects.get(verb="report_published")
    assert published.facts == {
        "sha256": report.sha256, "content_sha256": report.content_sha256, "shares_data": True
    }  # fmt: skip


def test_every_text_of_the_science_is_published_in_three_languages(report):
    finding = report.content["findings"][0]
    assert set(finding["sentence"]) == {"fr", "ar", "en"}
    assert len(set(finding["effect"]["picture"]["svg"].values())) == 3
    assert set(report.content["theory"]["svg"]) == {"fr", "ar", "en"}


def test_what_changes_later_changes_nothing_published(report, claim, amina, initiative):
    before = (report.content, report.manifest, report.sha256, report.content_sha256)
    study = claim.estimation.study
    change_study(study=study, by=amina, reason="Autre niveau", level=0.9, title="Autre titre")
    attach_facts(
        claim=claim, said={"contamination_rate": {"value": 0.4, "source": "Journal de terrain"}}, by=amina
    )
    initiative.title = "Autre initiative"
    initiative.save()
    claim.link.source.title = "Autre activité"
    claim.link.source.save()
    report = Report.objects.get(pk=report.pk)
    assert (report.content, report.manifest, report.sha256, report.content_sha256) == before
    assert science.document_in(report).findings[0].title == "Le crédit et l'emprunt"


def test_a_published_report_is_neither_changed_nor_published_again(report, claim, amina):
    with pytest.raises(Refused):
        actions.change_report(report=report, by=amina, claims=[claim], title="Autre")
    with pytest.raises(Refused):
        actions.publish_report(report=report, by=amina)
    assert Report.objects.get().title == "Le crédit dans les villages"
    assert AuditEvent.objects.filter(verb="report_published").count() == 1


def test_a_report_without_any_study_is_refused(initiative, amina):
    empty = actions.create_report(initiative=initiative, by=amina, claims=[], title="Vide")
    with pytest.raises(Refused), transaction.atomic():
        actions.publish_report(report=empty, by=amina)
    empty.refresh_from_db()
    assert (empty.state, empty.sha256, empty.content) == (ReportState.DRAFT, "", {})


def test_a_reader_publishes_nothing(draft, youssef):
    with pytest.raises(Refused):
        actions.publish_report(report=draft, by=youssef)
    draft.refresh_from_db()
    assert draft.state == ReportState.DRAFT


def test_a_group_of_fewer_than_five_is_never_published(draft, claim, amina):
    estimation = claim.estimation
    estimation.arms = [{**row, "n": 4 if row["arm"] == "treated" else row["n"]} for row in estimation.arms]
    estimation.save()
    with pytest.raises(Refused):
        actions.publish_report(report=draft, by=amina)
    draft.refresh_from_db()
    assert draft.state == ReportState.DRAFT


@pytest.mark.parametrize(("n", "is_small"), [(4, True), (5, False)])
def test_the_smallest_group_that_may_be_shown_has_five_people(n, is_small):
    assert rules.has_small_arm([{"n": 100}, {"n": n}]) is is_small


def test_withdrawing_says_why_and_keeps_what_was_said(report, amina):
    with pytest.raises(Unfit):
        actions.withdraw_report(report=report, by=amina, reason="  ")
    actions.withdraw_report(report=report, by=amina, reason="Erreur de codage d'une colonne")
    again = Report.objects.get()
    assert (again.state, again.withdrawn_reason) == (ReportState.WITHDRAWN, "Erreur de codage d'une colonne")
    assert again.content == report.content
    assert AuditEvent.objects.get(verb="report_withdrawn").facts == {
        "reason": "Erreur de codage d'une colonne"
    }


def test_a_draft_is_not_withdrawn(draft, amina):
    with pytest.raises(Refused):
        actions.withdraw_report(report=draft, by=amina, reason="Erreur")


def test_an_amendment_made_before_the_estimate_shows_in_the_report(initiative, amina):
    study = web_cast.draft_study(initiative, amina)
    from miqyas_web.studies.actions import estimate_study, seal_study

    seal_study(study=study, by=amina)
    change_study(study=study, by=amina, reason="Demande du comité", level=0.9)
    study.refresh_from_db()
    claim = estimate_study(study=study, by=amina, job_id=9, tell=lambda percent, step: None).claim
    begun = actions.create_report(initiative=initiative, by=amina, claims=[claim], title="T", language="fr")
    document = science.document_in(actions.publish_report(report=begun, by=amina))
    amendment = document.findings[0].amendments[0]
    assert amendment.reason == "Demande du comité"
    assert len(amendment.changes) == 1
