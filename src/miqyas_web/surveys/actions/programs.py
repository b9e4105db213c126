"""Another program sends answers: an address of its own, rows that are taken all or none, repeats that add nothing."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Unfit
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.actions.booked_rows import NAMES
from miqyas_web.surveys.actions.receiving import Receipt, Sending, receive_all
from miqyas_web.surveys.actions.sources import check_may_bring
from miqyas_web.surveys.actions.spreadsheets import version_for_rows
from miqyas_web.surveys.enums import CollectorKind, SubmissionOrigin
from miqyas_web.surveys.models import Collector, Survey
from miqyas_web.surveys.queries.collecting import token_hash
from miqyas_web.surveys.queries.versions import TAKEN
from miqyas_web.surveys.refusals import UnknownVersion
from miqyas_web.surveys.science.rows import RowFault, fault_sentence, unknown_column
from miqyas_web.surveys.science.sent import SentRows

MOST_ROWS = 1_000
OWN_NAME = "instanceID"


class RowsRefused(Unfit):
    """Some rows cannot be taken, so none was; ``faults`` says row, column and reason."""

    def __init__(self, faults: list[dict[str, Any]]) -> None:
        super().__init__(_("Some rows cannot be taken, so none was kept."))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a sending: its answers, and the questions whose rules could not be judged."""

    receipts: list[Receipt]
    unjudged: tuple[str, ...]


@transaction.atomic
def open_program(*, initiative: Initiative, name: str, by: Person) -> tuple[str, Collector]:
    """Open an address for a program; its secret is returned once and never kept."""
    check_may_bring(initiative, by)
    token = secrets.token_urlsafe(48)
    collector = Collector.objects.create(
        initiative=initiative,
        kind=CollectorKind.PROGRAM,
        name=name,
        language="en",
        token_sha256=token_hash(token),
        created_by=by,
    )
    audit.record("program_opened", target=collector, by=by, organisation=initiative.organisation)
    return token, collector


@transaction.atomic
def close_program(*, collector: Collector, by: Person) -> None:
    """Close it; what it sent stays."""
    check_may_bring(collector.initiative, by)
    collector.revoked_at = clock.now()
    collector.save(update_fields=["revoked_at"])
    audit.record("program_closed", target=collector, by=by, organisation=collector.initiative.organisation)


def receive_rows(
    *, collector: Collector, survey: Survey, rows: Sequence[Mapping[str, Any]], version: str, key: str
) -> Sent:
    """Take all rows, or none. The same key again gives the same answers again, and adds nothing."""
    if not 1 <= len(rows) <= MOST_ROWS:
        raise Unfit(_("Send from 1 to %(most)s rows at a time.") % {"most": MOST_ROWS})
    sent = SentRows(_outline(survey, version), rows, OWN_NAME)
    faults, sendings = [_unknown(name) for name in sent.unknown], []
    for row, said in zip(sent.rows, rows, strict=True):
        instance_id = str(said.get(OWN_NAME) or "") or _name(collector, key, row.row)
        xml, found = sent.write(row, instance_id)
        faults += [_told(one) for one in found]
        sendings.append(Sending(xml))
    if faults:
        raise RowsRefused(faults)
    receipts = receive_all(survey=survey, sendings=sendings, origin=SubmissionOrigin.API, collector=collector)
    return Sent(receipts, sent.unjudged)


def _told(fault: RowFault) -> dict[str, Any]:
    said = {"row": fault.row, "column": fault.column, "code": fault.code, "reason": fault_sentence(fault)}
    return said | ({"repeat": fault.sheet} if fault.sheet else {})


def _outline(survey: Survey, version: str) -> dict[str, Any]:
    if not version:
        return dict(version_for_rows(survey).outline)
    found = survey.versions.filter(version=version, state__in=TAKEN).first()
    if found is None:
        raise UnknownVersion(version)
    return dict(found.outline)


def _name(collector: Collector, key: str, number: int) -> str:
    if not key:
        raise Unfit(
            _(
                "Give the header Idempotency-Key, or an instanceID in each row: without it a repeat would count twice."
            )
        )
    return f"uuid:{uuid.uuid5(NAMES, f'{collector.pk}:{key}:{number}')}"


def _unknown(name: str) -> dict[str, Any]:
    return {"row": 0, "column": name, "code": "column", "reason": unknown_column(name)}
