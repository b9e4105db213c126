"""From estimations to claims: facts, ladders, sentences. The only file of this room that imports `miqyas`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from miqyas.design.designs import design_named
from miqyas.design.plan import Plan
from miqyas.errors import MiqyasError
from miqyas.evidence.facts import EvidenceFacts
from miqyas.evidence.gather import facts_of_study
from miqyas.evidence.ladders import LADDERS, grade, maryland, nesta
from miqyas.evidence.ladders.level import Level
from miqyas.evidence.wording import LinkStrength, Strength, link_strength, strength
from miqyas.evidence.words.inputs import INPUTS
from miqyas.reporting.numbers import format_percent
from miqyas.reporting.refusals import refusal_sentence
from miqyas.reporting.sentence import effect_sentence
from miqyas.results.estimate import Estimate
from miqyas.theory.completeness import is_complete
from miqyas.theory.quality import quality
from miqyas.types import LANGUAGES
from miqyas_web.evidence.models import Claim
from miqyas_web.foundation.errors import Unfit
from miqyas_web.studies.models import Estimation
from miqyas_web.studies.science import check_from_dict, page_language
from miqyas_web.theories.queries import TheoryMap


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim, graded."""

    facts: EvidenceFacts
    nesta: Level
    maryland: Level
    grade: Level
    strength: Strength
    link_strength: LinkStrength
    sentences: dict[str, str]

    @property
    def levels(self) -> tuple[Level, Level, Level]:
        return self.nesta, self.maryland, self.grade


@dataclass(frozen=True, slots=True)
class Rung:
    """One ladder as the page shows it."""

    key: str
    name: str
    level: int | None
    maximum: int
    label: str
    reasons: list[tuple[str, str]]
    attach: tuple[str, ...]

    @property
    def said(self) -> str:
        """The level in words; the component says by itself that there is none."""
        return "" if self.level is None else self.label


def rungs_of(judged: Judged) -> list[Rung]:
    """The three ladders in the language of the page, each with its reasons and what it lacks."""
    language = page_language()
    return [
        Rung(
            key=level.ladder,
            name=LADDERS[level.ladder][language],
            level=level.level,
            maximum=level.maximum,
            label=level.label[language],
            reasons=[(reason.direction, reason.text[language]) for reason in level.reasons],
            attach=level.to_attach(language),
        )
        for level in judged.levels
    ]


def is_account_complete(theory_map: TheoryMap) -> bool:
    """Whether the theory, as it stands, is a complete account of what is done and why it should work."""
    return is_complete(quality(theory_map.graph))


def fact_name(fact: str) -> str:
    """The name of a fact in the language of the page."""
    return INPUTS[fact].names[page_language()]


def fact_value(fact: str, value: Any) -> str:
    """A fact as the page shows it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if fact.startswith("attrition") or fact.endswith("_rate"):
        return format_percent(value, page_language(), decimals=1)
    words = {
        "after": _("Once, after"), "before_after": _("Before and after"), "panel": _("Several times"),
        "none": _("The same people and place"), "some": _("Somewhat different"), "major": _("Very different"),
    }  # fmt: skip
    return words.get(value, str(value))


def fact_help(fact: str) -> str:
    """What a person can attach to establish a fact, in the language of the page."""
    return INPUTS[fact].attach[page_language()]


def judge(claim: Claim, *, theory_is_complete: bool | None) -> Judged:
    """Compute every level of a claim from its estimation, its plan and what people attached.

    Raises ``Unfit`` with a sentence when what was attached contradicts what was computed.
    """
    estimation = claim.estimation
    try:
        facts = facts_of(estimation, said=claim.said, theory_is_complete=theory_is_complete)
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, page_language())) from error
    levels = {"nesta": nesta(facts), "maryland": maryland(facts), "grade": grade(facts)}
    estimate = estimate_of(estimation)
    allowed = strength(levels["grade"], facts)
    return Judged(
        facts=facts,
        **levels,
        strength=allowed,
        link_strength=link_strength(levels, estimate, facts.wanted),
        sentences=sentences_of(estimation, estimate, allowed),
    )


def facts_of(
    estimation: Estimation, *, said: Mapping[str, Mapping[str, Any]], theory_is_complete: bool | None
) -> EvidenceFacts:
    first = estimation.study.plans.all()[0]
    checks = {check["name"]: check_from_dict(check) for check in estimation.checks}
    plan = Plan.from_dict(first.content)
    declared = {name: answer["value"] for name, answer in said.items()}
    if theory_is_complete is not None:
        declared["theory_complete"] = theory_is_complete
    if plan.wanted:
        declared["wanted"] = plan.wanted
    if first.sealed_at < estimation.study.dataset.frozen_at:
        before: bool | None = True
    else:
        before = False if plan.data_seen else None
    return facts_of_study(
        estimate_of(estimation),
        design=design_named(plan.design),
        balance=checks.get("balance"),
        attrition=checks.get("attrition"),
        sealed=plan,
        done=Plan.from_dict(estimation.plan.content),
        sealed_before_data=before,
        declared=declared,
    )


def estimate_of(estimation: Estimation) -> Estimate:
    """The estimate as the science made it, from its stored row."""
    return Estimate.from_dict(estimation.estimate)


def sentences_of(estimation: Estimation, estimate: Estimate, allowed: Strength) -> dict[str, str]:
    """One sentence by language, no stronger than the evidence."""
    study = estimation.study
    return {
        language: effect_sentence(
            estimate,
            outcome_label=study.outcome_label or study.outcome,
            treatment_label=study.treatment_label or study.treatment,
            unit=study.unit,
            strength=allowed,
            language=language,
        )
        for language in LANGUAGES
    }
