"""What the public home page shows."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.accounts.models import Person
from miqyas_web.portal.demonstration.people import DOMAIN, ORGANISATIONS
from miqyas_web.portal.words import CHAIN, OFFERS, ChainStep, Offer
from miqyas_web.reports.queries import publication_of, publications
from miqyas_web.toolbox import queries as toolbox
from miqyas_web.toolbox.queries import Sheet
from miqyas_web.ui import maps

MOST_SHEETS = 6


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One figure with its interval, as the home page shows it, what it is about and where it comes from."""

    label: "str | Promise"
    value: str
    unit: "str | Promise"
    low: str
    high: str
    n: str
    about: "str | Promise"
    href: str
    level_pct: str = "95"
    # The published report it stands in, when it stands in one.
    report_title: str = ""
    report_href: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """An invented person whom a visitor of a demonstration space may become."""

    email: str
    kind: str


@dataclass(frozen=True, slots=True)
class Home:
    """All that the home page says."""

    chain: tuple[ChainStep, ...]
    offers: list[Offer]
    figure: ShownFigure
    sheets: list[Sheet]
    map_svg: "SafeString | str"
    is_new: bool
    accounts: list[Account]
    password: str


def home() -> Home:
    """The home page, the same for everyone."""
    return Home(
        chain=CHAIN,
        offers=list(OFFERS.values()),
        figure=latest_figure() or illustration(),
        sheets=toolbox.sheets()[:MOST_SHEETS],
        map_svg=map_of_regions(),
        is_new=not Person.objects.exists(),
        accounts=invented_accounts(),
        password=settings.DEMONSTRATION_PASSWORD if settings.DEMONSTRATION else "",
    )


def latest_figure() -> ShownFigure | None:
    """The first figure of the report published last; None while there is none."""
    report = publications().first()
    if report is None:
        return None
    told = publication_of(report)
    return ShownFigure(
        label=told.label,
        value=told.value,
        unit=told.unit,
        low=told.low,
        high=told.high,
        n=told.n,
        level_pct=told.level_pct,
        about=told.sentence,
        href=reverse("reports:figure_show", args=[report.address, told.key]),
        report_title=report.title,
        report_href=reverse("reports:public_report_show", args=[report.address]),
    )


def illustration() -> ShownFigure:
    """A published Moroccan trial, computed again by Miqyas (tests/web/portal/test_home.py holds the figures)."""
    thousand = "," if (get_language() or "").startswith("en") else "\u202f"
    return ShownFigure(
        label=gettext_lazy(
            "Borrowed by a household of a village where credit was offered, compared with one where it was not"
        ),
        value=f"+1{thousand}145",
        unit=gettext_lazy("dirhams"),
        low="643",
        high=f"1{thousand}647",
        n=f"5{thousand}513",
        about=gettext_lazy(
            "Microcredit in rural Morocco, 162 villages drawn by lot in 81 pairs. Data published by Crépon, Devoto, "
            "Duflo and Parienté (2015), computed again by Miqyas without covariates."
        ),
        href=reverse("toolbox:sheet_show", args=["reading-an-effect"]),
    )


def map_of_regions() -> "SafeString | str":
    """The twelve regions; nothing where the front end is not built."""
    try:
        return maps.region_map(
            title=_("The twelve regions of Morocco"),
            language=get_language() or "fr",
            href=lambda code: reverse("territories:territory_show", args=[code]),
        )
    except maps.MapNotBuilt:
        return ""


def invented_accounts() -> list[Account]:
    """Who can be tried, where the platform says that it is a demonstration space."""
    if not settings.DEMONSTRATION:
        return []
    held = set(Person.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", flat=True))
    invented = (
        Account(f"{each.lead}@{DOMAIN}", str(OrganisationKind(each.kind).label)) for each in ORGANISATIONS
    )
    return [account for account in invented if account.email in held]
