"""What a person may send about a study. Nothing is saved here."""

from miqyas_web.studies.forms.advice import AdviceForm
from miqyas_web.studies.forms.draws import ChanceForm, FrameForm, LotsForm, SampleForm
from miqyas_web.studies.forms.plan import AmendmentForm, StudyForm, initial_of, proposed
from miqyas_web.studies.forms.power import PowerForm
from miqyas_web.studies.forms.sizing import EarlierForm, KeepForm
from miqyas_web.studies.forms.subject import SubjectForm

__all__ = [
    "AdviceForm",
    "AmendmentForm",
    "ChanceForm",
    "EarlierForm",
    "FrameForm",
    "KeepForm",
    "LotsForm",
    "PowerForm",
    "SampleForm",
    "StudyForm",
    "SubjectForm",
    "initial_of",
    "proposed",
]
