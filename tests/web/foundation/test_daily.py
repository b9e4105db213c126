"""The worker asks for the work of the day by itself: once, in the morning, whatever the number of workers."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import get_current_timezone

from miqyas_web.config import environment
from miqyas_web.foundation import clock, daily, jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.management.commands import work
from miqyas_web.foundation.models import DailyRun, Job

pytestmark = pytest.mark.django_db
DONE = []


@jobs.task("tests.daily")
def of_the_day(progress):
    progress(50, "half way")
    DONE.append(clock.today())
    return ""


@pytest.fixture(autouse=True)
def morning(monkeypatch, settings):
    """Eight in the morning, one task of the day, an address for letters."""
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)
    # The connection is the test's own: closed, PostgreSQL would lose what the test wrote.
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(daily, "_titles", {"tests.daily": "Of the day"})
    settings.SITE = "https://miqyas.example"
    DONE.clear()
    return at(monkeypatch, datetime(2026, 11, 23, 8, 0, tzinfo=get_current_timezone()))


def at(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)
    return now


def run_once():
    call_command("work", "--once")


def test_the_worker_does_the_work_of_the_day_once(monkeypatch, morning):
    for _run in range(3):
        run_once()
    assert len(DONE) == 1
    at(monkeypatch, morning + timedelta(hours=15))
    run_once()
    assert len(DONE) == 1
    at(monkeypatch, morning + timedelta(days=1))
    run_once()
    assert DailyRun.objects.count() == len(DONE) == 2
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_not_before_the_morning_nor_without_an_address(monkeypatch, morning, settings):
    at(monkeypatch, morning - timedelta(hours=2))
    assert daily.ask_due() == 0
    at(monkeypatch, morning)
    settings.SITE = ""
    assert daily.ask_due() == 0
    settings.SITE = "https://miqyas.example"
    assert daily.ask_due() == 1


def test_two_workers_that_look_at_once_ask_once():
    """The second read before the first wrote: the database refuses its row, and nothing of it stays."""
    assert daily._ask("tests.daily") is True
    assert daily._ask("tests.daily") is False
    assert (DailyRun.objects.count(), Job.objects.count()) == (1, 1)


def test_a_run_whose_worker_died_is_taken_again(monkeypatch, morning):
    daily.ask_due()
    assert jobs.claim() is not None
    at(monkeypatch, morning + timedelta(minutes=5))
    run_once()
    assert len(DONE) == 1
    assert Job.objects.get().attempts == 2


def test_old_runs_are_not_kept(morning):
    DailyRun.objects.create(task="tests.daily", day=morning.date() - timedelta(days=90))
    daily.ask_due()
    assert [run.day for run in DailyRun.objects.all()] == [morning.date()]


@pytest.mark.parametrize("given", ["miqyas.ma", "ftp://miqyas.ma", "https://", "javascript:x"])
def test_an_address_that_is_none_stops_the_platform(monkeypatch, given):
    monkeypatch.setenv("MIQYAS_SITE", given)
    with pytest.raises(environment.BadEnvironment):
        environment.address("MIQYAS_SITE")


def test_an_address_is_kept_without_its_last_slash(monkeypatch):
    monkeypatch.setenv("MIQYAS_SITE", "https://miqyas.ma/")
    assert environment.address("MIQYAS_SITE") == "https://miqyas.ma"
