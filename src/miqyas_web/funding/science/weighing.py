"""What is weighed of a kept allocation, and the decision file that holds all of it (`miqyas.reporting.decision_file`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from miqyas.allocation.counterfactual import rule_costs
from miqyas.allocation.distances import distances
from miqyas.allocation.sealed import sealed_allocation
from miqyas.judgement.grids import weighted_total
from miqyas.reporting.charts.frontier import WORDS, frontier_chart, value_kept
from miqyas.reporting.decision_file import FileReplay, digest, replay_file, weighing_of, with_seals
from miqyas.reporting.numbers import format_percent
from miqyas.results.allocation import FrontierPoint
from miqyas_web.funding.science.grids import grid_of
from miqyas_web.funding.science.judging import said_plainly
from miqyas_web.studies.science.readings import fonts, picture
from miqyas_web.studies.science.words import page_language
from miqyas_web.ui import charts

DRAWS = 4_000  # as many as a ranking is read on: the same, with its seed
SHARES = [place / 10 for place in range(11)]
TIGHTER = 0.1

__all__ = [
    "FileReplay",
    "Frontier",
    "digest",
    "distance_of",
    "drawn_frontier",
    "fonts",
    "replay_file",
    "scores_of",
    "weighed",
    "weighed_at_once",
    "with_seals",
]


def scores_of(content: Mapping[str, Any], reviews: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """The reviews of a ranking as file, reader, panel, total; readers go by a number, never by who they are."""
    grid = grid_of(content)
    readers = sorted({str(one["reviewer"]) for one in reviews})
    number = {name: f"{place:06}" for place, name in enumerate(readers, start=1)}
    totals = said_plainly(lambda: [weighted_total(grid, one["levels"]) for one in reviews])
    return [
        [one["file"], number[str(one["reviewer"])], one["panel"], total]
        for one, total in zip(reviews, totals, strict=True)
    ]


def weighed(
    record: Mapping[str, Any], inputs: Mapping[str, Any], told: Callable[[int], None]
) -> dict[str, Any]:
    """Weigh a sealed record: chances, value against equity, whole prices, distances."""
    asked = {**inputs, "shares": SHARES, "tighter": TIGHTER}
    return said_plainly(lambda: weighing_of(record, asked, told=told))


def weighed_at_once(record: Mapping[str, Any]) -> dict[str, Any]:
    """How far each file is and which floors and caps keep it out, where files are few: no job is worth it."""
    problem, best = sealed_allocation(record)
    return {
        "distances": [asdict(one) for one in distances(problem, best)],
        "rules": [asdict(one) for one in rule_costs(problem, best)],
    }


def distance_of(record: Mapping[str, Any], reference: str) -> list[dict[str, Any]]:
    """How far one file is, solved now; empty where no list is found without it, or with it."""
    problem, best = sealed_allocation(record)
    return [asdict(one) for one in distances(problem, best, among=[reference])]


@dataclass(frozen=True, slots=True)
class Frontier:
    """The curve and its table, ready for the component ``chart``."""

    title: str
    svg: str
    table: Mapping[str, Any]


def drawn_frontier(
    frontier: Mapping[str, Sequence[Mapping[str, Any]]], names: Mapping[str, str]
) -> Frontier | None:
    """Draw value against equity, the figures beside it; None where there is no curve."""
    language = page_language()
    curves = {
        names.get(key, key): [
            FrontierPoint(**{**point, "funded": tuple(point["funded"])}) for point in points
        ]
        for key, points in frontier.items()
    }
    if not curves:
        return None
    words = WORDS[language]
    shares = [point.share for point in next(iter(curves.values()))]
    kept = [value_kept(points) for points in curves.values()]
    rows = [
        [
            format_percent(share, language, decimals=0),
            *(_told(column[place], words["none"]) for column in kept),
        ]
        for place, share in enumerate(shares)
    ]
    return Frontier(
        words["title"],
        charts.inline(picture(frontier_chart(curves, language), language)),
        charts.table(head=[words["share"], *curves], rows=rows, caption=words["value"]),
    )


def _told(kept: float | None, none: str) -> str:
    return none if kept is None else format_percent(kept, page_language(), decimals=1)
