"""What can be done to brought files and frozen datasets; one transaction and one audit row each."""

from miqyas_web.datasets.actions.bringing import bring_file, discard_upload, read_upload, reread_upload
from miqyas_web.datasets.actions.describing import Said, describe_columns
from miqyas_web.datasets.actions.freezing import Naming, ask_freeze, freeze_upload
from miqyas_web.datasets.actions.reading import read_extract
from miqyas_web.datasets.actions.sweeping import sweep

__all__ = [
    "Naming",
    "Said",
    "ask_freeze",
    "bring_file",
    "describe_columns",
    "discard_upload",
    "freeze_upload",
    "read_extract",
    "read_upload",
    "reread_upload",
    "sweep",
]
