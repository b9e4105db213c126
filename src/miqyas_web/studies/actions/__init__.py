"""Register a study, seal its plan, amend it, have it estimated; one transaction and one audit row each."""

from miqyas_web.studies.actions.advising import keep_advice
from miqyas_web.studies.actions.drawing import draw, read_list
from miqyas_web.studies.actions.estimating import ask_estimation, estimate_study
from miqyas_web.studies.actions.planning import change_study, register_study, seal_study
from miqyas_web.studies.actions.sizing import keep_sample_size

__all__ = [
    "ask_estimation",
    "change_study",
    "draw",
    "estimate_study",
    "keep_advice",
    "keep_sample_size",
    "read_list",
    "register_study",
    "seal_study",
]
