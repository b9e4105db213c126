"""What stands on a person's desk: what to do next, their initiatives at a glance, what they can do here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from miqyas_web.accounts.enums import OrganisationKind, Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import organisations_of
from miqyas_web.accounts.rules import DESK_OF_KIND, roles_with
from miqyas_web.datasets.enums import UploadState
from miqyas_web.evidence.models import Claim
from miqyas_web.foundation import slots
from miqyas_web.funding.models import Application, Grant
from miqyas_web.funding.progress import state_of
from miqyas_web.funding.queries.following import grants_state_of
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.progress import description_state
from miqyas_web.initiatives.queries import initiatives_of
from miqyas_web.initiatives.steps import PlacedStep, Status, Step, next_step
from miqyas_web.portal.words import OFFERS, Offer
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.models import Report
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.models import Study
from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.models import Survey
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Link, Node, Risk, Stakeholder, Theory
from miqyas_web.theories.queries import assembled
from miqyas_web.theories.rules import is_sound
from miqyas_web.ui.desk import DeskAction

# A desk is read in one look: the rest is one tap away, on the list.
MOST_INITIATIVES = 6
MOST_ACTIONS = 6

Statuses = dict[int, Status]
Ask = Callable[[Sequence[Initiative], Person], Statuses]


@dataclass(frozen=True, slots=True)
class Glance:
    """One initiative with how far each of its steps is."""

    initiative: Initiative
    steps: list[PlacedStep]

    @property
    def next(self) -> PlacedStep | None:
        return next_step(self.steps)


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a person sees after signing in."""

    first: DeskAction | None
    others: list[DeskAction]
    glances: list[Glance]
    n_initiatives: int
    organisations: list[Organisation]
    offers: list[Offer] = field(default_factory=list)


def desk_for(person: Person) -> Desk:
    """The desk of a person. The number of queries does not grow with what they have."""
    actions = actions_for(person)
    initiatives = list(initiatives_of(person)[: MOST_INITIATIVES + 1])
    n_initiatives = len(initiatives)
    if n_initiatives > MOST_INITIATIVES:
        n_initiatives = Initiative.objects.visible_to(person).count()
    organisations: list[Any] = list(organisations_of(person))
    return Desk(
        first=actions[0] if actions else None,
        others=actions[1:MOST_ACTIONS],
        glances=glances_of(initiatives[:MOST_INITIATIVES], person),
        n_initiatives=n_initiatives,
        organisations=organisations,
        offers=offers_for(organisations),
    )


def offers_for(organisations: Sequence[Any]) -> list[Offer]:
    """One by kind of organisation the person works in; where they only read or evaluate, if nowhere else."""
    own = [each for each in organisations if each.role in roles_with(Permission.DESCRIBE)]
    desks = {DESK_OF_KIND[OrganisationKind(each.kind)] for each in own or organisations}
    return [offer for desk, offer in OFFERS.items() if desk in desks]


def actions_for(person: Person) -> list[DeskAction]:
    """What every room proposes, the lowest priority number first; rooms keep their order among equals."""
    proposed = [action for propose in slots.items("desk_actions") for action in propose(person)]
    return sorted(proposed, key=lambda action: action.priority)


def glances_of(initiatives: Sequence[Initiative], person: Person) -> list[Glance]:
    """The steps of several initiatives at once. A step this room cannot ask in bulk is asked one by one."""
    steps: list[Step] = slots.items("initiative_steps")
    known = {
        step.key: BULK[step.key](initiatives, person) for step in steps if step.key in BULK and initiatives
    }
    return [
        Glance(initiative, [_placed(step, initiative, person, known) for step in steps])
        for initiative in initiatives
    ]


def _placed(step: Step, initiative: Initiative, person: Person, known: dict[str, Statuses]) -> PlacedStep:
    told = known.get(step.key)
    status = told[initiative.pk] if told else step.state(initiative, person).status
    href = reverse(step.url_name, args=[initiative.pk])
    return PlacedStep(step.key, step.label, href, status, "", step.is_optional)


def _descriptions(initiatives: Sequence[Initiative], person: Person) -> Statuses:
    """No query: the territories came with the initiatives."""
    return {initiative.pk: description_state(initiative, person).status for initiative in initiatives}


def _theories(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    """Six queries: theories, their four kinds of part, measured nodes; then the published rules, in memory."""
    theories = {theory.initiative_id: theory for theory in Theory.objects.filter(initiative__in=initiatives)}
    parts = {kind: _by_theory(kind, theories.values()) for kind in (Node, Link, Stakeholder, Risk)}
    measured = set(
        Indicator.objects.filter(node__theory__in=theories.values()).values_list("node_id", flat=True)
    )
    found: Statuses = {}
    for initiative in initiatives:
        theory = theories.get(initiative.pk)
        held = parts[Node][theory.pk] if theory else []
        if not theory or not held:
            found[initiative.pk] = "empty"
            continue
        keys = frozenset(node.key for node in held if node.pk in measured)
        rows = (parts[kind][theory.pk] for kind in (Node, Link, Stakeholder, Risk))
        assessment = assembled(theory, *rows, measured=keys).assessment
        found[initiative.pk] = "done" if is_sound(assessment.score, assessment.maximum) else "started"
    return found


def _by_theory(kind: Any, theories: Iterable[Theory]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for part in kind.objects.filter(theory__in=theories):
        found[part.theory_id].append(part)
    return found


def _indicators(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    outcomes = Q(theory__nodes__level=NodeLevel.OUTCOME)
    measured = Q(theory__nodes__indicators__isnull=False)
    counted = Initiative.objects.filter(pk__in=[initiative.pk for initiative in initiatives]).annotate(
        n_indicators=Count("theory__nodes__indicators", distinct=True),
        n_outcomes=Count("theory__nodes", filter=outcomes, distinct=True),
        n_measured=Count("theory__nodes", filter=outcomes & measured, distinct=True),
    )
    return {
        pk: "empty" if not n_indicators else ("started" if n_outcomes > n_measured else "done")
        for pk, n_indicators, n_outcomes, n_measured in counted.values_list(
            "pk", "n_indicators", "n_outcomes", "n_measured"
        )
    }


def _surveys(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    states: defaultdict[int, set[str]] = defaultdict(set)
    rows = Survey.objects.filter(initiative__in=initiatives).values_list("initiative_id", "versions__state")
    for pk, state in rows:
        states[pk].add(state)
    return {
        initiative.pk: "done"
        if VersionState.PUBLISHED in states[initiative.pk]
        else ("started" if states[initiative.pk] else "empty")
        for initiative in initiatives
    }


def _datasets(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    counted = Initiative.objects.filter(pk__in=[initiative.pk for initiative in initiatives]).annotate(
        n_datasets=Count("datasets", distinct=True),
        n_waiting=Count("uploads", filter=~Q(uploads__state=UploadState.FROZEN), distinct=True),
    )
    return {
        pk: "done" if n_datasets else ("started" if n_waiting else "empty")
        for pk, n_datasets, n_waiting in counted.values_list("pk", "n_datasets", "n_waiting")
    }


def _studies(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    states: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for pk, state in Study.objects.filter(initiative__in=initiatives).values_list("initiative_id", "state"):
        states[pk][state] += 1
    return {
        initiative.pk: "done"
        if states[initiative.pk][StudyState.ESTIMATED]
        else ("started" if states[initiative.pk] else "empty")
        for initiative in initiatives
    }


def _evidence(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    proven = set(
        Claim.objects.filter(link__theory__initiative__in=initiatives).values_list(
            "link__theory__initiative_id", flat=True
        )
    )
    return {initiative.pk: "done" if initiative.pk in proven else "empty" for initiative in initiatives}


# The rooms say each step for one initiative; a test holds that both answers agree.
def _reports(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    states: defaultdict[int, set[str]] = defaultdict(set)
    for pk, state in Report.objects.filter(initiative__in=initiatives).values_list("initiative_id", "state"):
        states[pk].add(state)
    return {
        initiative.pk: "done"
        if ReportState.PUBLISHED in states[initiative.pk]
        else ("started" if ReportState.DRAFT in states[initiative.pk] else "empty")
        for initiative in initiatives
    }


def _funding(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    """One query: the states of their applications."""
    states: dict[int, list[str]] = {initiative.pk: [] for initiative in initiatives}
    sent = Application.objects.filter(initiative__in=initiatives)
    for initiative_id, state in sent.values_list("initiative_id", "state"):
        states[initiative_id].append(state)
    return {pk: state_of(of_one).status for pk, of_one in states.items()}


def _grants(initiatives: Sequence[Initiative], _person: Person) -> Statuses:
    """One query: the states of their grants."""
    states: dict[int, list[str]] = {initiative.pk: [] for initiative in initiatives}
    for initiative_id, state in Grant.objects.filter(initiative__in=initiatives).values_list(
        "initiative_id", "state"
    ):
        states[initiative_id].append(state)
    return {pk: grants_state_of(of_one).status for pk, of_one in states.items()}


BULK: dict[str, Ask] = {
    "initiative": _descriptions,
    "theory": _theories,
    "indicators": _indicators,
    "surveys": _surveys,
    "datasets": _datasets,
    "studies": _studies,
    "evidence": _evidence,
    "funding": _funding,
    "grants": _grants,
    "reports": _reports,
}
