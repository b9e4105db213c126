"""Register a study, seal its plan, amend it, have it estimated; one transaction and one audit row each."""

from miqyas_web.studies.actions.estimating import ask_estimation, estimate_study
from miqyas_web.studies.actions.planning import change_study, register_study, seal_study
from miqyas_web.studies.actions.sizing import keep_sample_size

__all__ = [
    "ask_estimation",
    "change_study",
    "estimate_study",
    "keep_sample_size",
    "register_study",
    "seal_study",
]
