import pytest

from miqyas_web.foundation import jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.reports import actions, science
from miqyas_web.reports.models import Report, Verification

pytestmark = pytest.mark.django_db


def states(verification):
    return {figure["key"]: figure["state"] for figure in verification.verdicts["figures"]}


def test_a_report_computed_again_is_the_same_figure_by_figure(report, amina):
    verification = actions.verify_report(report=report, by=amina)
    assert verification.is_same
    assert states(verification) == dict.fromkeys(("1-effect", "1-balance", "1-attrition", "1-arms"), "same")
    assert AuditEvent.objects.get(verb="report_verified").facts == {"is_same": True}


def test_a_figure_changed_in_the_manifest_is_told(report, amina):
    report.manifest["figures"][0]["row"]["value"] += 1
    report.save()
    verification = actions.verify_report(report=report, by=amina)
    assert not verification.is_same
    assert set(verification.verdicts["reason"]) == {"fr", "ar", "en"}


def test_a_figure_changed_together_with_the_hash_is_different(report, amina):
    import hashlib

    report.manifest["figures"][0]["row"]["value"] += 1
    report.sha256 = hashlib.sha256(science.manifest_bytes(report)).hexdigest()
    report.save()
    verification = actions.verify_report(report=report, by=amina)
    assert states(verification)["1-effect"] == "different"
    assert states(verification)["1-arms"] == "same"


def test_a_byte_changed_in_the_frozen_data_is_told(report, amina, settings):
    frozen = next(settings.FROZEN.rglob(f"{report.manifest['figures'][0]['dataset_sha256']}.parquet"))
    content = bytearray(frozen.read_bytes())
    content[len(content) // 2] ^= 1
    frozen.chmod(0o600)
    frozen.write_bytes(content)
    verification = actions.verify_report(report=report, by=amina)
    assert not verification.is_same
    assert verification.verdicts["reason"]["fr"]


def test_frozen_data_that_are_gone_are_told(report, amina, settings):
    for frozen in settings.FROZEN.rglob("*.parquet"):
        frozen.unlink()
    verification = actions.verify_report(report=report, by=amina)
    assert set(states(verification).values()) == {"not_computed"}


def test_a_job_verifies_once_however_often_it_runs(report, youssef, monkeypatch):
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    job = actions.ask_verification(report=report, by=youssef)
    jobs.run(jobs.claim())
    jobs.run(Job.objects.get(pk=job.pk))
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert Verification.objects.get().by == youssef


def test_a_draft_is_not_verified(draft, amina):
    with pytest.raises(Refused):
        actions.ask_verification(report=draft, by=amina)
    assert Job.objects.count() == 0


def test_a_text_changed_in_the_tables_is_told(report, amina):
    report.content["lessons"] = "Autre chose"
    report.save()
    assert not science.content_is_intact(Report.objects.get())
    verification = actions.verify_report(report=report, by=amina)
    assert not verification.is_same
    assert "empreinte" in verification.verdicts["reason"]["fr"]


def test_the_command_of_the_server_verifies_and_keeps_the_verdict(report, capsys):
    from django.core.management import call_command

    call_command("report", "verify", report.address)
    assert report.sha256 in capsys.readouterr().out
    assert Verification.objects.get().by is None
    report.manifest["figures"][0]["row"]["value"] += 1
    report.save()
    with pytest.raises(SystemExit):
        call_command("report", "verify", report.address)
    assert not Verification.objects.order_by("-pk").first().is_same


def test_the_command_knows_no_draft(draft):
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError):
        call_command("report", "verify", draft.address)
