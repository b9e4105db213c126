"""Keep advice that was asked."""

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import science
from miqyas_web.studies.actions.permission import check_may_study
from miqyas_web.studies.models import Advice


@transaction.atomic
def keep_advice(*, initiative: Initiative, by: Person, answers: dict[str, str]) -> Advice:
    """Keep what a team said of its situation, so that the choice of a design can be explained later."""
    check_may_study(initiative, by)
    science.suggestions_for(answers)
    kept = Advice.objects.create(
        initiative=initiative,
        answers=answers,
        rules_version=science.advice_version(),
        asked_by=by,
        asked_at=clock.now(),
    )
    audit.record("advice_kept", target=kept, by=by, organisation=initiative.organisation)
    return kept
