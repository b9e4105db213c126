"""The clock of a platform under test, moved: a deadline passes without anyone waiting for it.

Python reads this file at its start because `platform.running` puts its folder on the path. Only `foundation.clock`, the one
place that knows what time it is, is moved; the seconds by which are those written in the file MIQYAS_TEST_CLOCK.
"""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from miqyas_web.foundation import clock


def now() -> datetime:
    written = Path(os.environ["MIQYAS_TEST_CLOCK"])
    seconds = float(written.read_text(encoding="utf-8")) if written.exists() else 0.0
    return timezone.now() + timedelta(seconds=seconds)


def today() -> date:
    return timezone.localdate(now())


if os.environ.get("MIQYAS_TEST_CLOCK"):
    clock.now, clock.today = now, today
