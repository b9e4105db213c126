"""Grants as open data in the 360Giving standard (`miqyas.interchange.giving`)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from miqyas.interchange.giving.writing import Grant as GivenGrant
from miqyas.interchange.giving.writing import Paid, Party, Place, package_text
from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.accounts.models import Organisation
from miqyas_web.funding.enums import PaymentState
from miqyas_web.funding.models import Grant
from miqyas_web.studies.science.words import said_plainly

# Our own until the standard allots a prefix: no public register of identifiers holds associations of Morocco.
PREFIX = "360G-miqyas"


def giving_text(grants: Sequence[Grant]) -> str:
    """The package of grants agreed by both, as JSON."""
    return said_plainly(lambda: package_text([_given(grant) for grant in grants]))


def _given(grant: Grant) -> GivenGrant:
    application = grant.application
    receiver = grant.initiative.organisation
    is_person = receiver.kind == OrganisationKind.INDIVIDUAL
    day = max(filter(None, (grant.agreed_by_funder_at, grant.agreed_by_grantee_at)))
    call = application.call if application else None
    return GivenGrant(
        id=f"{PREFIX}-grant-{grant.pk}",
        # What is said of an individual's own project could name them.
        title=grant.reference if is_person else grant.title,
        description=grant.reference if is_person else grant.initiative.problem or grant.title,
        awarded=float(grant.amount_mad),
        award_day=localdate(day),
        funder=_party(grant.organisation),
        recipient=None if is_person else _party(receiver),
        pseudonym=f"{PREFIX}-person-{receiver.pk}" if is_person else "",
        asked=float(application.asked_mad) if application and application.asked_mad else None,
        planned=_days(grant.starts_on, grant.ends_on),
        programme=(call.slug, str(call), "") if call else None,
        is_open_call=True if call else None,
        places=(_place(grant),) if application and application.region else (),
        paid=tuple(
            Paid(f"{PREFIX}-payment-{one.pk}", float(one.amount_mad), one.paid_on)
            for one in grant.payments.all()
            if one.state == PaymentState.PAID and one.paid_on and one.amount_mad > Decimal(0)
        ),
        goals=tuple(str(goal) for goal in grant.initiative.sdg_goals),
    )


def _party(organisation: Organisation) -> Party:
    return Party(f"{PREFIX}-{organisation.pk}", organisation.name)


def _place(grant: Grant) -> Place:
    region = grant.application.region if grant.application else None
    return Place(str(region), region.code if region else "", "region")


def _days(start: date | None, end: date | None) -> tuple[date, date] | None:
    return (start, end) if start and end else None
