"""A file of measures: all its rows are taken, or none with the reasons."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.brought import BroughtFile
from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators import evidence
from miqyas_web.indicators.actions.measurements import record_measurement
from miqyas_web.indicators.enums import MeasurementOrigin
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.queries.importing import known_in
from miqyas_web.indicators.rules.importing import MOST_ROWS, columns_named, measures_in
from miqyas_web.indicators.rules.workflow import MeasureSaid
from miqyas_web.indicators.science.tables import rows_of
from miqyas_web.initiatives.models import Initiative


def import_measurements(*, initiative: Initiative, file: BroughtFile, by: Person) -> list[Measurement]:
    """Take the measures of a file as drafts, the file kept as their evidence."""
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))
    kept = evidence.keep(file)
    place: Path = evidence.path_of(kept.sha256)
    found = rows_of(place, kept.name)
    if found.n_rows > MOST_ROWS:
        raise Unfit(
            _("%(n)s rows are more than %(most)s. Bring them in several files.")
            % {"n": found.n_rows, "most": MOST_ROWS}
        )
    indicators, known = known_in(initiative)
    said = measures_in(found.rows, columns_named(found.names), known, today=clock.today())
    return _write(initiative, indicators, said, kept, by=by)


@transaction.atomic
def _write(
    initiative: Initiative,
    indicators: dict[int, Indicator],
    said: dict[tuple[int, date], MeasureSaid],
    kept: evidence.Kept,
    *,
    by: Person,
) -> list[Measurement]:
    written = [
        record_measurement(indicator=indicators[pk], said=one, by=by, origin=MeasurementOrigin.IMPORT)
        for (pk, _day), one in said.items()
    ]
    Measurement.objects.filter(pk__in=[one.pk for one in written]).update(
        evidence_name=kept.name, evidence_sha256=kept.sha256, evidence_bytes=kept.n_bytes
    )
    audit.record(
        "measurements_imported",
        target=initiative,
        by=by,
        organisation=initiative.organisation,
        n=len(written),
        sha256=kept.sha256,
    )
    return written
