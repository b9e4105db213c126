"""Several studies put together: meta-analysis of their effects."""

from miqyas.evidence.synthesis.asymmetry import asymmetry
from miqyas.evidence.synthesis.effects import Effects, read_effects
from miqyas.evidence.synthesis.fixed_effect import fixed_effect
from miqyas.evidence.synthesis.leave_one_out import leave_one_out
from miqyas.evidence.synthesis.random_effects import BetweenVariance, PooledInterval, random_effects

__all__ = [
    "BetweenVariance",
    "Effects",
    "PooledInterval",
    "asymmetry",
    "fixed_effect",
    "leave_one_out",
    "random_effects",
    "read_effects",
]
