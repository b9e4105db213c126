"""Several studies put together: meta-analysis of their effects."""

from miqyas.evidence.synthesis.asymmetry import asymmetry
from miqyas.evidence.synthesis.cumulative import cumulative
from miqyas.evidence.synthesis.effects import Effects, read_effects
from miqyas.evidence.synthesis.fixed_effect import fixed_effect
from miqyas.evidence.synthesis.leave_one_out import leave_one_out
from miqyas.evidence.synthesis.moderation import moderation, read_beside
from miqyas.evidence.synthesis.random_effects import BetweenVariance, PooledInterval, random_effects
from miqyas.evidence.synthesis.shrinkage import TauPrior, shrinkage

__all__ = [
    "BetweenVariance",
    "Effects",
    "PooledInterval",
    "TauPrior",
    "asymmetry",
    "cumulative",
    "fixed_effect",
    "leave_one_out",
    "moderation",
    "random_effects",
    "read_beside",
    "read_effects",
    "shrinkage",
]
