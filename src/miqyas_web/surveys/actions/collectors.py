"""Addresses answers are sent to: opened, replaced when lost, closed. The secret is told once and never kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.actions.withdrawing import check_may_work
from miqyas_web.surveys.enums import CollectorKind
from miqyas_web.surveys.models import Collector, Survey
from miqyas_web.surveys.queries.collecting import token_hash

# 64 characters in the address.
TOKEN_BYTES = 48


@dataclass(frozen=True, slots=True)
class Opened:
    """A collector and the secret of its address, known only now."""

    collector: Collector
    token: str


@transaction.atomic
def create_collector(
    *,
    initiative: Initiative,
    kind: str,
    name: str,
    language: str,
    surveys: Sequence[Survey] = (),
    is_test: bool = False,
    by: Person,
) -> Opened:
    """Open an address for a phone, or for one questionnaire by a web link."""
    check_may_work(initiative, by)
    if kind == CollectorKind.LINK and len(surveys) != 1:
        raise Unfit(_("A web link serves one questionnaire: choose it."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    collector = Collector.objects.create(
        initiative=initiative,
        kind=kind,
        name=name,
        language=language,
        is_test=is_test,
        token_sha256=token_hash(token),
        created_by=by,
    )
    collector.surveys.set(surveys)
    audit.record(
        "collector_opened",
        target=collector,
        by=by,
        organisation=initiative.organisation,
        kind=kind,
        is_test=is_test,
        surveys=[survey.pk for survey in surveys],
    )
    return Opened(collector, token)


@transaction.atomic
def replace_address(*, collector: Collector, by: Person) -> Opened:
    """Give the same phone or link a new address; the old one opens nothing any more."""
    held = _held(collector, by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    held.token_sha256 = token_hash(token)
    held.save(update_fields=["token_sha256"])
    audit.record("collector_replaced", target=held, by=by, organisation=held.initiative.organisation)
    return Opened(held, token)


@transaction.atomic
def revoke_collector(*, collector: Collector, by: Person) -> Collector:
    """Close an address for good. What it sent stays."""
    held = _held(collector, by)
    held.revoked_at = clock.now()
    held.save(update_fields=["revoked_at"])
    audit.record("collector_closed", target=held, by=by, organisation=held.initiative.organisation)
    return held


def _held(collector: Collector, by: Person) -> Collector:
    check_may_work(collector.initiative, by)
    held = Collector.objects.select_for_update().get(pk=collector.pk)
    if held.revoked_at is not None:
        raise Refused(_("This address is closed already. Open a new one."))
    return held
