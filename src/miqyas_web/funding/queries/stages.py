"""Which stage of a call is being read."""

from miqyas_web.foundation import clock
from miqyas_web.funding.models import Call, Stage


def stages_read(call: Call) -> list[Stage]:
    """Stages whose deadline is over and that have a grid, in order."""
    return list(
        call.stages.filter(closes_at__lte=clock.now(), grid__isnull=False)
        .select_related("grid", "call__organisation")
        .order_by("position")
    )


def stage_read(call: Call, wanted: str = "") -> Stage | None:
    """The stage asked for by its position, or the last one; None before any deadline."""
    stages = stages_read(call)
    chosen = [stage for stage in stages if str(stage.position) == wanted]
    return next(iter(chosen or stages[-1:]), None)


def stage_to_come(call: Call) -> Stage | None:
    """The first stage that has a grid: where a reading is made ready before its deadline."""
    return (
        call.stages.filter(grid__isnull=False)
        .select_related("grid", "call__organisation")
        .order_by("position")
        .first()
    )
