"""How far each file is from the other side, as a score, and which floor or cap keeps it out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from miqyas_web.funding.models import Allocation, Weighing
from miqyas_web.funding.queries.budgets import Wording
from miqyas_web.funding.science.figures import plain

BEST_SCORE = 100
UNMOVED = ("forced", "forbidden", "lot")  # files that no score moves


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the fate of a file would change, as a score; None: at no score."""

    is_funded: bool
    score: float | None

    @property
    def as_data(self) -> dict[str, Any]:
        return {"is_funded": self.is_funded, "score": self.score}


def last_weighing(allocation: Allocation) -> Weighing | None:
    """The newest one."""
    return allocation.weighings.order_by("-pk").first()


def turns_of(allocation: Allocation, weighing: Weighing | None) -> dict[str, Turn]:
    """By reference, the score at which each file would change sides; empty where the allocation was not weighed."""
    return turns_from(allocation, weighing.content["distances"] if weighing else ())


def turns_from(allocation: Allocation, distances: Sequence[Mapping[str, Any]]) -> dict[str, Turn]:
    """The same from the distances of some files.

    A tenth of a point beyond the turn, so that the sentence holds at the very score it quotes.
    """
    rows = {row["id"]: row for row in allocation.more.get("explanations", ())}
    found = {}
    for one in distances:
        row = rows[one["id"]]
        if row["reason"] in UNMOVED or not row["score"] or not row["value"]:
            continue
        turn = None
        if one["turns_at"]:
            turn = math.floor(10 * one["turns_at"] * row["score"] / row["value"] + 1e-9) / 10 + 0.1
            turn = min(turn, row["score"]) if one["is_funded"] else turn
        found[one["id"]] = Turn(
            one["is_funded"], None if turn is None or turn > BEST_SCORE else round(turn, 1)
        )
    return found


def kept_out_by(rules: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """By reference, the floors and caps without which the file would be in."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        for reference in rule.get("entering", ()):
            found.setdefault(reference, []).append(rule["rule"])
    return found


def kept_out_sentences(rules: Sequence[str], wording: Wording) -> list[str]:
    """Which floor or cap keeps a file out, in the language of the page: tested by doing it."""
    return [
        _("Without this rule, everything else equal, it would be funded: %(rule)s.")
        % {"rule": wording.of_rule(rule)}
        for rule in rules
    ]


def turn_sentence(turn: Mapping[str, Any], score: float) -> str:
    """How far from the line, in the language of the page: tested by doing it."""
    needed = turn["score"]
    if turn["is_funded"]:
        if needed is None:
            return _("Everything else equal, it stays funded whatever its score.")
        if plain(needed, 1) == plain(score, 1):
            return _(
                "Everything else equal, it is at the line: with a tenth of a point less it would be out."
            )
        return _("Everything else equal, it stays funded down to a score of %(needed)s; it has %(score)s.") % {
            "needed": plain(needed, 1), "score": plain(score, 1),
        }  # fmt: skip
    if needed is None:
        return _("Everything else equal, no score would bring it in for the amount asked.")
    return _(
        "Everything else equal, it would be funded with a score of %(needed)s; it has %(score)s, so it lacks %(more)s."
    ) % {"needed": plain(needed, 1), "score": plain(score, 1), "more": plain(needed - score, 1)}
