"""From studies to the science and back. The only place of this room that imports `miqyas`."""

from miqyas_web.studies.science.advice import (
    Suggestion,
    advice_questions,
    advice_version,
    answers_said,
    suggestions_for,
)
from miqyas_web.studies.science.draws import (
    Foreseen,
    FrameSource,
    Told,
    draw_record,
    foresee,
    list_lines,
    procedure_from,
    record_holds,
    selection_from,
    told,
)
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
    "Foreseen",
    "FrameSource",
    "PlanChange",
    "Reading",
    "Sealed",
    "Sizing",
    "Suggestion",
    "Told",
    "advice_questions",
    "advice_version",
    "answers_said",
    "changes_between",
    "check_data_can_answer",
    "check_from_dict",
    "compute",
    "design_choices",
    "design_needs",
    "draw_charts",
    "draw_record",
    "figures_from",
    "foresee",
    "list_lines",
    "names_accepted",
    "page_language",
    "plan_is_intact",
    "plan_of",
    "procedure_from",
    "reading_of",
    "record_holds",
    "said_plainly",
    "seal",
    "selection_from",
    "size_study",
    "suggestions_for",
    "told",
]
