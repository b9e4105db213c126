"""Which checks look at answers, and with which thresholds."""

from typing import Any

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.surveys.actions.withdrawing import check_may_work
from miqyas_web.surveys.models import QualitySettings, Survey
from miqyas_web.surveys.rules.quality import Settings


@transaction.atomic
def set_quality(*, survey: Survey, checks: Settings, roles: dict[str, Any], by: Person) -> QualitySettings:
    """Keep the settings; the next look follows them."""
    check_may_work(survey.initiative, by)
    settings, _ = QualitySettings.objects.update_or_create(
        survey=survey,
        defaults={"checks": checks, "roles": roles, "changed_by": by, "changed_at": clock.now()},
    )
    audit.record("quality_set", target=survey, by=by, organisation=survey.initiative.organisation)
    return settings
