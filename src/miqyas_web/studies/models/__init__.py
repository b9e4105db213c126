"""Questions put to data: their plan, sealed; their estimates, and how to compute them again."""

from miqyas_web.studies.models.advice import Advice
from miqyas_web.studies.models.draws import Draw
from miqyas_web.studies.models.estimations import Estimation
from miqyas_web.studies.models.plans import SealedPlan
from miqyas_web.studies.models.sizes import SampleSize
from miqyas_web.studies.models.studies import Study

__all__ = ["Advice", "Draw", "Estimation", "SampleSize", "SealedPlan", "Study"]
