"""Two invented initiatives that take the same indicators, and a portfolio in which they are added up."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from miqyas_web.accounts.models import Person
from miqyas_web.indicators import actions
from miqyas_web.indicators.actions.portfolios import PortfolioSaid, create_portfolio
from miqyas_web.indicators.enums import Aggregation, Direction, MeasurementState
from miqyas_web.indicators.models import Portfolio
from miqyas_web.indicators.rules.workflow import MeasureSaid
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import NodeLevel

NAME = "Initiatives accompagnées (exemple inventé)"
# Slugs of the initiatives, then by indicator what each found.
FOLLOWED = ("rural-school-dropout", "oasis-dates")
SHARED: tuple[tuple[dict[str, Any], tuple[dict[str, Any], ...]], ...] = (
    (
        {
            "name": "Familles accompagnées dans l’année",
            "definition": "Familles rencontrées au moins trois fois dans l’année par une personne de l’équipe.",
            "unit": "familles",
            "aggregation": Aggregation.DISTINCT_PERSONS,
        },
        ({"value": Decimal(212), "n": 212}, {"value": Decimal(64), "n": 64}),
    ),
    (
        {
            "name": "Part des familles qui se disent satisfaites",
            "definition": "Familles qui répondent 4 ou 5 sur 5, divisées par celles qui ont répondu.",
            "unit": "%",
            "aggregation": Aggregation.RATIO_OF_SUMS,
        },
        (
            {"numerator": Decimal(131), "denominator": Decimal(180)},
            {"numerator": Decimal(29), "denominator": Decimal(52)},
        ),
    ),
    (
        {
            "name": "Revenu médian d’une famille accompagnée",
            "definition": "Revenu mensuel déclaré ; on prend la valeur du milieu.",
            "unit": "MAD",
            "aggregation": Aggregation.MEDIAN,
        },
        ({"value": Decimal(2900), "n": 180}, {"value": Decimal(2450), "n": 52}),
    ),
)
DAY = date(2026, 6, 30)


def fill(context: dict[str, Any]) -> None:
    """Write them, once; nothing where the people of the demonstration are not there."""
    people, initiatives = context.get("people"), context["initiatives"]
    found = [initiatives[slug] for slug in initiatives if slug in FOLLOWED]
    if not people or len(found) < 2 or Portfolio.objects.filter(name=NAME).exists():
        return
    for sheet, values in SHARED:
        for initiative, figures in zip(found, values, strict=True):
            _measure(initiative, sheet, figures)
    for person, organisation in (("idriss", "university"), ("salma", "incubator")):
        _portfolio(people[person], context["organisations"].get(organisation), found)


def _measure(initiative: Initiative, sheet: dict[str, Any], figures: dict[str, Any]) -> None:
    by = initiative.created_by
    node = initiative.theory.nodes.filter(level=NodeLevel.IMPACT).order_by("pk").first()
    if node is None:
        return
    said_of = cast(actions.Sheet, {"node": node, "direction": Direction.INCREASE, **sheet})
    indicator = actions.create_indicator(initiative=initiative, sheet=said_of, by=by)
    said = MeasureSaid(date=DAY, **{"value": None, **figures})
    measurement = actions.record_measurement(indicator=indicator, said=said, by=by)
    for to in (MeasurementState.SUBMITTED, MeasurementState.APPROVED):
        actions.move_measurement(measurement=measurement, to=to, by=by)


def _portfolio(by: Person, organisation: Any, found: list[Initiative]) -> None:
    said = PortfolioSaid(
        name=NAME,
        purpose="Suivre ensemble ce que mesurent deux initiatives inventées.",
        initiatives=tuple(found),
        overlap_share=Decimal("0.1"),
        overlap_source="Liste partagée, inventée : une famille sur dix est connue des deux.",
    )
    if organisation is not None:
        create_portfolio(organisation=organisation, said=said, by=by)
