"""Questions about calls: those anyone may read, those of a funder, what one lacks."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import CallState
from miqyas_web.funding.models import Call, Stage
from miqyas_web.funding.rules.calls import Moment, moment_of
from miqyas_web.funding.rules.eligibility import expected
from miqyas_web.funding.rules.publication import Lack, lacks_of
from miqyas_web.territories.models import Territory, TerritoryFigure


@dataclass(frozen=True, slots=True)
class PlacedCall:
    """A call with its stages and where it stands now."""

    call: Call
    stages: list[Stage]
    moment: Moment
    # The stage that is open, else the next one to open, else the last.
    stage: Stage | None

    @property
    def takes(self) -> bool:
        """Whether applications are written to it, now or when it opens."""
        return self.call.state == CallState.PUBLISHED and self.moment is not Moment.AFTER

    @property
    def is_open(self) -> bool:
        return self.call.state == CallState.PUBLISHED and self.moment is Moment.OPEN


def placed(call: Call, *, now: datetime | None = None) -> PlacedCall:
    """Where a call stands; its stages must be at hand (`with_stages`)."""
    now, stages = now or clock.now(), list(call.stages.all())
    moments = [moment_of(stage.opens_at, stage.closes_at, now=now) for stage in stages]
    for wanted in (Moment.OPEN, Moment.BEFORE):
        if wanted in moments:
            return PlacedCall(call, stages, wanted, stages[moments.index(wanted)])
    return PlacedCall(call, stages, Moment.AFTER if stages else Moment.BEFORE, stages[-1] if stages else None)


def with_stages(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With organisation and stages, in order, and the grid of each."""
    stages = Prefetch("stages", Stage.objects.select_related("grid__grid").order_by("position"))
    return calls.select_related("organisation").prefetch_related(stages)


def public_calls() -> list[PlacedCall]:
    """Published calls: those that are open first, by deadline, then the next, then the past."""
    now = clock.now()
    shown = Call.objects.public().exclude(state=CallState.WITHDRAWN)
    found = [placed(call, now=now) for call in with_stages(shown).order_by("-published_at", "-pk")[:200]]
    rank = {Moment.OPEN: 0, Moment.BEFORE: 1, Moment.AFTER: 2}
    return sorted(found, key=lambda each: (rank[each.moment], _day(each.stage)))


def _day(stage: Stage | None) -> float:
    return stage.closes_at.timestamp() if stage and stage.closes_at else 0.0


def public_call(slug: str) -> Call:
    """A published call, by its address."""
    call = with_stages(Call.objects.public()).prefetch_related("territories").filter(slug=slug).first()
    if call is None:
        raise Http404
    return call


def calls_of(person: Person) -> list[PlacedCall]:
    """Calls of the funders the person belongs to, last first, each with how many were sent."""
    sent = Count("applications", filter=Q(applications__sent_at__isnull=False))
    calls = with_stages(Call.objects.visible_to(person)).annotate(n_sent=sent).order_by("-created_at", "-pk")
    now = clock.now()
    return [placed(call, now=now) for call in calls]


def funders_of(person: Person) -> list[Organisation]:
    """Organisations for which the person may run calls, by name."""
    return list(Organisation.objects.where(person, Permission.FUND).order_by("name", "pk"))


def lacks(call: Call) -> list[Lack]:
    """What keeps this call from being published."""
    return lacks_of(call, list(call.stages.order_by("position")), now=clock.now())


def region_names() -> dict[str, str]:
    """Names of the regions by code."""
    return {region.code: region.name for region in Territory.objects.regions()}


def names_of_regions() -> dict[str, list[str]]:
    """Every name of each region, by code, that of the page first."""
    return {
        region.code: [name for name in (region.name, region.name_fr, region.name_ar, region.name_en) if name]
        for region in Territory.objects.regions()
    }


def rules_in_words(call: Call) -> list[tuple[str, Any]]:
    """What each rule of eligibility asks, with the funder's reason."""
    names = region_names()
    return [(expected(rule, names), rule.get("reason")) for rule in call.eligibility]


@dataclass(frozen=True, slots=True)
class RegionalFigures:
    """A figure by region, from one year and source; ``lacking``: regions that have none."""

    values: dict[str, Decimal]
    year: int | None
    source: str
    lacking: list[str]


def figures_by_region(key: str) -> RegionalFigures:
    """The latest year of a figure that any region holds."""
    held = TerritoryFigure.objects.filter(key=key, territory__in=Territory.objects.regions())
    year = held.order_by("-year").values_list("year", flat=True).first()
    rows = list(held.filter(year=year).values_list("territory__code", "value", "source")) if year else []
    values = {code: value for code, value, _source in rows}
    names = region_names()
    lacking = [name for code, name in names.items() if code not in values]
    return RegionalFigures(values, year, rows[0][2] if rows else "", lacking)


def said_since(call: Call) -> dict[str, Any]:
    """Notices and answered questions of a published call, last first."""
    return {
        "notices": list(call.notices.order_by("-published_at", "-pk")),
        "answers": list(call.asked.exclude(answer="").order_by("-answered_at", "-pk")),
    }
