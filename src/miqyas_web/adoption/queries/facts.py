"""What the platform already knows of an organisation's practice. Asked once, when a diagnostic begins."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.datasets.models import Column, DatasetVersion
from miqyas_web.foundation import slots
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.progress import indicators_state
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.models import SealedPlan, Study
from miqyas_web.theories.enums import Effect
from miqyas_web.theories.models import Link, Node, TheoryVersion
from miqyas_web.theories.progress import theory_state

NOTHING, BEGUN, IN_PLACE = 0, 2, 3
Ask = Callable[[list[Initiative], Person], int]


def facts_of(organisation: Organisation, person: Person) -> dict[str, int]:
    """The level that each fact supports, 2 or 3; a fact that supports nothing is left out."""
    initiatives = list(Initiative.objects.filter(organisation=organisation).prefetch_related("territories"))
    found: dict[str, int] = {}
    # Rooms above say what they hold through the slot: {fact: question}.
    for facts in (FACTS, *slots.items("practice_facts")) if initiatives else ():
        for name, ask in facts.items():
            found[name] = max(found.get(name, NOTHING), ask(initiatives, person))
    return {name: level for name, level in found.items() if level}


def _initiative_described(initiatives: list[Initiative], _person: Person) -> int:
    told = [initiative for initiative in initiatives if initiative.problem]
    if any(each.people_concerned and each.n_people_aimed and each.territories.all() for each in told):
        return IN_PLACE
    return BEGUN if told else NOTHING


def _theory(initiatives: list[Initiative], person: Person) -> int:
    return _best(theory_state(initiative, person).status for initiative in initiatives)


def _indicators(initiatives: list[Initiative], person: Person) -> int:
    return _best(indicators_state(initiative, person).status for initiative in initiatives)


def _best(statuses: Iterable[str]) -> int:
    levels = {"empty": NOTHING, "started": BEGUN, "done": IN_PLACE}
    return max((levels[status] for status in statuses), default=NOTHING)


def _assumptions(initiatives: list[Initiative], _person: Person) -> int:
    said: dict[int, list[bool]] = {}
    for theory, assumption in Link.objects.filter(theory__initiative__in=initiatives).values_list(
        "theory_id", "assumption"
    ):
        said.setdefault(theory, []).append(bool(assumption.strip()))
    whole = [theory for theory, each in said.items() if all(each)]
    if Node.objects.filter(theory__in=whole).exclude(effect=Effect.INTENDED).exists():
        return IN_PLACE
    return BEGUN if any(any(each) for each in said.values()) else NOTHING


def _baselines(initiatives: list[Initiative], _person: Person) -> int:
    said: dict[int, list[bool]] = {}
    n_baselines = 0
    for initiative, baseline, target in Indicator.objects.filter(
        node__theory__initiative__in=initiatives
    ).values_list("node__theory__initiative_id", "baseline_date", "target_date"):
        n_baselines += baseline is not None
        said.setdefault(initiative, []).append(baseline is not None and target is not None)
    if any(all(each) for each in said.values()):
        return IN_PLACE
    return BEGUN if n_baselines else NOTHING


def _datasets(initiatives: list[Initiative], _person: Person) -> int:
    return BEGUN if _frozen(initiatives).exists() else NOTHING


def _dataset_described(initiatives: list[Initiative], _person: Person) -> int:
    frozen = _frozen(initiatives)
    undescribed = Column.objects.filter(label="").values("version")
    if frozen.exclude(pk__in=undescribed).exists():
        return IN_PLACE
    return BEGUN if frozen.exists() else NOTHING


def _personal_apart(initiatives: list[Initiative], _person: Person) -> int:
    return IN_PLACE if _frozen(initiatives).exclude(personal_sha256="").exists() else NOTHING


def _frozen(initiatives: list[Initiative]) -> QuerySet[DatasetVersion]:
    return DatasetVersion.objects.filter(dataset__initiative__in=initiatives)


def _study_estimated(initiatives: list[Initiative], _person: Person) -> int:
    estimated = Study.objects.filter(initiative__in=initiatives, state=StudyState.ESTIMATED)
    return IN_PLACE if estimated.exists() else NOTHING


def _plan_sealed(initiatives: list[Initiative], _person: Person) -> int:
    before = SealedPlan.objects.filter(study__initiative__in=initiatives, study__data_seen=False)
    return IN_PLACE if before.exists() else NOTHING


def _theory_version(initiatives: list[Initiative], _person: Person) -> int:
    kept = TheoryVersion.objects.filter(theory__initiative__in=initiatives)
    return BEGUN if kept.exists() else NOTHING


FACTS: dict[str, Ask] = {
    "initiative_described": _initiative_described,
    "theory": _theory,
    "assumptions": _assumptions,
    "indicators": _indicators,
    "baselines": _baselines,
    "datasets": _datasets,
    "dataset_described": _dataset_described,
    "study_estimated": _study_estimated,
    "plan_sealed": _plan_sealed,
    "theory_version": _theory_version,
    "personal_apart": _personal_apart,
}
