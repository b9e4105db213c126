"""The sample of a comparison between arms, with a variance that is honest about how they were drawn."""

from dataclasses import replace

from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample


def comparable_sample(relation: Relation, roles: Roles) -> Sample:
    """Draw the sample; where whole clusters were assigned inside small strata, strata become the clusters.

    With strata absorbed, a variance over clusters is half the true one in pairs: one balanced trial in six
    would be called unbalanced, instead of one in twenty.

    References
    ----------
    de Chaisemartin, C. and Ramirez-Cuellar, J. (2024). At what level should one cluster standard errors in
    paired and small-strata experiments? American Economic Journal: Applied Economics 16(1), 193-212.
    """
    sample = draw_sample(relation, roles)
    if sample.strata_are_small and sample.n_strata - sample.n_one_arm_strata > 1:
        return draw_sample(relation, replace(roles, cluster=roles.strata))
    return sample
