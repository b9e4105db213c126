"""Files of every grant of a funder: seconds of processor, queries and the most memory held, by form.

    PYTHONPATH=src python bench/portfolio_extracts.py [--grants 5000]

A database of its own (SQLite) with that many invented grants agreed by both: three lines of budget and two milestones
each, one of them measured, and a payment. Each form is written in a process of its own, as the worker would.
Figures: docs/funding/following.md.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.migrated import migrated_file  # noqa: E402 - the project's folder first

FORMS = ("grants.csv", "grants.xlsx", "360giving.json", "iati.xml")


def fill(n_grants: int) -> None:
    """Invented grants, on twenty indicators of one initiative."""
    from tests import web_cast  # noqa: PLC0415 - same reason
    from tests.web.funding import situations, situations_following  # noqa: PLC0415 - same reason

    from miqyas_web.accounts.models import Organisation  # noqa: PLC0415 - Django is set up first
    from miqyas_web.foundation import clock  # noqa: PLC0415 - same reason
    from miqyas_web.funding.enums import GrantState, PaymentState, PayRule  # noqa: PLC0415 - same reason
    from miqyas_web.funding.models import BudgetLine, Grant, Milestone, Payment  # noqa: PLC0415 - same reason
    from miqyas_web.indicators.models import Indicator  # noqa: PLC0415 - same reason

    tifawin: Organisation = web_cast.organisation("Association Tifawin")
    amina = web_cast.member("Amina", tifawin)
    funder = situations.a_funder()
    first = situations_following.an_active_grant(amina, tifawin, funder=funder)
    lead, indicator = situations.lead_of(funder), Indicator.objects.get()
    common: dict[str, Any] = {
        "organisation": funder, "initiative": first.initiative, "state": GrantState.ACTIVE, "created_by": lead,
        "starts_on": first.starts_on, "ends_on": first.ends_on, "agreed_by_funder": lead, "agreed_by_grantee": amina,
        "agreed_by_funder_at": clock.now(), "agreed_by_grantee_at": clock.now(), "amount_mad": Decimal(200_000),
    }  # fmt: skip
    grants = Grant.objects.bulk_create(
        Grant(reference=f"B-{at:05}", title=f"Eau potable, douar {at} (inventé)", **common)
        for at in range(n_grants - 1)
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(grant=grant, position=at, title=f"Ligne {at}", amount_mad=Decimal(60_000))
        for grant in grants
        for at in (1, 2, 3)
    )
    half = {"amount_mad": Decimal(100_000), "due_on": date(2027, 1, 1)}
    measured = half | {"rule": PayRule.THRESHOLD, "indicator": indicator, "target": 60.0}
    Milestone.objects.bulk_create(
        Milestone(grant=grant, position=at, title=f"Jalon {at}", **(half if at == 1 else measured))
        for grant in grants
        for at in (1, 2)
    )
    Payment.objects.bulk_create(
        Payment(
            grant=grant, state=PaymentState.PAID, amount_mad=Decimal(100_000), paid_on=clock.today(),
            proposed_by=lead, proposed_at=clock.now(), approved_by=lead, approved_at=clock.now(),
        )
        for grant in grants
    )  # fmt: skip


def measure(form: str) -> dict[str, Any]:
    """One file, in this process."""
    from django.db import connection  # noqa: PLC0415 - Django is set up first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - same reason

    from miqyas_web.funding.actions.extracts import content_of  # noqa: PLC0415 - same reason
    from miqyas_web.funding.enums import ExtractForm  # noqa: PLC0415 - same reason
    from miqyas_web.funding.models import Grant  # noqa: PLC0415 - same reason

    funder = Grant.objects.select_related("organisation").order_by("pk")[0].organisation
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, used = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as asked:
        content = content_of(funder, ExtractForm(form), is_public=True)
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "form": form, "queries": len(asked), "seconds": round(seconds, 2), "processor_seconds": round(processor, 2),
        "megabytes_before": before // 1024, "megabytes_most": held // 1024, "bytes": len(content),
    }  # fmt: skip


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--grants", type=int, default=5_000)
    words.add_argument("--form", choices=FORMS)
    given = words.parse_args()
    if given.form:
        _set_up()
        print(json.dumps(measure(given.form)))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MIQYAS_DATA": folder, "MIQYAS_SECRET_KEY": "bench"}
        shutil.copy(migrated_file(), Path(folder) / "miqyas.sqlite3")
        _set_up()
        fill(given.grants)
        for form in FORMS:
            command = [sys.executable, __file__, "--form", form]
            print(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def _set_up() -> None:
    import django  # noqa: PLC0415 - the data folder is known first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miqyas_web.config.settings")
    django.setup()


if __name__ == "__main__":
    main()
