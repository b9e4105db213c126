import html
import io
import re

import pytest
from django.urls import reverse

from miqyas_web.reports import actions
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.models import Report
from tests import web_cast

pytestmark = pytest.mark.django_db

FILES = ("pdf", "docx", "json", "miqyas")


def public(report, name="public_report_show", *more):
    return reverse(f"reports:{name}", args=[report.address, *more])


def text_of(response):
    return html.unescape(response.content.decode())


def bytes_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def posted(claims, **changes):
    return {"claims": [claim.pk for claim in claims], "title": "Titre", "language": "fr"} | changes


def test_an_evaluator_writes_publishes_and_the_public_reads(client, amina, initiative, claim):
    client.force_login(amina)
    created = client.post(reverse("reports:report_create", args=[initiative.pk]), posted([claim]))
    report = Report.objects.get()
    assert created.url == reverse("reports:report_show", args=[initiative.pk, report.pk])
    assert claim.estimation.study.question in text_of(client.get(created.url))
    client.post(reverse("reports:report_publish", args=[initiative.pk, report.pk]))
    client.logout()
    report.refresh_from_db()
    assert report.content["address"] == f"http://testserver{public(report)}"
    response = client.get(public(report))
    assert response.status_code == 200
    assert report.content["findings"][0]["sentence"]["fr"] in text_of(response)


def test_a_draft_is_nowhere_for_the_public(client, draft):
    addresses = [public(draft), public(draft, "figure_show", "1-effect")]
    addresses += [public(draft, "report_download", kind) for kind in FILES]
    assert {client.get(address).status_code for address in addresses} == {404}


def test_a_stranger_finds_no_page_of_members(client, report, salma, initiative):
    client.force_login(salma)
    pages = [reverse("reports:report_list", args=[initiative.pk])]
    pages += [reverse(f"reports:report_{verb}", args=[initiative.pk, report.pk]) for verb in ("show", "edit")]
    assert {client.get(page).status_code for page in pages} == {404}
    for verb in ("publish", "verify", "withdraw"):
        address = reverse(f"reports:report_{verb}", args=[initiative.pk, report.pk])
        assert client.post(address, {"reason": "x"}).status_code == 404
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED


def test_a_reader_of_the_organisation_is_told_no_in_a_sentence(client, draft, youssef, initiative):
    client.force_login(youssef)
    response = client.post(reverse("reports:report_publish", args=[initiative.pk, draft.pk]))
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.state == ReportState.DRAFT


def test_the_public_page_speaks_the_language_asked_for(client, report):
    for language, direction in (("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")):
        text = text_of(client.get(f"{public(report)}?lang={language}"))
        assert f'<html lang="{language}" dir="{direction}">' in text
        assert report.content["findings"][0]["sentence"][language] in text
    assert "كتب صاحب التقرير نصوصه بالفرنسية" in text_of(client.get(f"{public(report)}?lang=ar"))


def test_the_public_page_names_nobody_and_offers_no_tool(client, report, amina, youssef):
    text = text_of(client.get(public(report)))
    assert amina.name not in text
    assert amina.email not in text
    assert 'name="reason"' not in text
    assert "/initiatives/" not in text


def test_a_withdrawn_report_says_why_and_nothing_of_what_it_said(client, report, amina):
    actions.withdraw_report(report=report, by=amina, reason="Erreur de codage")
    for address in (public(report), public(report, "figure_show", "1-effect")):
        response = client.get(address)
        assert response.status_code == 410
        assert "Erreur de codage" in text_of(response)
        assert "Nous avons proposé un crédit" not in text_of(response)
        assert report.content["findings"][0]["headline"]["value"]["fr"] not in text_of(response)
    assert {client.get(public(report, "report_download", kind)).status_code for kind in FILES} == {404}


def test_a_figure_opens_everything_needed_to_compute_it_again(client, report, claim):
    record = report.manifest["figures"][0]
    text = text_of(client.get(public(report, "figure_show", "1-effect")))
    shown = [record["dataset_sha256"], record["dataset_name"], record["version"], record["plan_sha256"]]
    shown += ["cluster = village", "strata = pair", report.sha256, "essai.csv"]
    shown += [
        f"miqyas estimate itt {record['dataset_sha256']}.parquet --outcome borrowed --treatment treated"
    ]
    assert [piece for piece in shown if piece not in text] == []
    assert client.get(public(report, "figure_show", "1-nothing")).status_code == 404


@pytest.mark.parametrize("key", ["1-balance", "1-attrition", "1-arms"])
def test_every_figure_of_a_report_has_its_page(client, report, key):
    assert public(report, "figure_show", key) in text_of(client.get(public(report)))
    assert report.sha256 in text_of(client.get(public(report, "figure_show", key)))


def test_the_data_are_offered_only_when_the_publisher_said_so(client, report, closed_report, amina, salma):
    open_data, closed_data = (public(each, "report_download", "miqyas") for each in (report, closed_report))
    assert bytes_of(client.get(open_data))[:2] == b"PK"
    assert client.get(closed_data).status_code == 404
    assert closed_data not in text_of(client.get(public(closed_report)))
    client.force_login(salma)
    assert client.get(closed_data).status_code == 404
    client.force_login(amina)
    assert bytes_of(client.get(closed_data))[:2] == b"PK"


def test_the_public_manifest_has_the_printed_hash_and_no_data(client, closed_report):
    import hashlib

    response = client.get(public(closed_report, "report_download", "json"))
    assert hashlib.sha256(bytes_of(response)).hexdigest() == closed_report.sha256
    assert b"Personne" not in bytes_of(response)


def test_the_pdf_is_made_in_the_language_asked_for(client, report):
    pypdf = pytest.importorskip("pypdf")
    response = client.get(public(report, "report_download", "pdf") + "?lang=ar")
    read = pypdf.PdfReader(io.BytesIO(bytes_of(response)))
    assert read.trailer["/Root"]["/Lang"].startswith("ar")
    assert read.metadata.title == report.title
    assert client.get(public(report, "report_download", "exe")).status_code == 404


def test_verifying_from_the_page_leads_to_the_verdict(client, report, youssef, initiative, monkeypatch):
    from miqyas_web.foundation import jobs

    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    client.force_login(youssef)
    client.cookies["language"] = "fr"
    client.post(reverse("reports:report_verify", args=[initiative.pk, report.pk]))
    jobs.run(jobs.claim())
    for address in (public(report), reverse("reports:report_show", args=[initiative.pk, report.pk])):
        assert re.search(r"mark-supported.*?Identique", text_of(client.get(address)), re.DOTALL)


def test_a_form_without_a_study_is_not_accepted(client, amina, initiative, claim):
    client.force_login(amina)
    address = reverse("reports:report_create", args=[initiative.pk])
    assert client.post(address, posted([])).status_code == 422
    assert Report.objects.count() == 0


def test_a_claim_of_another_initiative_cannot_enter(client, amina, tifawin, initiative, claim):
    other = web_cast.initiative(tifawin, amina, title="Autre")
    client.force_login(amina)
    response = client.post(reverse("reports:report_create", args=[other.pk]), posted([claim]))
    assert response.status_code == 422
    assert Report.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client, initiative, amina, claim, count, django_assert_num_queries
):
    for _ in range(count):
        begun = actions.create_report(
            initiative=initiative, by=amina, claims=[claim], title="T", language="fr"
        )
        actions.verify_report(report=actions.publish_report(report=begun, by=amina), by=amina)
    client.force_login(amina)
    address = reverse("reports:report_list", args=[initiative.pk])
    client.get(address)
    with django_assert_num_queries(23):
        client.get(address)


def test_an_empty_room_says_what_comes_first(client, amina, initiative):
    client.force_login(amina)
    assert reverse("studies:study_list", args=[initiative.pk]) in text_of(
        client.get(reverse("reports:report_list", args=[initiative.pk]))
    )
