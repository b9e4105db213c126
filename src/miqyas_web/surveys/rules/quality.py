"""Which checks there are, their thresholds, how serious what they see is, and what may become of an alert."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.enums import AlertState, Severity

Settings = dict[str, dict[str, Any]]

# Names of checks, in the order of pages.
CHECKS = {
    "completeness": gettext_lazy("Completeness"),
    "duration": gettext_lazy("Duration"),
    "time_of_day": gettext_lazy("Time of day"),
    "position": gettext_lazy("Position"),
    "exact_duplicates": gettext_lazy("Repeated answers"),
    "percent_match": gettext_lazy("Nearly equal answers"),
    "similar_names": gettext_lazy("Similar names"),
    "outliers": gettext_lazy("Numbers far from the others"),
    "straight_lining": gettext_lazy("Same choice throughout"),
    "missing_by_question": gettext_lazy("Missing by question"),
    "enumerator_effects": gettext_lazy("Who asks"),
    "consent_rate": gettext_lazy("Consent"),
    "quota_progress": gettext_lazy("Quotas"),
    "assignment_progress": gettext_lazy("What each was to collect"),
    "back_checks": gettext_lazy("Second visits"),
}
# Thresholds until someone says otherwise; shares between 0 and 1.
DEFAULTS: Settings = {
    "completeness": {"most_missing": 0.2},
    "duration": {"cutoff": 3.5, "shortest": 0},
    "time_of_day": {"earliest": 7, "latest": 21},
    "position": {"radius": 2000, "worst_accuracy": 100},
    "exact_duplicates": {},
    "percent_match": {"share": 0.85},
    "similar_names": {"distance": 1},
    "outliers": {"reach": 3.5},
    "straight_lining": {"share": 1.0},
    "missing_by_question": {"most_missing": 0.2},
    "enumerator_effects": {},
    "consent_rate": {"least": 0.5},
    "quota_progress": {},
    "assignment_progress": {},
    "back_checks": {"most_different": 0.1},
}
SEVERITIES = {
    "no_time": Severity.HIGH,
    "repeated": Severity.HIGH,
    "impossible_position": Severity.HIGH,
    "far": Severity.HIGH,
    "too_short": Severity.HIGH,
    "nearly_same": Severity.HIGH,
    "different": Severity.HIGH,
    "same_throughout": Severity.MEDIUM,
    "incomplete": Severity.MEDIUM,
    "odd_hour": Severity.MEDIUM,
    "outlier_low": Severity.MEDIUM,
    "outlier_high": Severity.MEDIUM,
    "similar_text": Severity.MEDIUM,
    "same_sound": Severity.MEDIUM,
    "no_position": Severity.MEDIUM,
    "imprecise": Severity.LOW,
    "too_long": Severity.LOW,
}
NEXT_STATES = {
    AlertState.OPEN: {AlertState.ASSIGNED, AlertState.RESOLVED},
    AlertState.ASSIGNED: {AlertState.ASSIGNED, AlertState.RESOLVED, AlertState.OPEN},
    AlertState.RESOLVED: {AlertState.OPEN},
}


def settings_with_defaults(said: Mapping[str, Mapping[str, Any]]) -> Settings:
    """Every check with every threshold: what was said, or its default."""
    return {
        name: {"is_on": True} | thresholds | dict(said.get(name, {})) for name, thresholds in DEFAULTS.items()
    }


def check_can_become(state: str, wanted: str) -> None:
    """Raise ``Refused`` when an alert in this state cannot become what is wanted."""
    if AlertState(wanted) not in NEXT_STATES[AlertState(state)]:
        raise Refused(
            _("An alert is already “%(state)s”; read the page again.") % {"state": AlertState(state).label}
        )
