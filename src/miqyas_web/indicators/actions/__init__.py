"""What people do with indicators; one transaction and one audit row each."""

from miqyas_web.indicators.actions.measurements import (
    correct_measurement,
    delete_measurement,
    move_measurement,
    record_measurement,
)
from miqyas_web.indicators.actions.sheets import Sheet, create_indicator, delete_indicator, edit_indicator
from miqyas_web.indicators.actions.targets import approve_targets, set_targets

__all__ = [
    "Sheet",
    "approve_targets",
    "correct_measurement",
    "create_indicator",
    "delete_indicator",
    "delete_measurement",
    "edit_indicator",
    "move_measurement",
    "record_measurement",
    "set_targets",
]
