"""What this room puts in the places that lower rooms open."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miqyas_web.accounts.models import Person
from miqyas_web.evidence import actions, demonstration, queries
from miqyas_web.evidence.models import Claim
from miqyas_web.evidence.words import AUDIT_WORDS
from miqyas_web.foundation import slots
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import Step, StepState
from miqyas_web.studies.models import Estimation
from miqyas_web.theories.models import Theory
from miqyas_web.ui.marks import LinkMark


def fill() -> None:
    step = Step(key="evidence", label=_("Evidence"), url_name="evidence:claim_list", state=state_of)
    slots.fill("demonstration", key="evidence", order=60, item=demonstration.fill)
    slots.fill("initiative_steps", key="evidence", order=60, item=step)
    slots.fill("estimation_kept", key="evidence", order=10, item=actions.open_claim)
    slots.fill("estimation_cards", key="evidence", order=10, item=cards_of)
    slots.fill("audit_words", key="evidence", order=60, item=AUDIT_WORDS)
    slots.fill("theory_link_notes", key="evidence", order=10, item=marks_of)


def state_of(initiative: Initiative, _person: Person) -> StepState:
    """How many links of the theory have evidence."""
    n = Claim.objects.filter(link__theory__initiative=initiative).values("link").distinct().count()
    if not n:
        return StepState("empty")
    return StepState("done", ngettext("%(n)s link with evidence", "%(n)s links with evidence", n) % {"n": n})


def cards_of(estimation: Estimation, person: Person) -> list[queries.Graded]:
    """The sentence and the levels of an estimation, for its page."""
    initiative = estimation.study.initiative
    claims = queries.claims_visible_to(person, initiative=initiative).filter(estimation=estimation)
    return queries.graded(list(claims), initiative=initiative)


def marks_of(theory: Theory, person: Person) -> dict[str, LinkMark]:
    """How strongly each link of a theory is supported, by its last claim."""
    claims = queries.latest_by_link(queries.claims_visible_to(person, initiative=theory.initiative))
    return {
        found.claim.link.key: LinkMark(
            strength=found.judged.link_strength,
            label=found.word,
            href=reverse("evidence:claim_show", args=[theory.initiative_id, found.claim.pk]),
        )
        for found in queries.graded(claims, initiative=theory.initiative)
    }
