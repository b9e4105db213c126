from datetime import timedelta

import pytest
from django.utils import translation

from miqyas_web.foundation import clock, jobs
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import Job

pytestmark = pytest.mark.django_db


@jobs.task("tests.add")
def add(progress, *, a, b):
    progress(50, "half way")
    return f"/{a + b}/{translation.get_language()}/"


@jobs.task("tests.refuse")
def refuse(progress):
    raise Refused("Not today.")


@jobs.task("tests.break")
def fail(progress):
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def no_heartbeat(monkeypatch):
    """The heartbeat writes from a thread of its own, outside the test's transaction."""
    monkeypatch.setattr(jobs, "_beat", lambda pk, stop: None)


def work(name, **arguments):
    asked = jobs.ask(name, title="t", by=None, **arguments)
    jobs.run(jobs.claim())
    return Job.objects.get(pk=asked.pk)


def test_a_job_ends_with_the_address_to_go_to_in_the_language_of_who_asked():
    with translation.override("ar"):
        job = work("tests.add", a=2, b=3)
    assert (job.state, job.next_address, job.progress_pct) == (JobState.DONE, "/5/ar/", 100)


def test_a_refusal_is_kept_as_a_sentence():
    job = work("tests.refuse")
    assert (job.state, job.outcome) == (JobState.REFUSED, "Not today.")


def test_a_bug_fails_the_job_and_not_the_worker():
    assert work("tests.break").state == JobState.FAILED


def test_an_unknown_task_cannot_be_asked_for():
    with pytest.raises(LookupError, match=r"tests\.nothing"):
        jobs.ask("tests.nothing", title="t", by=None)


def test_nothing_waits_nothing_is_claimed():
    assert jobs.claim() is None


def test_a_running_job_is_not_claimed_twice():
    jobs.ask("tests.add", title="t", by=None, a=1, b=1)
    assert jobs.claim() is not None
    assert jobs.claim() is None


def test_a_job_whose_worker_died_is_claimed_again_and_at_most_three_times():
    jobs.ask("tests.add", title="t", by=None, a=1, b=1)
    for _ in range(jobs.MOST_ATTEMPTS):
        assert jobs.claim() is not None
        Job.objects.update(seen_alive_at=clock.now() - timedelta(minutes=5))
    assert jobs.claim() is None
    assert Job.objects.get().state == JobState.FAILED
