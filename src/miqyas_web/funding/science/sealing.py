"""What the platform computes of an application at the moment it is sealed, each with its reasons in every language.

Nothing here is a new formula: the theory's quality is `miqyas.theory.quality`, the weaknesses of indicators
`miqyas.indicators.smart`, the design's ceiling `miqyas.evidence.ceilings`, the levels of claims those of the room evidence.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from miqyas.design.designs import DESIGNS
from miqyas.evidence.ceilings import ceiling_of
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.science.sheets import weaknesses_of
from miqyas_web.studies.models import SealedPlan
from miqyas_web.theories.queries import TheoryMap
from miqyas_web.theories.science import assessment_of


def sha256_of(content: Any) -> str:
    """SHA-256 of a content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def in_every_language(say: Callable[[], Any]) -> dict[str, Any]:
    """What ``say`` answers in each offered language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = say()
    return found


def theory_quality(theory: TheoryMap) -> dict[str, Any]:
    """The quality of the theory, with what lowers it."""
    if not theory.nodes:
        return {
            "score": None,
            "maximum": 100,
            "reasons": [_said(lambda: _("No theory of change was drawn."))],
        }
    found = theory.assessment
    return {
        "score": found.score,
        "maximum": found.maximum,
        "rules_version": found.rules_version,
        "reasons": _by_reason(
            in_every_language(lambda: [each.text for each in assessment_of(theory.graph).findings])
        ),
    }


def indicator_plan(indicators: Sequence[Indicator], theory: TheoryMap) -> dict[str, Any]:
    """Share of outcomes that are measured, and of indicators that lack nothing, with what the others lack."""
    outcomes = {
        node.key: node.title for node in theory.nodes if node.level == "outcome" and not node.is_unwanted
    }
    measured = outcomes.keys() & theory.measured
    lacking = [each for each in indicators if weaknesses_of(each)]
    reasons = in_every_language(
        lambda: (
            _bare_plan(outcomes, indicators)
            + [
                _("No indicator measures “%(outcome)s”.") % {"outcome": title}
                for key, title in outcomes.items()
                if key not in measured
            ]
            + [f"{each.name}: {weakness.text}" for each in indicators for weakness in weaknesses_of(each)]
        )
    )
    return {
        "score": len(measured) / len(outcomes) if outcomes else 0,
        "maximum": 1,
        "n_indicators": len(indicators),
        "n_sound": len(indicators) - len(lacking),
        "n_outcomes": len(outcomes),
        "n_measured": len(measured),
        "reasons": _by_reason(reasons),
    }


def _bare_plan(outcomes: Mapping[str, str], indicators: Sequence[Indicator]) -> list[str]:
    """What is said where there is nothing to measure, or nothing that measures."""
    said = [] if outcomes else [_("The theory names no expected outcome: there is nothing to measure.")]
    return said if indicators else [*said, _("The initiative has no indicator.")]


def design_ceiling(plans: Sequence[SealedPlan]) -> dict[str, Any]:
    """The highest level that the best planned design could reach on the Maryland scale, everything else flawless."""
    best: dict[str, Any] = {"score": None, "maximum": 5, "design": "", "reasons": []}
    for plan in plans:
        design = plan.content.get("design", "")
        if design not in DESIGNS:
            continue
        level = ceiling_of(design).maryland
        if level.level is not None and (best["score"] is None or level.level > best["score"]):
            best = {
                "score": level.level,
                "maximum": level.maximum,
                "design": design,
                "name": dict(DESIGNS[design].names),
                "label": dict(level.label),
                "reasons": [dict(reason.text) for reason in level.reasons],
            }
    if best["score"] is None:
        # Without a plan, or with one whose design no ladder knows: no ceiling, and the reason.
        best["reasons"] = [
            _said(
                lambda: (
                    _("No design of the sealed plans is on the scale.")
                    if plans
                    else _("No evaluation plan was sealed.")
                )
            )
        ]
    return best


def evidence_there(claims: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The highest level, on the Maryland scale, of the claims attached to the theory, each with its sentence."""
    none = [] if claims else [_said(lambda: _("No evidence is attached to the theory."))]
    return {
        "score": max((each["maryland"] or 0 for each in claims), default=0),
        "maximum": 5,
        "n_claims": len(claims),
        "reasons": [*none, *(dict(each["sentences"]) for each in claims)],
    }


def _said(say: Callable[[], str]) -> dict[str, str]:
    return in_every_language(say)


def _by_reason(texts: dict[str, list[str]]) -> list[dict[str, str]]:
    """One text by language for each reason, in place of one list by language."""
    return [dict(zip(texts, told, strict=True)) for told in zip(*texts.values(), strict=True)]
