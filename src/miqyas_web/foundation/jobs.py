"""Long work on the database: ask, claim, run, tell.

A room declares a task in its ``tasks.py``::

    @jobs.task("studies.estimate")
    def estimate(progress: Progress, *, study_id: int) -> str: ...   # returns the address to go to next

and an action asks for it with ``jobs.ask("studies.estimate", title=…, by=person, study_id=3)``. With
``back=study_address``, a function of the same arguments, the task says where a person corrects what was refused.
A task is run again when its worker dies: it must find its own traces and finish, not begin anew.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connections, models, transaction
from django.utils import translation
from django.utils.functional import Promise

from miqyas_web.foundation import clock
from miqyas_web.foundation.enums import JobState
from miqyas_web.foundation.errors import Refused
from miqyas_web.foundation.models import Job

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5
# A worker silent for a minute is dead: twelve missed beats.
SILENCE = timedelta(seconds=60)
MOST_ATTEMPTS = 3

Task = Callable[..., str]
_tasks: dict[str, Task] = {}
_backs: dict[str, Task] = {}


class Progress:
    """Tells the person how far the work is."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.job_id = job.pk

    def __call__(self, percent: int, step: "str | Promise") -> None:
        Job.objects.filter(pk=self._job.pk).update(progress_pct=percent, step=str(step)[:200])


def task(name: str, *, back: Task | None = None) -> Callable[[Task], Task]:
    """Declare a task under a stable name, and where its asker goes when it is refused."""

    def register(function: Task) -> Task:
        _tasks[name] = function
        if back:
            _backs[name] = back
        return function

    return register


def way_back(job: Job) -> str:
    """The address where a person corrects what was refused; empty when there is none, or no longer."""
    return _backs[job.task](**job.arguments) if job.task in _backs else ""


def ask(name: str, *, title: "str | Promise", by: Any, **arguments: Any) -> Job:
    """Queue a job; it becomes visible to workers when the action's transaction commits."""
    if name not in _tasks:
        raise LookupError(f"No task is called {name!r}.")
    return Job.objects.create(
        task=name,
        arguments=arguments,
        title=str(title)[:200],
        language=translation.get_language() or "fr",
        person_id=getattr(by, "pk", None),
        asked_at=clock.now(),
    )


@transaction.atomic
def claim() -> Job | None:
    """Take the oldest job that waits, or whose worker died; None when there is nothing to do."""
    silent = models.Q(state=JobState.RUNNING, seen_alive_at__lt=clock.now() - SILENCE)
    job = (
        Job.objects.select_for_update(
            skip_locked=connections["default"].features.has_select_for_update_skip_locked
        )
        .filter(models.Q(state=JobState.WAITING) | silent)
        .order_by("asked_at", "pk")
        .first()
    )
    if job is None:
        return None
    job.attempts += 1
    if job.attempts > MOST_ATTEMPTS:
        _end(job, JobState.FAILED, outcome="")
        return None
    job.state, job.started_at, job.seen_alive_at = JobState.RUNNING, clock.now(), clock.now()
    job.save(update_fields=["state", "attempts", "started_at", "seen_alive_at"])
    return job


def run(job: Job) -> None:
    """Run a claimed job to its end, in the language of the person who asked."""
    stop = threading.Event()
    beat = threading.Thread(target=_beat, args=(job.pk, stop), daemon=True)
    beat.start()
    try:
        with translation.override(job.language):
            _run(job)
    finally:
        stop.set()
        beat.join()


def _run(job: Job) -> None:
    try:
        address = _tasks[job.task](Progress(job), **job.arguments)
    except Refused as refusal:
        _end(job, JobState.REFUSED, outcome=str(refusal))
    except Exception:
        # The worker outlives a bug in one task; the person is told, the log holds the trace.
        log.exception("Job %s (%s) failed", job.pk, job.task)
        _end(job, JobState.FAILED, outcome="")
    else:
        _end(job, JobState.DONE, next_address=address, progress_pct=100)


def _end(job: Job, state: JobState, **changes: Any) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, ended_at=clock.now(), **changes)


def _beat(pk: int, stop: threading.Event) -> None:
    try:
        while not stop.wait(HEARTBEAT_SECONDS):
            Job.objects.filter(pk=pk).update(seen_alive_at=clock.now())
    finally:
        connections.close_all()
