"""From studies to the science and back. The only place of this room that imports `miqyas`."""

from miqyas_web.studies.science.plans import (
    PlanChange,
    Sealed,
    changes_between,
    check_data_can_answer,
    design_choices,
    design_needs,
    plan_is_intact,
    plan_of,
    seal,
)
from miqyas_web.studies.science.power import Alike, Asked, Sizing, figures_from, names_accepted, size_study
from miqyas_web.studies.science.readings import Reading, draw_charts, reading_of
from miqyas_web.studies.science.runs import Computed, Data, check_from_dict, compute
from miqyas_web.studies.science.words import page_language, said_plainly

__all__ = [
    "Alike",
    "Asked",
    "Computed",
    "Data",
    "PlanChange",
    "Reading",
    "Sealed",
    "Sizing",
    "changes_between",
    "check_data_can_answer",
    "check_from_dict",
    "compute",
    "design_choices",
    "design_needs",
    "draw_charts",
    "figures_from",
    "names_accepted",
    "page_language",
    "plan_is_intact",
    "plan_of",
    "reading_of",
    "said_plainly",
    "seal",
    "size_study",
]
