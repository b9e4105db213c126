"""Which stage of a call is being read, which one is decided on."""

from miqyas_web.foundation import clock
from miqyas_web.funding.models import Call, Stage
from miqyas_web.funding.rules.calls import Moment, moment_of


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


def last_stage(call: Call) -> Stage | None:
    """The one after whose deadline the budget is allocated."""
    return call.stages.select_related("grid").order_by("-position").first()


def stage_decided_on(call: Call) -> Stage | None:
    """The last stage that has a grid: an interview without one lets those heard in, the grid before it judges them."""
    graded = call.stages.select_related("grid").filter(grid__isnull=False).order_by("-position").first()
    return graded or last_stage(call)


def next_stage(stage: Stage) -> Stage | None:
    """The stage after this one."""
    return Stage.objects.filter(call=stage.call_id, position__gt=stage.position).order_by("position").first()


def is_over(stage: Stage) -> bool:
    """Whether its deadline is past: what was sealed at it may be read."""
    return moment_of(stage.opens_at, stage.closes_at, now=clock.now()) is Moment.AFTER


def stage_to_come(call: Call) -> Stage | None:
    """The first stage that has a grid: where a reading is made ready before its deadline."""
    return (
        call.stages.filter(grid__isnull=False)
        .select_related("grid", "call__organisation")
        .order_by("position")
        .first()
    )
