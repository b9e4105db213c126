"""Grants as IATI 2.03 activities (`miqyas.interchange.iati`): one activity a grant, money and measured results."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.timezone import localdate, localtime

from miqyas.interchange.iati.activity import (
    Activity,
    Indicator,
    Kind,
    Money,
    Organisation,
    Period,
    Result,
    Transaction,
)
from miqyas.interchange.iati.writing import activities_xml, losses
from miqyas_web.accounts import models as accounts
from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import GrantState, PaymentState
from miqyas_web.funding.models import Grant, Milestone, PortfolioPage
from miqyas_web.indicators.models import Measurement
from miqyas_web.indicators.science.trajectory import interval_shown
from miqyas_web.studies.science.words import page_language, said_plainly

# Ours until the publisher says its own: no public register holds the associations of Morocco.
PREFIX = "MIQYAS"
# DAC purpose code of what no theme says better: multisector aid.
MULTISECTOR = "43010"
# Organisation types of the standard's code list.
TYPES = {
    OrganisationKind.ASSOCIATION: "24",
    OrganisationKind.COOPERATIVE: "24",
    OrganisationKind.FOUNDATION: "60",
    OrganisationKind.UNIVERSITY: "80",
    OrganisationKind.COMPANY: "70",
    OrganisationKind.CONSULTANCY: "70",
    OrganisationKind.SOCIAL_STARTUP: "70",
    OrganisationKind.MINISTRY: "10",
    OrganisationKind.OBSERVATORY: "10",
    OrganisationKind.REGION: "11",
    OrganisationKind.PROVINCE: "11",
    OrganisationKind.COMMUNE: "11",
    OrganisationKind.PUBLIC_FUND: "15",
}
OTHER = "90"
KINDS = {"output": Kind.OUTPUT, "outcome": Kind.OUTCOME, "impact": Kind.IMPACT}
# What the standard has for one budget line: a year at most.
YEAR = timedelta(days=366)


def iati_text(grants: Sequence[Grant], page: PortfolioPage | None, figures: Mapping[int, Measurement]) -> str:
    """The document. ``figures``: the last approved measure of each indicator; refused where the standard refuses."""
    activities = [_activity(grant, page, figures) for grant in grants]
    return said_plainly(lambda: activities_xml(activities, now=localtime(clock.now())))


def iati_losses() -> tuple[str, ...]:
    """What the format cannot carry, in the language of the page."""
    return losses(page_language())


def _activity(grant: Grant, page: PortfolioPage | None, figures: Mapping[int, Measurement]) -> Activity:
    funder, receiver = _funder(grant.organisation, page), _party(grant.initiative.organisation)
    is_person = grant.initiative.organisation.kind == OrganisationKind.INDIVIDUAL
    title = grant.reference if is_person else grant.title
    described = "" if is_person else grant.initiative.problem.strip()
    code = (page.sectors if page else {}).get(grant.theme) or MULTISECTOR
    today = clock.today()
    started = grant.starts_on if grant.starts_on and grant.starts_on <= today else None
    closed = localdate(grant.closed_at) if grant.closed_at else None
    return Activity(
        identifier=f"{funder.ref}-{grant.pk}",
        reporter=funder,
        title={"fr": title},
        description={"fr": described or title},
        funders=(funder,),
        implementers=(receiver,),
        status="4" if grant.state == GrantState.CLOSED else "2" if started else "1",
        sectors=((code, 100.0),),
        planned=(grant.starts_on, grant.ends_on),
        actual=(started, max(closed, started) if closed and started else None),
        places=((grant.region.code, grant.region.name_fr),) if grant.region else (),
        goals=tuple(str(goal) for goal in grant.initiative.sdg_goals),
        budget=_budget(grant),
        transactions=_transactions(grant, funder, receiver),
        results=tuple(_result(one, grant, figures) for one in grant.milestones.all() if one.indicator),
    )


def _funder(organisation: accounts.Organisation, page: PortfolioPage | None) -> Organisation:
    ref = page.iati_ref if page and page.iati_ref else f"{PREFIX}-{organisation.pk}"
    return Organisation(ref, organisation.name, _type(organisation))


def _party(organisation: accounts.Organisation) -> Organisation:
    """An individual has a number and no name."""
    is_person = organisation.kind == OrganisationKind.INDIVIDUAL
    name = "Porteur individuel" if is_person else organisation.name
    return Organisation(f"{PREFIX}-{organisation.pk}", name, _type(organisation))


def _type(organisation: accounts.Organisation) -> str:
    return TYPES.get(OrganisationKind(organisation.kind), OTHER)


def _budget(grant: Grant) -> tuple[date, date, float] | None:
    if not grant.starts_on or not grant.ends_on or grant.ends_on - grant.starts_on > YEAR:
        return None
    return grant.starts_on, grant.ends_on, float(grant.amount_mad)


def _transactions(grant: Grant, funder: Organisation, receiver: Organisation) -> tuple[Transaction, ...]:
    agreed = max(filter(None, (grant.agreed_by_funder_at, grant.agreed_by_grantee_at)))
    promised = Transaction(Money.COMMITMENT, localdate(agreed), float(grant.amount_mad), funder, receiver)
    paid = [
        Transaction(Money.DISBURSEMENT, one.paid_on, float(one.amount_mad), funder, receiver)
        for one in grant.payments.all()
        if one.state == PaymentState.PAID and one.paid_on and one.amount_mad != Decimal(0)
    ]
    return (promised, *paid)


def _result(milestone: Milestone, grant: Grant, figures: Mapping[int, Measurement]) -> Result:
    indicator = milestone.indicator
    if indicator is None:
        raise ValueError("Only a measured milestone is a result.")
    figure = figures.get(indicator.pk)
    start = min(grant.starts_on or milestone.due_on, milestone.due_on)
    period = Period(
        start,
        max(milestone.due_on, figure.date) if figure else milestone.due_on,
        target=milestone.target,
        actual=float(figure.value) if figure else None,
        note=_note(figure) if figure else {},
    )
    return Result(
        KINDS.get(indicator.node.level, Kind.OTHER),
        {"fr": indicator.name},
        (
            Indicator(
                code=str(indicator.pk),
                title={"fr": indicator.name},
                is_percentage=indicator.unit.strip() == "%",
                periods=(period,),
                is_ascending=milestone.is_higher_better,
                is_additive=indicator.aggregation == "sum",
            ),
        ),
    )


def _note(figure: Measurement) -> dict[str, str]:
    parts = [figure.date.isoformat()]
    if figure.n:
        parts.append(f"n = {figure.n}")
    if interval := interval_shown(figure.low, figure.high):
        parts.append(interval)
    return {"fr": " ; ".join(parts)}
