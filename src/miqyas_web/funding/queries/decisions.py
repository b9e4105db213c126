"""Decisions, outcomes and letters, each for who may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.funding.models import Call, Decision, Letter, Outcome
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.queries.candidates import hidden_from
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.science.letters import LetterHead, letter_file
from miqyas_web.initiatives.models import Initiative


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision as its page shows it, without what a conflict hides."""

    decision: Decision
    outcomes: Sequence[Outcome]
    departures: Sequence[dict[str, Any]]
    lost_pct: float
    broken: Sequence[str]
    n_hidden: int
    n_unsent: int


def decision_for(person: Person, pk: int, *, may: Permission | None = None) -> Decision:
    """The decision, for people of the funder."""
    decision = (
        Decision.objects.filter(call__in=Call.objects.visible_to(person), pk=pk)
        .select_related("call__organisation", "allocation", "decided_by")
        .first()
    )
    if decision is None:
        raise Http404
    if may is not None:
        check_has(may, permissions_in(decision.call.organisation, person))
    return decision


def shown_decision(decision: Decision, person: Person) -> ShownDecision:
    """The decision with its outcomes, funded first; files in conflict left out and counted."""
    hidden = hidden_from(person, decision.call)
    outcomes = list(
        decision.outcomes.select_related("application__initiative__organisation", "application__grant")
        .prefetch_related(Prefetch("letters"), Prefetch("appeals"))
        .order_by("-is_funded", "application__reference")
    )
    whole: dict[str, Any] = next((one for one in decision.departures if one.get("all")), {})
    seen = [one for one in outcomes if one.application.reference not in hidden]
    return ShownDecision(
        decision=decision,
        outcomes=seen,
        departures=[
            one for one in decision.departures if "reference" in one and one["reference"] not in hidden
        ],
        lost_pct=100 * float(whole.get("lost") or 0),
        broken=list(whole.get("broken", ())),
        n_hidden=len(outcomes) - len(seen),
        n_unsent=sum(not one.letters.all() for one in outcomes),
    )


def letter_for(person: Person, pk: int) -> Letter:
    """The letter, for its applicant and for people of the funder without a conflict."""
    letter = (
        Letter.objects.filter(
            Q(outcome__application__initiative__in=Initiative.objects.visible_to(person))
            | Q(outcome__decision__call__in=Call.objects.visible_to(person)),
            pk=pk,
        )
        .select_related(
            "outcome__application__initiative__organisation", "outcome__decision__call__organisation"
        )
        .first()
    )
    if letter is None:
        raise Http404
    if not is_applicant(person, letter) and has_conflict(person, letter.outcome.application):
        raise Recused
    return letter


def letter_document(letter: Letter, form: str) -> bytes:
    """The letter as it was sent, in its language, as PDF or Word."""
    application, call = letter.outcome.application, letter.outcome.decision.call
    with translation.override(letter.language):
        head = LetterHead(
            title=_("The answer to your application"),
            organisation=str(call.organisation),
            lines=(
                f"{application.reference} · {application.initiative.title}",
                date_format(localtime(letter.sent_at), "DATE_FORMAT"),
            ),
            sent_at=letter.sent_at.isoformat(),
            sha256=letter.sha256,
        )
        return letter_file(head, letter.content, language=letter.language, form=form)


def is_applicant(person: Person, letter: Letter) -> bool:
    """Whether the person belongs to the side that applied."""
    organisation = letter.outcome.application.initiative.organisation
    return Permission.READ in permissions_in(organisation, person)


def letters_unread(person: Person) -> Sequence[Letter]:
    """Answers sent to the person's initiatives that nobody there has opened."""
    return list(
        Letter.objects.filter(
            outcome__application__initiative__in=Initiative.objects.where(person, may=Permission.APPLY),
            read_at__isnull=True,
        )
        .select_related("outcome__application__initiative", "outcome__decision__call")
        .order_by("-sent_at")[:5]
    )
