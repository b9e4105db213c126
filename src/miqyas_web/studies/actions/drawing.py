"""Draw lots and samples, and hand out their lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.datasets.enums import Extract
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.datasets.rules import PERMISSION_OF_EXTRACT
from miqyas_web.foundation import audit, clock
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import queries, science
from miqyas_web.studies.actions.permission import check_may_study
from miqyas_web.studies.enums import DrawKind
from miqyas_web.studies.models import Draw
from miqyas_web.territories.models import Territory


@transaction.atomic
def draw(
    *,
    initiative: Initiative,
    by: Person,
    kind: str,
    title: str,
    frame: DatasetVersion | Territory,
    declared: Mapping[str, Any],
    seed: int,
    seed_source: str,
) -> Draw:
    """Draw once and keep it for ever: a further draw stands beside this one."""
    check_may_study(initiative, by)
    source = queries.frame_source(frame)
    record = science.draw_record(kind, declared, source, seed=seed, seed_source=seed_source)
    kept = Draw.objects.create(
        initiative=initiative,
        kind=kind,
        title=title,
        dataset=frame if isinstance(frame, DatasetVersion) else None,
        territory=frame if isinstance(frame, Territory) else None,
        rows=list(source.rows),
        record=record,
        sha256=record["sha256"],
        drawn_by=by,
        drawn_at=clock.now(),
    )
    verb = "lots_drawn" if kind == DrawKind.ASSIGNMENT else "sample_drawn"
    audit.record(
        verb, target=kept, by=by, organisation=initiative.organisation, seed=seed, sha256=kept.sha256
    )
    return kept


@transaction.atomic
def read_list(*, drawn: Draw, by: Person) -> Iterator[str]:
    """Give the list of a draw to someone who may have the rows it was drawn from."""
    organisation = drawn.initiative.organisation
    if drawn.dataset_id:
        check_has(PERMISSION_OF_EXTRACT[Extract.ANALYSIS], permissions_in(organisation, by))
    lines = science.list_lines(drawn.kind, drawn.record, queries.source_of(drawn))
    first = next(lines)
    audit.record("draw_list_read", target=drawn, by=by, organisation=organisation)

    def every() -> Iterator[str]:
        yield first
        yield from lines

    return every()
