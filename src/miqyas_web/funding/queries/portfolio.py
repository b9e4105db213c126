"""The grants of a funder together: money by region and theme, outcomes added up as they may be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet, Sum
from django.http import Http404
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.evidence.models import Claim as EvidenceClaim
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import GrantState, PaymentState, ReceiptState
from miqyas_web.funding.models import Call, Grant, Milestone, Payment, PortfolioPage, Receipt
from miqyas_web.funding.rules.texts import said
from miqyas_web.funding.science.portfolio import maryland_levels
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.queries.totals import IndicatorTotal, totals_of
from miqyas_web.studies.models import SealedPlan
from miqyas_web.territories.models import Territory

GIVEN = [GrantState.ACTIVE, GrantState.SUSPENDED, GrantState.CLOSED]
MOST_PLACES = 5


@dataclass(slots=True)
class Money:
    """Committed: agreed by both. Paid: left the bank. Claimed: expenses accepted or waiting."""

    n: int = 0
    committed_mad: Decimal = Decimal(0)
    paid_mad: Decimal = Decimal(0)
    claimed_mad: Decimal = Decimal(0)

    def add(self, other: "Money") -> None:
        self.n += other.n
        self.committed_mad += other.committed_mad
        self.paid_mad += other.paid_mad
        self.claimed_mad += other.claimed_mad


@dataclass(frozen=True, slots=True)
class Share:
    """A region or a theme, and its money."""

    key: str
    label: str
    money: Money


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An indicator of the agreements, rolled up, and how strongly its figures are established."""

    rolled: IndicatorTotal
    # Best level on the Maryland scale, and how many of its indicators have it: [(level, n)], the best first.
    levels: Sequence[tuple[int, int]]
    n_unestablished: int

    @property
    def places(self) -> Sequence[tuple[str, int]]:
        return self.rolled.shared_places[:MOST_PLACES]

    @property
    def n_more_places(self) -> int:
        return max(len(self.rolled.shared_places) - MOST_PLACES, 0)


@dataclass(frozen=True, slots=True)
class Portfolio:
    organisation: Organisation
    total: Money
    n_closed: int
    by_region: Sequence[Share]
    by_theme: Sequence[Share]
    outcomes: Sequence[OutcomeRow]
    shown: PortfolioPage | None = field(default=None)


def funders_of(person: Person) -> list[Organisation]:
    """The person's organisations that give grants."""
    return list(
        Organisation.objects.where(person, Permission.READ)
        .filter(grants__isnull=False)
        .distinct()
        .order_by("name")
    )


def funder_for(person: Person, pk: int) -> Organisation:
    """The organisation, for its members; a stranger is told that there is none."""
    found = Organisation.objects.where(person, Permission.READ).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def public_funder(pk: int) -> Organisation:
    """A funder that shows its grants; 404 for any other."""
    found = Organisation.objects.filter(pk=pk, portfolio_page__is_public=True).first()
    if found is None:
        raise Http404
    return found


def page_of(organisation: Organisation) -> PortfolioPage | None:
    return PortfolioPage.objects.filter(organisation=organisation).first()


def portfolio_of(organisation: Organisation) -> Portfolio:
    """Everything the desk shows. A dozen queries, however many grants there are."""
    cells = _cells(organisation)
    total = Money()
    for money in cells.values():
        total.add(money)
    regions = {each.code: each.name for each in Territory.objects.regions()}
    themes = themes_of(organisation)
    return Portfolio(
        organisation=organisation,
        total=total,
        n_closed=Grant.objects.filter(organisation=organisation, state=GrantState.CLOSED).count(),
        by_region=_shares(cells, 0, regions, _("Whole country, or not said")),
        by_theme=_shares(cells, 1, themes, _("No theme said")),
        outcomes=_outcomes(organisation),
        shown=page_of(organisation),
    )


def _cells(organisation: Organisation) -> Mapping[tuple[str, str], Money]:
    """Money by region and theme. Three queries."""
    cells: defaultdict[tuple[str, str], Money] = defaultdict(Money)
    grants = Grant.objects.filter(organisation=organisation, state__in=GIVEN)
    for region, theme, n, amount in grants.values_list("region__code", "theme").annotate(
        n=Count("pk"), amount=Sum("amount_mad")
    ):
        cells[region or "", theme].add(Money(n=n, committed_mad=amount))
    paid = Payment.objects.filter(grant__in=grants, state=PaymentState.PAID)
    for region, theme, amount in _summed(paid, "grant"):
        cells[region or "", theme].add(Money(paid_mad=amount))
    claimed = Receipt.objects.filter(
        claim__grant__in=grants, state__in=[ReceiptState.SENT, ReceiptState.ACCEPTED]
    )
    for region, theme, amount in _summed(claimed, "claim__grant"):
        cells[region or "", theme].add(Money(claimed_mad=amount))
    return cells


def _summed(rows: QuerySet[Any], grant: str) -> QuerySet[Any, tuple[str | None, str, Decimal]]:
    found: QuerySet[Any, tuple[str | None, str, Decimal]] = rows.values_list(
        f"{grant}__region__code", f"{grant}__theme"
    ).annotate(amount=Sum("amount_mad"))
    return found


def themes_of(organisation: Organisation) -> dict[str, str]:
    """Labels of the themes that the funder's calls know, in the reader's language."""
    found: dict[str, str] = {}
    for themes in (
        Call.objects.filter(organisation=organisation).order_by("pk").values_list("themes", flat=True)
    ):
        found |= {each["code"]: said(each["label"]) or each["code"] for each in themes or []}
    return found


def _shares(
    cells: Mapping[tuple[str, str], Money], place: int, labels: Mapping[str, str], none: str
) -> list[Share]:
    found: defaultdict[str, Money] = defaultdict(Money)
    for key, money in cells.items():
        found[key[place]].add(money)
    shares = [Share(key, labels.get(key, key) if key else none, money) for key, money in found.items()]
    return sorted(shares, key=lambda share: (-share.money.committed_mad, share.key))


def _named(organisation: Organisation) -> QuerySet[Indicator]:
    """The indicators that the agreements of a funder name."""
    named = Milestone.objects.filter(grant__organisation=organisation, grant__state__in=GIVEN)
    return Indicator.objects.filter(pk__in=named.values("indicator"))


def _outcomes(organisation: Organisation) -> list[OutcomeRow]:
    named = _named(organisation)
    levels = _levels(named)
    return [_outcome(row, levels) for row in totals_of(named, as_of=clock.today())]


def _outcome(row: IndicatorTotal, levels: Mapping[int, int]) -> OutcomeRow:
    known = [levels[pk] for pk in row.indicators if pk in levels]
    counted = sorted(((level, known.count(level)) for level in set(known)), reverse=True)
    return OutcomeRow(row, counted, len(row.indicators) - len(known))


def _levels(named: QuerySet[Indicator]) -> Mapping[int, int]:
    """Best Maryland level of each indicator of the agreements. Only the level is told. Two queries."""
    plans = Prefetch("estimation__study__plans", SealedPlan.objects.order_by("number"))
    claims = (
        EvidenceClaim.objects.filter(estimation__study__indicator__in=named.values("pk"))
        .select_related("link", "estimation__plan", "estimation__study__dataset")
        .prefetch_related(plans)
    )
    return maryland_levels(list(claims))


def rows_of(organisation: Organisation, *, is_public: bool) -> Iterable[Mapping[str, Any]]:
    """The grants one by one, for an extract. In public, an individual is not named."""
    grants = (
        Grant.objects.filter(organisation=organisation, state__in=GIVEN)
        .select_related("initiative__organisation", "region")
        .order_by("reference")
    )
    paid = dict(
        Payment.objects.filter(grant__in=grants, state=PaymentState.PAID)
        .values_list("grant")
        .annotate(total=Sum("amount_mad"))
    )
    claimed = dict(
        Receipt.objects.filter(claim__grant__in=grants, state__in=[ReceiptState.SENT, ReceiptState.ACCEPTED])
        .values_list(F("claim__grant"))
        .annotate(total=Sum("amount_mad"))
    )
    themes = themes_of(organisation)
    for grant in grants:
        receiver = grant.initiative.organisation
        hides = is_public and receiver.kind == "individual"
        yield {
            _("Reference"): grant.reference,
            _("Grant"): grant.reference if hides else grant.title,
            _("Grantee"): _("An individual") if hides else receiver.name,
            _("Region"): grant.region.name if grant.region else "",
            _("Theme"): themes.get(grant.theme, grant.theme),
            _("State"): grant.get_state_display(),
            _("Starts on"): grant.starts_on,
            _("Ends on"): grant.ends_on,
            _("Granted (MAD)"): grant.amount_mad,
            _("Paid (MAD)"): paid.get(grant.pk, Decimal(0)),
            _("Claimed (MAD)"): claimed.get(grant.pk, Decimal(0)),
        }


def n_given(organisation: Organisation) -> int:
    """How many grants an extract would hold."""
    return Grant.objects.filter(organisation=organisation, state__in=GIVEN).count()


def published(organisation: Organisation) -> list[Grant]:
    """The grants agreed by both, with all that open data says of them. Seven queries."""
    return list(
        Grant.objects.filter(organisation=organisation, state__in=GIVEN)
        .select_related(
            "organisation", "initiative__organisation", "region", "application__call", "application__region"
        )
        .prefetch_related(
            "payments", Prefetch("milestones", Milestone.objects.select_related("indicator__node"))
        )
        .order_by("pk")
    )


def last_figures(grants: Sequence[Grant]) -> dict[int, Measurement]:
    """The last approved measure of each indicator of these agreements. One query."""
    named = {one.indicator_id for grant in grants for one in grant.milestones.all() if one.indicator_id}
    return {
        one.indicator_id: one
        for one in Measurement.objects.approved().filter(indicator__in=named).order_by("date", "pk")
    }
