"""A portfolio is made, changed, deleted; its initiatives are those its author may see."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.indicators.models import Portfolio
from miqyas_web.initiatives.models import Initiative


@dataclass(frozen=True, slots=True)
class PortfolioSaid:
    """What may be said of a portfolio."""

    name: str
    purpose: str
    initiatives: tuple[Initiative, ...]
    overlap_share: Decimal | None
    overlap_source: str


@transaction.atomic
def create_portfolio(*, organisation: Organisation, said: PortfolioSaid, by: Person) -> Portfolio:
    """Make a portfolio of initiatives the person may see."""
    check_has(Permission.DESCRIBE, permissions_in(organisation, by))
    portfolio = Portfolio(organisation=organisation, created_by=by)
    _write(portfolio, said, by)
    audit.record(
        "portfolio_created",
        target=portfolio,
        by=by,
        organisation=organisation,
        initiatives=sorted(one.pk for one in said.initiatives),
    )
    return portfolio


@transaction.atomic
def edit_portfolio(*, portfolio: Portfolio, said: PortfolioSaid, by: Person) -> Portfolio:
    """Change a portfolio; initiatives the person may not see stay in it."""
    check_has(Permission.DESCRIBE, permissions_in(portfolio.organisation, by))
    portfolio = (
        Portfolio.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=portfolio.pk)
    )
    before = sorted(portfolio.initiatives.values_list("pk", flat=True))
    _write(portfolio, said, by)
    audit.record(
        "portfolio_edited",
        target=portfolio,
        by=by,
        organisation=portfolio.organisation,
        before=before,
        after=sorted(portfolio.initiatives.values_list("pk", flat=True)),
    )
    return portfolio


@transaction.atomic
def delete_portfolio(*, portfolio: Portfolio, by: Person) -> None:
    """Delete a portfolio; its initiatives stay as they are."""
    check_has(Permission.DESCRIBE, permissions_in(portfolio.organisation, by))
    audit.record("portfolio_deleted", target=portfolio, by=by, organisation=portfolio.organisation)
    portfolio.delete()


def _write(portfolio: Portfolio, said: PortfolioSaid, by: Person) -> None:
    if (said.overlap_share is None) != (not said.overlap_source.strip()):
        raise Unfit(_("A share of people met twice goes with its source: how do you know it?"))
    visible = set(Initiative.objects.visible_to(by).values_list("pk", flat=True))
    chosen = {one.pk for one in said.initiatives}
    if chosen - visible:
        raise Refused(_("One of these initiatives is not yours to see."))
    portfolio.name, portfolio.purpose = said.name, said.purpose
    portfolio.overlap_share, portfolio.overlap_source = said.overlap_share, said.overlap_source.strip()
    try:
        with transaction.atomic():
            portfolio.save()
    except IntegrityError as error:
        raise Unfit(
            _("A portfolio of this organisation has this name already. Choose another one.")
        ) from error
    unseen = set(portfolio.initiatives.values_list("pk", flat=True)) - visible
    portfolio.initiatives.set(chosen | unseen)
