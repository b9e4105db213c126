"""What can be done to brought files and frozen datasets; one transaction and one audit row each."""

from miqyas_web.datasets.actions.bringing import bring_file, discard_upload, read_upload, reread_upload
from miqyas_web.datasets.actions.describing import Said, describe_columns
from miqyas_web.datasets.actions.extracting import (
    ExtractSaid,
    ask_freeze_extract,
    ask_measure,
    create_extract,
    describe_extract,
    freeze_extract,
    measure_extract,
)
from miqyas_web.datasets.actions.freezing import Naming, ask_freeze, freeze_upload
from miqyas_web.datasets.actions.reading import read_extract
from miqyas_web.datasets.actions.sweeping import sweep

__all__ = [
    "ExtractSaid",
    "Naming",
    "Said",
    "ask_freeze",
    "ask_freeze_extract",
    "ask_measure",
    "bring_file",
    "create_extract",
    "describe_columns",
    "describe_extract",
    "discard_upload",
    "freeze_extract",
    "freeze_upload",
    "measure_extract",
    "read_extract",
    "read_upload",
    "reread_upload",
    "sweep",
]
