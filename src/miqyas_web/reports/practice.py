"""What reports show of an organisation's practice (slot ``practice_facts``): levels 2 and 3 of the diagnostic."""

from collections.abc import Sequence

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.models import Report

NOTHING, BEGUN, IN_PLACE = 0, 2, 3


def report_published(initiatives: Sequence[Initiative], _person: Person) -> int:
    """In place once a report was published; begun with a draft."""
    states = set(Report.objects.filter(initiative__in=initiatives).values_list("state", flat=True))
    if ReportState.PUBLISHED in states:
        return IN_PLACE
    return BEGUN if ReportState.DRAFT in states else NOTHING


def lessons_published(initiatives: Sequence[Initiative], _person: Person) -> int:
    """In place once a published report says what was changed because of the results."""
    published = Report.objects.filter(initiative__in=initiatives, state=ReportState.PUBLISHED)
    return IN_PLACE if published.exclude(lessons="").exists() else NOTHING


FACTS = {"report_published": report_published, "theory_version": lessons_published}
