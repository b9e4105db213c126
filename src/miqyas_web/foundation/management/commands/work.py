"""Do the jobs that wait, one after the other, until told to stop."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from miqyas_web.foundation import daily, jobs

# Between two looks at whether the work of the day was asked for.
DAILY_LOOK_SECONDS = 60.0


class Command(BaseCommand):
    help = "Run the jobs that wait, and the work of each day. One process, one job at a time; start several for more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing waits")
        parser.add_argument("--pause", type=float, default=0.5, help="seconds between two looks")

    def handle(self, *_args: Any, once: bool, pause: float, **_options: Any) -> None:
        self.is_asked_to_stop = False
        signal.signal(signal.SIGTERM, self.stop)
        next_look = time.monotonic()
        while not self.is_asked_to_stop:
            close_old_connections()
            if time.monotonic() >= next_look:
                daily.ask_due()
                next_look = time.monotonic() + DAILY_LOOK_SECONDS
            job = jobs.claim()
            if job:
                jobs.run(job)
            elif once:
                return
            else:
                time.sleep(pause)

    def stop(self, *_: Any) -> None:
        self.is_asked_to_stop = True
