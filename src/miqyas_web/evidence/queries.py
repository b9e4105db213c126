"""Questions about claims."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.evidence import science
from miqyas_web.evidence.models import Claim
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.models import SealedPlan
from miqyas_web.studies.science import page_language
from miqyas_web.theories.queries import map_for
from miqyas_web.ui.languages import KNOWN, Language


@dataclass(frozen=True, slots=True)
class Graded:
    """A claim with its levels, its sentence and its strength in a word."""

    claim: Claim
    judged: science.Judged
    rungs: list[science.Rung]
    sentence: str
    word: str

    # Which template shows it among the cards of an estimation.
    template: str = "evidence/parts/answer.html"

    @property
    def elsewhere(self) -> list[tuple[Language, str]]:
        """The same sentence in the other languages, to be copied into a letter or a report."""
        here = page_language()
        return [(KNOWN[code], sentence) for code, sentence in self.judged.sentences.items() if code != here]

    @property
    def tone(self) -> str:
        return self.judged.link_strength


def strength_words() -> dict[str, str]:
    """How strongly a link is supported, in a word."""
    return {
        "supported": _("supported"),
        "uncertain": _("uncertain"),
        "contradicted": _("contradicted"),
        "none": _("not established"),
    }


def claims_visible_to(person: Person, *, initiative: Initiative) -> QuerySet[Claim]:
    """Claims about the links of one initiative's theory, latest first, with all that judging them needs."""
    plans = Prefetch("estimation__study__plans", SealedPlan.objects.order_by("number"))
    return (
        Claim.objects.visible_to(person)
        .filter(link__theory__initiative=initiative)
        .select_related(
            "link__source", "link__target", "link__theory", "estimation__plan", "estimation__run_by",
            "estimation__study__indicator", "estimation__study__dataset__dataset",
        )
        .prefetch_related(plans)
        .order_by("-pk")
    )  # fmt: skip


def graded(claims: list[Claim], *, initiative: Initiative) -> list[Graded]:
    """Each claim with its levels, computed now from the facts and from the theory as it stands."""
    if not claims:
        return []
    complete = science.is_account_complete(map_for(initiative))
    words, language = strength_words(), page_language()
    found = []
    for claim in claims:
        judged = science.judge(claim, theory_is_complete=complete)
        found.append(
            Graded(
                claim,
                judged,
                science.rungs_of(judged),
                judged.sentences[language],
                words[judged.link_strength],
            )
        )
    return found


def latest_by_link(claims: QuerySet[Claim]) -> list[Claim]:
    """The claim that speaks for each link: the last one made."""
    spoken: dict[int, Claim] = {}
    for claim in claims:
        spoken.setdefault(claim.link_id, claim)
    return list(spoken.values())


def asks_attrition(claim: Claim) -> bool:
    """Whether the check of the file could not tell who was lost, so that people must say it."""
    return any(check["name"] == "attrition" and check["passed"] is None for check in claim.estimation.checks)


def said_in(claim: Claim) -> list[tuple[str, Any, str]]:
    """Name, value and source of each fact that people attached."""
    return [
        (science.fact_name(fact), science.fact_value(fact, answer["value"]), answer["source"])
        for fact, answer in claim.said.items()
    ]
