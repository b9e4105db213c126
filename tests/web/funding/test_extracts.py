"""Files of every grant: at once when they are few; past that a job makes them, with its progress and a link when ready."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.foundation import clock, jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.models import AuditEvent, Job
from miqyas_web.funding.actions import extracts as actions
from miqyas_web.funding.actions.portfolio import show_portfolio
from miqyas_web.funding.enums import ExtractForm
from miqyas_web.funding.models import Extract
from miqyas_web.funding.queries import extracts as queries
from tests.web.funding import situations
from tests.web.funding import situations_following as along
from tests.web.funding.test_portfolio import SAID

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def funder(amina, tifawin):
    """Two grants under way."""
    funder = situations.a_funder()
    for reference in ("G-1", "G-2"):
        along.an_active_grant(amina, tifawin, reference=reference, funder=funder)
    return funder


@pytest.fixture
def hajar(funder):
    return situations.lead_of(funder)


@pytest.fixture
def many(monkeypatch):
    """Two grants are already many."""
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 1)


def worked() -> list[str]:
    """Do what waits, as the worker does; the states it ended in."""
    done = []
    while job := jobs.claim():
        jobs.run(job)
        done.append(Job.objects.get(pk=job.pk).state)
    return done


def rows_in(content: bytes) -> list[str]:
    return [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))][1:]


def test_few_grants_are_read_at_once_and_many_are_asked_for(funder, hajar, client, monkeypatch):
    client.force_login(hajar)
    page = reverse("funding:portfolio_show", args=[funder.pk])
    at_once = reverse("funding:portfolio_export", args=[funder.pk, "grants.csv"])
    assert at_once in client.get(page).content.decode()
    assert rows_in(client.get(at_once).content) == ["G-1", "G-2"]
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 1)
    shown = client.get(page).content.decode()
    assert at_once not in shown
    assert shown.count(reverse("funding:extract_create", args=[funder.pk])) == 4
    assert client.get(at_once).status_code == 409


@pytest.mark.parametrize("form", ExtractForm.values)
def test_a_job_makes_the_same_file(funder, hajar, client, monkeypatch, form):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    client.force_login(hajar)
    at_once = client.get(reverse("funding:portfolio_export", args=[funder.pk, form])).content
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 1)
    asked = client.post(reverse("funding:extract_create", args=[funder.pk]), {"form": form})
    job = Job.objects.get()
    assert asked.url == reverse("ui:job_show", args=[job.pk])
    assert worked() == [JobState.DONE]
    extract = Extract.objects.get()
    page = client.get(reverse("ui:job_show", args=[job.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("funding:extract_show", args=[funder.pk, extract.pk])
    assert extract.sha256 in page.content.decode()
    kept = client.get(reverse("funding:extract_download", args=[funder.pk, extract.pk]))
    content = b"".join(kept.streaming_content)
    assert kept["Content-Disposition"] == f'attachment; filename="{form}"'
    if form != ExtractForm.EXCEL:  # a workbook holds the second it was written
        assert content == at_once
    assert (extract.n_grants, extract.n_bytes) == (2, len(content))
    verbs = [
        each.verb for each in AuditEvent.objects.filter(verb__startswith="portfolio_ex").order_by("position")
    ]
    assert verbs == ["portfolio_extract_asked", "portfolio_extract_made"]


@pytest.mark.usefixtures("many")
def test_one_file_is_prepared_at_a_time_and_replaces_the_last(funder, hajar, client):
    client.force_login(hajar)
    ask = reverse("funding:extract_create", args=[funder.pk])
    for _twice in range(2):
        client.post(ask, {"form": "grants.csv"})
    assert Job.objects.count() == 1
    assert worked() == [JobState.DONE]
    first = actions.path_of(Extract.objects.get())
    assert first.is_file()
    funder.grants.filter(reference="G-1").update(reference="G-0")
    client.post(ask, {"form": "grants.csv"})
    assert worked() == [JobState.DONE]
    extract = Extract.objects.get()
    assert rows_in(actions.path_of(extract).read_bytes()) == ["G-0", "G-2"]
    assert not first.exists()


@pytest.mark.usefixtures("many")
def test_a_worker_that_dies_leaves_a_file_or_none(funder, hajar):
    """Killed while it wrote: taken again after its silence, it ends with one file."""
    extract = actions.ask_extract(organisation=funder, form=ExtractForm.CSV, is_public=False, by=hajar)
    job = jobs.claim()
    # The file stands, the row was not written when the power went.
    actions.shelf.keep(actions.folder(), b"half")
    Job.objects.filter(pk=job.pk).update(seen_alive_at=clock.now() - timedelta(minutes=2))
    assert worked() == [JobState.DONE]
    extract.refresh_from_db()
    assert rows_in(actions.path_of(extract).read_bytes()) == ["G-1", "G-2"]


@pytest.mark.usefixtures("many")
def test_strangers_see_no_file_and_cannot_ask(funder, hajar, salma, client):
    extract = actions.ask_extract(organisation=funder, form=ExtractForm.CSV, is_public=False, by=hajar)
    worked()
    client.force_login(salma)
    for name in ("extract_show", "extract_download"):
        assert client.get(reverse(f"funding:{name}", args=[funder.pk, extract.pk])).status_code == 404
    asked = client.post(reverse("funding:extract_create", args=[funder.pk]), {"form": "grants.csv"})
    assert asked.status_code == 404
    client.force_login(hajar)
    for form in ("", "x" * 10_000, "../../etc/passwd", "grants.csv\x00"):
        ask = client.post(reverse("funding:extract_create", args=[funder.pk]), {"form": form})
        assert ask.status_code == 404


@pytest.mark.usefixtures("many")
def test_the_public_file_is_prepared_once_a_day_whoever_asks(funder, hajar, client, monkeypatch):
    show_portfolio(organisation=funder, said=SAID, by=hajar)
    address = reverse("funding:portfolio_open", args=[funder.pk, "360giving.json"])
    for _visitor in range(3):
        assert client.get(address).status_code == 409
    assert Job.objects.filter(task="funding.extract").count() == 1
    assert worked() == [JobState.DONE]
    for _visitor in range(3):
        kept = client.get(address)
        assert len(json.loads(b"".join(kept.streaming_content))["grants"]) == 2
    assert Job.objects.filter(task="funding.extract").count() == 1
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    # The old file is read meanwhile.
    for _visitor in range(2):
        old = client.get(address)
        assert len(json.loads(b"".join(old.streaming_content))["grants"]) == 2
    assert Job.objects.filter(task="funding.extract").count() == 2


@pytest.mark.usefixtures("many")
def test_a_file_gone_from_the_disk_is_told(funder, hajar, client):
    extract = actions.ask_extract(organisation=funder, form=ExtractForm.CSV, is_public=False, by=hajar)
    worked()
    extract.refresh_from_db()
    actions.path_of(extract).unlink()
    client.force_login(hajar)
    address = reverse("funding:extract_download", args=[funder.pk, extract.pk])
    assert client.get(address).status_code == 409


@pytest.mark.parametrize("form", ExtractForm.values)
def test_a_file_asks_the_database_as_little_for_six_grants_as_for_two(funder, amina, tifawin, form):
    with CaptureQueriesContext(connection) as few:
        actions.content_of(funder, ExtractForm(form), is_public=False)
    for number in range(4):
        along.an_active_grant(amina, tifawin, reference=f"M-{number}", funder=funder)
    with CaptureQueriesContext(connection) as more:
        actions.content_of(funder, ExtractForm(form), is_public=False)
    assert len(more) == len(few)
