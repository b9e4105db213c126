"""Invented targets and measures for the invented indicators: on track, uncertain, off track, and one in the queue."""

from datetime import date
from decimal import Decimal
from typing import Any

from miqyas_web.indicators import actions
from miqyas_web.indicators.enums import Interpolation, MeasurementState, TargetReason
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.queries.targets import path_said
from miqyas_web.indicators.rules.targets import PathSaid, TargetSaid
from miqyas_web.indicators.rules.workflow import GroupSaid, MeasureSaid

ABSENCE = ("rural-school-dropout", "Les élèves manquent moins de jours de classe")
GIRLS = ("rural-school-dropout", "Moins d’élèves quittent le collège avant la fin")
MARKS = ("rural-school-dropout", "Les élèves progressent en mathématiques")
INCOME = ("argan-cooperative", "Le revenu des membres augmente")
LOANS = ("village-microcredit", "Les ménages empruntent à une institution de microcrédit")

# Day, numerator, denominator: days missed and pupils times months of class.
DAYS_MISSED = (
    (date(2025, 1, 31), 2386, 588),
    (date(2025, 6, 30), 2241, 590),
    (date(2026, 1, 31), 2012, 601),
    (date(2026, 6, 30), 1863, 604),
)
# Of girls who entered, those who finish.
GIRLS_WHO_FINISH = ((date(2025, 6, 30), 74, 121), (date(2026, 6, 30), 79, 124))
# Day, median, ends of its interval, members asked.
INCOMES = (
    (date(2025, 8, 31), 890, 820, 960, 64),
    (date(2026, 2, 28), 905, 830, 985, 66),
    (date(2026, 8, 31), 930, 850, 1010, 65),
)


def fill(made: dict[tuple[str, str], Indicator]) -> None:
    """Write them, once."""
    if made[ABSENCE].measurements.exists():
        return
    _path(made[ABSENCE], Interpolation.LINEAR, (date(2025, 6, 30), "3.8"), (date(2026, 6, 30), "3.2"))
    _groups_of(made[ABSENCE])
    for day, above, below in DAYS_MISSED:
        _approved(
            made[ABSENCE],
            day,
            numerator=Decimal(above),
            denominator=Decimal(below),
            groups=_by_sex(above, below),
        )
    _path(made[GIRLS], Interpolation.STEPPED, (date(2025, 6, 30), "62"), (date(2026, 6, 30), "68"))
    for day, above, below in GIRLS_WHO_FINISH:
        _approved(made[GIRLS], day, numerator=Decimal(above), denominator=Decimal(below))
    for day, value, low, high, n in INCOMES:
        _approved(made[INCOME], day, value=Decimal(value), low=Decimal(low), high=Decimal(high), n=n)
    _change(made[INCOME])
    _waiting(made[MARKS], MeasureSaid(date=date(2026, 5, 15), value=Decimal("8.6"), n=212))
    _waiting(
        made[LOANS],
        MeasureSaid(
            date=date(2025, 12, 31), value=Decimal(1920), n=180, note="Enquête inventée, 180 ménages."
        ),
    )


def _path(indicator: Indicator, how: Interpolation, *targets: tuple[date, str]) -> None:
    said = path_said(indicator)
    between = tuple(TargetSaid("", "", day, Decimal(value)) for day, value in targets)
    _set(indicator, said, how, (*between, *said.targets))
    actions.approve_targets(indicator=indicator, by=_lead(indicator))


def _set(
    indicator: Indicator, said: PathSaid, how: Interpolation, targets: tuple[TargetSaid, ...], **why: Any
) -> None:
    path = PathSaid(how, said.tolerance, said.baseline_value, said.baseline_date, targets)
    actions.set_targets(indicator=indicator, said=path, by=_lead(indicator), **why)
    indicator.refresh_from_db()


def _groups_of(indicator: Indicator) -> None:
    actions.edit_indicator(indicator=indicator, sheet={"disaggregation": ["sex"]}, by=_lead(indicator))
    indicator.refresh_from_db()
    said = path_said(indicator)
    girls = TargetSaid("sex", "female", date(2027, 6, 30), Decimal("2.6"))
    why = {
        "reason": TargetReason.SCOPE,
        "note": "Les filles ont désormais leur propre cible (exemple inventé).",
    }
    _set(indicator, said, Interpolation.LINEAR, (*said.targets, girls), **why)


def _change(indicator: Indicator) -> None:
    actions.approve_targets(indicator=indicator, by=_lead(indicator))
    indicator.refresh_from_db()
    said = path_said(indicator)
    lower = (TargetSaid("", "", date(2027, 2, 28), Decimal(1100)),)
    why = {"reason": TargetReason.SHOCK, "note": "La récolte de 2025 a manqué d’eau (exemple inventé)."}
    _set(indicator, said, Interpolation.LINEAR, lower, **why)


def _by_sex(above: int, below: int) -> list[GroupSaid]:
    girls, boys = below * 46 // 100, below - below * 46 // 100
    mean = Decimal(above) / below
    return [
        GroupSaid("sex", "female", round(mean * Decimal("1.08"), 2), girls),
        GroupSaid("sex", "male", round(mean * Decimal("0.93"), 2), boys),
    ]


def _approved(indicator: Indicator, day: date, value: Decimal | None = None, **figures: Any) -> None:
    measurement = actions.record_measurement(
        indicator=indicator, said=MeasureSaid(date=day, value=value, **figures), by=_lead(indicator)
    )
    for to in (MeasurementState.SUBMITTED, MeasurementState.APPROVED):
        actions.move_measurement(measurement=measurement, to=to, by=_lead(indicator))


def _waiting(indicator: Indicator, said: MeasureSaid) -> None:
    measurement = actions.record_measurement(indicator=indicator, said=said, by=_lead(indicator))
    actions.move_measurement(measurement=measurement, to=MeasurementState.SUBMITTED, by=_lead(indicator))


def _lead(indicator: Indicator) -> Any:
    return indicator.node.theory.initiative.created_by
