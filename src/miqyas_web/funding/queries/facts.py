"""What the platform knows of an application: facts for the rules of eligibility, parts of its initiative."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from miqyas_web.foundation import clock
from miqyas_web.funding.enums import ApplicationState, GrantState
from miqyas_web.funding.models import Application, Call, Grant
from miqyas_web.funding.queries.calls import region_names
from miqyas_web.funding.rules.applications import Missing, Written, missing
from miqyas_web.funding.rules.eligibility import Facts, Verdict, verdicts
from miqyas_web.funding.rules.limits import limits_of
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.models import SealedPlan
from miqyas_web.territories.models import Territory
from miqyas_web.theories.queries import TheoryMap, map_for

DAYS_A_YEAR = Decimal("365.25")
DAYS_A_MONTH = Decimal("30.4375")


@dataclass(frozen=True, slots=True)
class Parts:
    """The live parts of an initiative that an application carries."""

    theory: TheoryMap
    indicators: list[Indicator]
    plans: list[SealedPlan]

    @property
    def theory_pct(self) -> float | None:
        """Quality of the theory out of 100; None while nothing is drawn."""
        if not self.theory.nodes:
            return None
        found = self.theory.assessment
        return round(100 * found.score / found.maximum, 1)


def parts_of(initiative: Initiative) -> Parts:
    """Theory, indicators, sealed plans: as they stand now."""
    indicators = Indicator.objects.filter(node__theory__initiative=initiative).select_related("node")
    plans = SealedPlan.objects.filter(study__initiative=initiative).select_related("study")
    return Parts(
        map_for(initiative), list(indicators.order_by("pk")), list(plans.order_by("study_id", "-number"))
    )


def facts_of(application: Application, parts: Parts) -> Facts:
    """Everything that a rule of eligibility may look at."""
    initiative, call = application.initiative, application.call
    last = _last_support(call, initiative)
    rules = {rule["key"] for rule in call.eligibility}
    return Facts(
        organisation_kind=initiative.organisation.kind,
        places=_places(initiative),
        asked_mad=application.asked_mad,
        cofunding_mad=application.cofunding_mad,
        years_since_support=None if last is None else Decimal((clock.today() - last).days) / DAYS_A_YEAR,
        never_supported=last is None,
        months=_months(initiative),
        theory_score=parts.theory_pct,
        n_indicators=len(parts.indicators),
        n_sent=1 + _others_sent(application),
        declared=frozenset(application.answers.get("declared", [])) & rules,
    )


def _places(initiative: Initiative) -> frozenset[str]:
    codes: set[str] = set()
    for place in initiative.territories.select_related("parent__parent__parent"):
        step: Territory | None = place
        while step is not None:
            codes.add(step.code)
            step = step.parent
    return frozenset(codes)


def _last_support(call: Call, initiative: Initiative) -> date | None:
    """The day the last grant of this funder to the organisation was agreed."""
    grants = Grant.objects.filter(
        organisation=call.organisation, initiative__organisation=initiative.organisation
    ).exclude(state=GrantState.DRAFT)
    last = grants.order_by("-agreed_by_grantee_at").values_list("agreed_by_grantee_at", flat=True).first()
    return localdate(last) if last else None


def _months(initiative: Initiative) -> int | None:
    if not (initiative.start_date and initiative.end_date):
        return None
    return round(Decimal((initiative.end_date - initiative.start_date).days + 1) / DAYS_A_MONTH)


def _others_sent(application: Application) -> int:
    return (
        Application.objects.filter(
            call=application.call,
            initiative__organisation=application.initiative.organisation,
            sent_at__isnull=False,
        )
        .exclude(pk=application.pk)
        .exclude(state=ApplicationState.WITHDRAWN)
        .count()
    )


def verdicts_on(application: Application, parts: Parts) -> list[Verdict]:
    """Every rule of the call against this application, now."""
    return verdicts(application.call.eligibility, facts_of(application, parts), names=region_names())


def missing_in(application: Application, parts: Parts) -> list[Missing]:
    """What to do before sending."""
    return missing(written(application, parts))


def written(application: Application, parts: Parts) -> Written:
    """What is written of an application, as the rules read it."""
    call, stage = application.call, application.stage
    limits = limits_of(call.limits)
    waiting: Any = application.partners.filter(organisation__isnull=False, consented_at__isnull=True)
    return Written(
        answers=application.answers.get(str(stage.position), {}),
        questions=stage.questions,
        parts=stage.parts,
        themes=[theme["code"] for theme in call.themes],
        theme=application.theme,
        asked_mad=application.asked_mad,
        cofunding_mad=application.cofunding_mad,
        budget=application.budget,
        n_nodes=len(parts.theory.nodes),
        n_indicators=len(parts.indicators),
        n_plans=len(parts.plans),
        partners_waiting=list(waiting.order_by("pk").values_list("name", flat=True)),
        most_mad=limits.most_mad,
        needs_region=bool(limits.floors),
        has_region=application.region_id is not None,
    )
