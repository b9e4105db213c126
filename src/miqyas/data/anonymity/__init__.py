"""Making a table tell less about each person in it, and measuring how much it still tells."""

from miqyas.data.anonymity.applying import Applied, apply_steps
from miqyas.data.anonymity.classes import AnonymityReport, RiskyClass, k_anonymity, suppress_rows
from miqyas.data.anonymity.steps import (
    Band,
    Drop,
    Prefix,
    Pseudonymise,
    Regroup,
    Round,
    Step,
    TopCode,
    ToPeriod,
    step_from_record,
    step_record,
)

__all__ = [
    "AnonymityReport",
    "Applied",
    "Band",
    "Drop",
    "Prefix",
    "Pseudonymise",
    "Regroup",
    "RiskyClass",
    "Round",
    "Step",
    "ToPeriod",
    "TopCode",
    "apply_steps",
    "k_anonymity",
    "step_from_record",
    "step_record",
    "suppress_rows",
]
