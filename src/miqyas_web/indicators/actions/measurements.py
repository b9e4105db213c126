"""A measure is written, submitted, returned or approved, and withdrawn when it was wrong."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.brought import BroughtFile
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators import evidence as shelf
from miqyas_web.indicators.actions.targets import locked as locked_indicator
from miqyas_web.indicators.enums import MeasurementOrigin, MeasurementState
from miqyas_web.indicators.models import Indicator, MeasuredGroup, Measurement
from miqyas_web.indicators.rules.workflow import (
    PERMISSION_FOR,
    SMALLEST_SHOWN,
    GroupSaid,
    MeasureSaid,
    check_can_become,
    check_correctable,
    check_measure,
    check_reason_given,
    kept,
    kept_or_none,
    value_of,
)
from miqyas_web.indicators.science import measures as science


def record_measurement(
    *,
    indicator: Indicator,
    said: MeasureSaid,
    by: Person,
    file: BroughtFile | None = None,
    origin: MeasurementOrigin = MeasurementOrigin.HAND,
) -> Measurement:
    """Write a measure as a draft, with the file that shows it."""
    check_may(indicator, MeasurementState.DRAFT, by)
    shelved = shelf.keep(file) if file else None
    with transaction.atomic():
        indicator, initiative = locked_indicator(indicator)
        measurement = Measurement(indicator=indicator, origin=origin, recorded_by=by)
        write_said(measurement, said)
        if shelved:
            _attach(measurement, shelved)
        measurement.save()
        _write_groups(measurement, said.groups)
        audit.record(
            "measurement_recorded",
            target=measurement,
            by=by,
            organisation=initiative.organisation,
            indicator=indicator.pk,
            date=said.date.isoformat(),
            value=f"{measurement.value.normalize():f}",
            origin=str(origin),
            evidence=measurement.evidence_sha256,
        )
    return measurement


def correct_measurement(
    *, measurement: Measurement, said: MeasureSaid, by: Person, file: BroughtFile | None = None
) -> Measurement:
    """Correct the figures of a draft, or of a measure that was returned."""
    check_may(measurement.indicator, MeasurementState.DRAFT, by)
    shelved = shelf.keep(file) if file else None
    with transaction.atomic():
        measurement = locked(measurement)
        check_correctable(measurement.state)
        if measurement.origin == MeasurementOrigin.FORMULA:
            raise Refused(
                _("This value was computed from a dataset: compute it again rather than write over it.")
            )
        before = f"{measurement.value.normalize():f}"
        write_said(measurement, said)
        if shelved:
            _attach(measurement, shelved)
        measurement.save()
        measurement.groups.all().delete()
        _write_groups(measurement, said.groups)
        audit.record(
            "measurement_corrected",
            target=measurement,
            by=by,
            organisation=organisation_of(measurement.indicator),
            before=before,
            after=f"{measurement.value.normalize():f}",
        )
    return measurement


@transaction.atomic
def move_measurement(
    *, measurement: Measurement, to: MeasurementState, by: Person, reason: str = ""
) -> Measurement:
    """Submit, return, approve or withdraw a measure."""
    check_may(measurement.indicator, to, by)
    measurement = locked(measurement)
    check_can_become(measurement.state, to)
    check_reason_given(to, reason)
    measurement.state, measurement.reason = to, reason.strip()
    if to == MeasurementState.SUBMITTED:
        measurement.decided_by = measurement.decided_at = None
    else:
        measurement.decided_by, measurement.decided_at = by, clock.now()
    try:
        # The constraint speaks when two people approve two measures of the same day at once.
        with transaction.atomic():
            measurement.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    except IntegrityError as error:
        raise Refused(
            _(
                "A measure of this indicator is approved for this day already. Withdraw it first, with its reason."
            )
        ) from error
    audit.record(
        f"measurement_{to}",
        target=measurement,
        by=by,
        organisation=organisation_of(measurement.indicator),
        reason=measurement.reason,
    )
    return measurement


@transaction.atomic
def delete_measurement(*, measurement: Measurement, by: Person) -> None:
    """Give up a draft, or a measure that was returned."""
    check_may(measurement.indicator, MeasurementState.DRAFT, by)
    measurement = locked(measurement)
    check_correctable(measurement.state)
    audit.record(
        "measurement_deleted",
        target=measurement,
        by=by,
        organisation=organisation_of(measurement.indicator),
        value=f"{measurement.value.normalize():f}",
    )
    measurement.delete()


def check_may(indicator: Indicator, to: MeasurementState, by: Person) -> None:
    """Raise ``Refused`` unless the person may bring a measure of this indicator into that state."""
    check_has(PERMISSION_FOR[to], permissions_in(organisation_of(indicator), by))


def locked(measurement: Measurement) -> Measurement:
    """Return the row as it stands now, held until the transaction ends; ``Refused`` when it is gone."""
    held = (
        Measurement.objects.select_for_update(of=("self",))
        .select_related("indicator__node__theory__initiative__organisation")
        .filter(pk=measurement.pk)
        .first()
    )
    if held is None:
        raise Refused(_("This measure was deleted in the meantime."))
    return held


def organisation_of(indicator: Indicator) -> Organisation:
    """The organisation that answers for an indicator."""
    return indicator.node.theory.initiative.organisation


def write_said(measurement: Measurement, said: MeasureSaid) -> None:
    """Put what was said on the row, checked, with the interval that can be computed of it."""
    indicator = measurement.indicator
    scale: Decimal = indicator.scale
    check_measure(said, scale=scale, is_ratio=indicator.is_ratio, today=clock.today())
    measurement.date, measurement.value = said.date, kept(value_of(said, scale=scale))
    measurement.n, measurement.note = said.n, said.note
    measurement.numerator, measurement.denominator = said.numerator, said.denominator
    interval = science.interval_of(said, scale=scale, is_ratio=indicator.is_ratio)
    measurement.low, measurement.high = kept_or_none(interval.low), kept_or_none(interval.high)
    measurement.std_error, measurement.interval_method = interval.std_error, interval.method
    measurement.n = said.n if said.n is not None else interval.n


def _write_groups(measurement: Measurement, groups: Sequence[GroupSaid]) -> None:
    few = science.too_few(groups, smallest=SMALLEST_SHOWN)
    MeasuredGroup.objects.bulk_create(
        MeasuredGroup(
            measurement=measurement,
            dimension=one.dimension,
            group=one.group,
            is_hidden=is_hidden,
            value=None if is_hidden else one.value,
            n=None if is_hidden else one.n,
        )
        for one in groups
        for is_hidden in ((one.dimension, one.group) in few,)
    )


def _attach(measurement: Measurement, kept: shelf.Kept) -> None:
    measurement.evidence_name, measurement.evidence_sha256 = kept.name, kept.sha256
    measurement.evidence_bytes = kept.n_bytes
