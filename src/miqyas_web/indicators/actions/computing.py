"""A measure computed from a frozen extract, with all that is needed to compute it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.actions.measurements import check_may
from miqyas_web.indicators.actions.targets import locked as locked_indicator
from miqyas_web.indicators.enums import MeasurementOrigin, MeasurementState
from miqyas_web.indicators.extracts import Extract, shelf
from miqyas_web.indicators.models import Indicator, MeasuredGroup, Measurement
from miqyas_web.indicators.science import computing as science


@dataclass(frozen=True, slots=True)
class Asked:
    """What is computed: from which extract, how, for which day."""

    extract: Extract
    date: date
    parameters: Mapping[str, Any]
    note: str = field(default="")


def compute_measurement(*, indicator: Indicator, asked: Asked, by: Person) -> Measurement:
    """Compute a value and keep it as a draft, to be looked at before it is submitted."""
    check_may(indicator, MeasurementState.DRAFT, by)
    return keep_computed(indicator=indicator, asked=asked, found=compute_value(indicator, asked), by=by)


def compute_value(indicator: Indicator, asked: Asked) -> science.Computed:
    """Compute a value from its extract, and keep nothing."""
    kept = shelf()
    if kept is None:
        raise Refused(_("No frozen data here."))
    return science.compute(
        key=f"indicator-{indicator.pk}-{asked.date.isoformat()}",
        path=kept.path_of(asked.extract.sha256),
        sha256=asked.extract.sha256,
        name=asked.extract.title,
        parameters=asked.parameters,
        at=clock.now().isoformat(),
    )


@transaction.atomic
def keep_computed(*, indicator: Indicator, asked: Asked, found: science.Computed, by: Person) -> Measurement:
    """Keep a computed value as a draft, with all that is needed to compute it again."""
    check_may(indicator, MeasurementState.DRAFT, by)
    indicator, initiative = locked_indicator(indicator)
    measurement = Measurement.objects.create(
        indicator=indicator,
        date=asked.date,
        value=found.value,
        low=found.low,
        high=found.high,
        level=found.level,
        std_error=found.std_error,
        interval_method=found.method,
        n=found.n,
        numerator=found.numerator,
        denominator=found.denominator,
        note=asked.note,
        origin=MeasurementOrigin.FORMULA,
        figure=found.figure,
        recorded_by=by,
    )
    MeasuredGroup.objects.bulk_create(
        MeasuredGroup(
            measurement=measurement,
            dimension=one.dimension,
            group=one.group,
            is_hidden=one.value is None,
            value=one.value,
            low=one.low,
            high=one.high,
            n=one.n,
        )
        for one in found.groups
    )
    audit.record(
        "measurement_computed",
        target=measurement,
        by=by,
        organisation=initiative.organisation,
        indicator=indicator.pk,
        dataset=found.figure["dataset_sha256"],
        library=found.figure["version"],
        value=f"{found.value.normalize():f}",
    )
    return measurement


def recompute_measurement(*, measurement: Measurement, by: Person) -> list[tuple[str, str, str]]:
    """Compute a kept figure again from its frozen extract; return what differs, nothing when it is the same."""
    kept = shelf()
    if measurement.origin != MeasurementOrigin.FORMULA or kept is None:
        raise Refused(_("This value was not computed here: only its file can show it."))
    path = kept.path_of(measurement.figure["dataset_sha256"])
    if not path.exists():
        raise Refused(_("The frozen data of this figure are no longer on this platform."))
    different = science.differences_of(measurement.figure, path)
    with transaction.atomic():
        audit.record(
            "measurement_recomputed",
            target=measurement,
            by=by,
            organisation=measurement.indicator.node.theory.initiative.organisation,
            is_same=not different,
        )
    return different
