"""Grids between what the platform keeps and `miqyas.judgement.grids`: sound or not, and how impact is judged in them.

Kept: ``{"criteria": [{"key", "label", "help", "weight", "levels": [{"value", "anchor"}], "gate", "is_impact", "judges"}],
"total_gate", "tie_breaks"}``. What the platform computes stands beside every criterion that judges an impact.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miqyas.errors import MiqyasError
from miqyas.judgement.grid_check import check_grid
from miqyas.judgement.grid_file import grid_of as read
from miqyas.judgement.grid_impact import LEAST_POINTS, impact_reading
from miqyas.judgement.grid_library import library
from miqyas.judgement.grids import IMPACT, Criterion, Grid
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Unfit

JUDGES = IMPACT


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in a grid, in the language of the page."""

    text: str
    remedy: str
    blocks: bool
    criterion: str


def _language() -> Any:
    return (get_language() or "fr").split("-")[0]


def grid_of(content: Mapping[str, Any], *, title: str = "grid") -> Grid:
    """The grid of the science. Raises ``Unfit`` when what is kept cannot be read as one."""
    try:
        return read(
            {
                "key": "grid",
                "labels": {"fr": title, "ar": title, "en": title},
                "criteria": [_criterion(one) for one in content.get("criteria", [])],
                "tie_breaks": list(content.get("tie_breaks", [])),
                "minimum": float(content.get("total_gate") or 0),
            }
        )
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, _language())) from error


def _criterion(one: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": one["key"],
        "labels": dict(one.get("label", {})),
        "asks": dict(one.get("help", {})),
        "weight": float(one.get("weight") or 0),
        "levels": [{"score": level["value"], "anchors": dict(level["anchor"])} for level in one["levels"]],
    }
    if one.get("gate") is not None:
        told["gate"] = one["gate"]
    judges = one.get("judges") or ("theory" if one.get("is_impact") else "")
    return told | ({"judges": judges, "has_facts": True} if judges else {})


def starts() -> dict[str, dict[str, str]]:
    """Grids of the library (`miqyas.judgement.grid_library`), by key, with their names by language."""
    return {key: {str(code): name for code, name in grid.labels.items()} for key, grid in library().items()}


def start_of(key: str) -> dict[str, Any]:
    """A grid of the library as the platform keeps one; everything in it may be changed. ``Unfit`` for an unknown key."""
    if key not in library():
        raise Unfit(_("No grid of the library bears this name."))
    grid = library()[key]
    return {
        "criteria": [_kept(one) for one in grid.criteria],
        "total_gate": grid.minimum or None,
        "tie_breaks": list(grid.tie_breaks),
    }


def _kept(one: Criterion) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": dict(one.labels),
        "help": dict(one.asks),
        "weight": _plain(one.weight),
        "levels": [{"value": _plain(each.score), "anchor": dict(each.anchors)} for each in one.levels],
        "gate": None if one.gate is None else _plain(one.gate),
        "is_impact": bool(one.judges),
        "judges": one.judges or "",
    }


def _plain(figure: float) -> float:
    return int(figure) if float(figure).is_integer() else figure


def findings_in(content: Mapping[str, Any], *, title: str) -> list[Finding]:
    """What keeps a grid from being published first, then what could be better; names in place of keys."""
    language = _language()
    names = {
        one["key"]: one.get("label", {}).get(language) or one["key"] for one in content.get("criteria", [])
    }
    return [
        Finding(
            _named(each.text[language], each.criterion, names),
            each.remedy[language],
            each.blocks,
            each.criterion,
        )
        for each in check_grid(grid_of(content, title=title))
    ]


def _named(text: str, key: str, names: Mapping[str, str]) -> str:
    return text.replace(key, names.get(key, key)) if key else text


def impact_of(content: Mapping[str, Any], *, title: str = "grid") -> dict[str, Any]:
    """What the published test says of impact in a grid, with its version and the reasons in every language."""
    found = impact_reading(grid_of(content, title=title))
    return {
        "integrates": found.integrates,
        "strength": found.strength,
        "points": round(found.points, 1),
        "maximum": found.maximum,
        "least_points": LEAST_POINTS,
        "share_of_weight": round(found.share_of_weight, 4),
        "version": found.version,
        "rules": [
            {
                "key": rule.key,
                "points": rule.points,
                "kept": round(rule.kept, 1),
                "title": dict(rule.title),
                "text": dict(rule.text),
                "remedy": dict(rule.remedy),
            }
            for rule in found.rules
        ],
    }


def sha256_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of a content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
