"""What was weighed of an allocation: what it is computed from, and how its page tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.models import Allocation, Lottery, Weighing
from miqyas_web.funding.queries.budgets import Told, Wording
from miqyas_web.funding.queries.calls import figures_by_region
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.queries.distances import (
    kept_out_by,
    kept_out_sentences,
    last_weighing,
    turn_sentence,
    turns_of,
)
from miqyas_web.funding.rules.limits import FloorIndex, limits_of
from miqyas_web.funding.science.allocating import THOUSAND
from miqyas_web.funding.science.weighing import Frontier, drawn_frontier, scores_of, with_seals

PERCENT = 100
INDEXED = (FloorIndex.POPULATION, FloorIndex.POVERTY)

GROUPS: dict[str, "str | Promise"] = {
    "in": gettext_lazy("funded in nearly every draw of the scores"),
    "out": gettext_lazy("out in nearly every draw of the scores"),
    "between": gettext_lazy("in or out by the error of the scores: to be discussed, or drawn"),
}
CURVES: dict[str, "str | Promise"] = {
    "call": gettext_lazy("Floors shared out as in the call"),
    str(FloorIndex.POPULATION): gettext_lazy("In proportion to the population"),
    str(FloorIndex.POVERTY): gettext_lazy("In proportion to the number of poor people"),
}


@dataclass(frozen=True, slots=True)
class Chance:
    """How often a file is funded over draws of the scores."""

    pct: float
    group: str
    words: "str | Promise"


@dataclass(frozen=True, slots=True)
class RuleWhole:
    """What a rule costs whole: taken away, and made harder by a tenth. None: nothing would obey, or it has no amount."""

    name: str
    is_budget: bool
    lost_pct: float
    lost_mad: float | None
    has_harder: bool
    harder_pct: float | None
    harder_mad: float | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighing in words."""

    weighing: Weighing
    chances: Mapping[str, Chance] | None
    rules: tuple[RuleWhole, ...]
    frontier: Frontier | None
    sources: tuple[str, ...]
    n_between: int
    n_draws: int


def inputs_of(allocation: Allocation, *, draws: int) -> dict[str, Any]:
    """What a weighing is computed from: the scores of the ranking, and how places would share floors out."""
    record, call = allocation.record, allocation.call
    regions = {one.reference: one.entry.region for one in round_of(call).candidates}
    places = {name: region for name in record["inputs"]["ids"] if (region := regions.get(name))}
    return {
        "reviews": _reviews(allocation, draws),
        "curves": _curves(allocation, set(places.values())) if places else {},
        "places": places,
        "column": "region",
    }


def _reviews(allocation: Allocation, draws: int) -> dict[str, Any] | None:
    ranking = allocation.ranking
    if ranking is None or "reviews" not in ranking.inputs or ranking.stage.grid is None:
        return None
    is_score = allocation.more.get("policy") == ValuePolicy.SCORE
    inputs = allocation.record["inputs"]
    points = [1.0 if is_score else cost / THOUSAND for cost in inputs["cost"]]
    return {
        "rows": scores_of(ranking.stage.grid.content, ranking.inputs["reviews"]),
        "seed": ranking.inputs["seed"],
        "draws": draws,
        "per_point": dict(zip(inputs["ids"], points, strict=True)),
    }


def _curves(allocation: Allocation, present: set[str]) -> dict[str, Any]:
    """Ways of sharing floors out between the regions that have a file: that of the call, and those of public figures."""
    limits = limits_of(allocation.call.limits)
    own = limits.floors_from
    found: dict[str, Any] = {}
    if limits.floors and own.get("index") not in INDEXED:
        weights = {code: float(amount) for code, amount in limits.floors.items()}
        found["call"] = {"weights": weights, "source": str(own.get("source", "")), "year": own.get("year")}
    for index in INDEXED:
        figures = figures_by_region(str(index))
        if figures.values and not figures.lacking:
            weights = {code: float(value) for code, value in sorted(figures.values.items())}
            found[str(index)] = {"weights": weights, "source": figures.source, "year": figures.year}
    for curve in found.values():
        curve["weights"] = {code: weight for code, weight in curve["weights"].items() if code in present}
    return {name: curve for name, curve in found.items() if sum(curve["weights"].values()) > 0}


def decision_file(allocation: Allocation) -> dict[str, Any]:
    """The decision file: the record, the newest weighing, the draw, each under its hash."""
    weighing = last_weighing(allocation)
    return with_seals(
        allocation.record,
        weighing=weighing.content if weighing else None,
        lottery=_lottery(allocation.lottery),
    )


def _lottery(lottery: Lottery | None) -> dict[str, Any] | None:
    if lottery is None or lottery.drawn_at is None:
        return None
    return {
        "names": sorted(lottery.references),
        "places": lottery.places,
        "source": lottery.source_value,
        "list_sha256": lottery.sha256,
        "drawn": lottery.drawn,
    }


PARTS: dict[str, "str | Promise"] = {
    "chances": gettext_lazy("The chances of being funded"),
    "frontier": gettext_lazy("Value and equity between regions"),
    "rules": gettext_lazy("The price of whole rules"),
    "tighter": gettext_lazy("The price of harder rules"),
    "distances": gettext_lazy("The distances from the line"),
    "lottery": gettext_lazy("The draw"),
}


def weighed_of(allocation: Allocation, wording: Wording, hidden: set[str]) -> Weighed | None:
    """The newest weighing in words, without the rules on files hidden from the person."""
    weighing = last_weighing(allocation)
    if weighing is None:
        return None
    content = weighing.content
    chances = None
    if content["chances"] is not None:
        chances = {
            one["id"]: Chance(PERCENT * one["probability"], one["group"], GROUPS[one["group"]])
            for one in content["chances"]
        }
    curves = content["inputs"]["curves"]
    return Weighed(
        weighing=weighing,
        chances=chances,
        rules=_rules(allocation, content, wording, hidden),
        frontier=drawn_frontier(content["frontier"], {key: str(name) for key, name in CURVES.items()}),
        sources=tuple(
            _("%(curve)s: %(source)s.") % {"curve": CURVES[key], "source": _dated(curve)}
            for key, curve in sorted(curves.items())
            if curve["source"]
        ),
        n_between=sum(one.group == "between" for one in (chances or {}).values()),
        n_draws=content["inputs"]["reviews"]["draws"] if content["inputs"]["reviews"] else 0,
    )


def _dated(curve: Mapping[str, Any]) -> str:
    return f"{curve['source']} ({curve['year']})" if curve["year"] else str(curve["source"])


def _rules(
    allocation: Allocation, content: Mapping[str, Any], wording: Wording, hidden: set[str]
) -> tuple[RuleWhole, ...]:
    worth, left = float(allocation.record["value"]) or 1.0, set(allocation.more.get("left_by_lot", ()))
    whole = {one["rule"]: one for one in content["rules"]}
    harder = {one["rule"]: one for one in content["tighter"]}
    found = []
    for rule in {**harder, **whole}:
        if rule.partition(" ")[2] in hidden | left:
            continue
        without, hard = whole.get(rule), harder.get(rule)
        lost = None if hard is None else hard["value_lost"]
        found.append(
            RuleWhole(
                name=wording.of_rule(rule),
                is_budget=rule == "budget",
                lost_pct=PERCENT * without["value_lost"] / worth if without else 0.0,
                lost_mad=without["money"] if without else None,
                has_harder=hard is not None,
                harder_pct=None if lost is None else PERCENT * lost / worth,
                harder_mad=hard["money"] if hard else None,
            )
        )
    return tuple(found)


def with_weighing(told: Told, allocation: Allocation, weighed: Weighed | None, wording: Wording) -> Told:
    """The allocation in words, with what its newest weighing says of each file."""
    if weighed is None:
        return told
    turns, chances = turns_of(allocation, weighed.weighing), weighed.chances or {}
    kept_out = kept_out_by(weighed.weighing.content["rules"])
    lines = tuple(
        replace(
            line,
            turn=turn_sentence(turns[name].as_data, line.score) if name in turns else "",
            kept_out=tuple(kept_out_sentences(kept_out.get(name, ()), wording)),
            chance=chances.get(name),
        )
        for line in told.lines
        for name in [line.candidate.reference]
    )
    return replace(told, lines=lines, weighed=weighed)
