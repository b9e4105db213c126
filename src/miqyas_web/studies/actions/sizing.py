"""Keep a sample size."""

from typing import Any

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import science
from miqyas_web.studies.actions.permission import check_may_study
from miqyas_web.studies.models import SampleSize, Study


@transaction.atomic
def keep_sample_size(
    *,
    initiative: Initiative,
    by: Person,
    asked: dict[str, Any],
    sized: science.Sizing,
    why: str,
    study: Study | None,
) -> SampleSize:
    """Keep what was asked, what came out and why these figures, for plans to cite."""
    check_may_study(initiative, by)
    kept = SampleSize.objects.create(
        initiative=initiative,
        study=study,
        asked=asked,
        result=sized.row,
        sentence=sized.sentence,
        why=why,
        library_version=sized.library_version,
        kept_by=by,
        kept_at=clock.now(),
    )
    audit.record(
        "sample_size_kept", target=kept, by=by, organisation=initiative.organisation, n=sized.row["n"]
    )
    return kept
