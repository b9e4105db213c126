"""Slow down whoever tries a door again and again."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from miqyas_web.accounts.models import Brake
from miqyas_web.accounts.rules import FAILURES_FORGOTTEN_AFTER, check_may_try
from miqyas_web.foundation import clock


def key_of(door: str, *, email: str, address: str) -> str:
    """The key of one account, from one network address, at one door."""
    return salted_hmac("accounts.brake", f"{door}\n{email}\n{address}", algorithm="sha256").hexdigest()


def check(key: str) -> None:
    """Raise ``Refused`` while the pause lasts."""
    brake = Brake.objects.filter(key=key, last_failed_at__gt=_forgotten_before()).first()
    if brake:
        check_may_try(n_failures=brake.n_failures, last_failed_at=brake.last_failed_at, at=clock.now())


@transaction.atomic
def press(key: str) -> None:
    """Count one more failure; those of yesterday are forgotten."""
    Brake.objects.filter(last_failed_at__lte=_forgotten_before()).delete()
    Brake.objects.get_or_create(key=key, defaults={"last_failed_at": clock.now()})
    Brake.objects.filter(key=key).update(n_failures=F("n_failures") + 1, last_failed_at=clock.now())


def release(key: str) -> None:
    """Forget the failures: the right person came in."""
    Brake.objects.filter(key=key).delete()


def _forgotten_before() -> datetime:
    return clock.now() - FAILURES_FORGOTTEN_AFTER
