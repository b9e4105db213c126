"""Work of every day, that the worker asks for by itself: each task once a day, whatever the number of workers.

A room declares it beside its task, ``daily.each_day("funding.remind", title=…)``. The row of the day and the job are
written together, and the database keeps one row for each task and day: two workers cannot both ask. The job is then
run as any other: taken again when its worker dies, so the task must do nothing twice.
"""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.timezone import localtime

from miqyas_web.foundation import clock, jobs
from miqyas_web.foundation.models import DailyRun

# Letters leave in the morning, in the time of the platform.
FROM_HOUR = 7
KEPT = timedelta(days=60)

_titles: dict[str, "str | Promise"] = {}


def each_day(task: str, *, title: "str | Promise") -> None:
    """Have a task asked for once a day. Its letters carry links: without an address of the platform, none leaves."""
    _titles[task] = title


def ask_due() -> int:
    """Ask for what is due today and was not asked yet; answers with how many."""
    now = localtime(clock.now())
    if not settings.SITE or now.hour < FROM_HOUR:
        return 0
    asked = set(DailyRun.objects.filter(day=now.date()).values_list("task", flat=True))
    return sum(_ask(task) for task in _titles if task not in asked)


def _ask(task: str) -> bool:
    today = localtime(clock.now()).date()
    try:
        with transaction.atomic():
            run = DailyRun.objects.create(task=task, day=today)
            run.job_id = jobs.ask(task, title=_titles[task], by=None).pk
            run.save(update_fields=["job_id"])
            DailyRun.objects.filter(task=task, day__lt=today - KEPT).delete()
    except IntegrityError:
        # Another worker asked meanwhile.
        return False
    return True
