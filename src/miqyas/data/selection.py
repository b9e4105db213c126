"""Units, what was measured on them before, who was treated: what weighting and matching need in Python."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.pulled import pull
from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.errors import NoCovariates
from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Selection:
    """Complete rows as arrays, in one order whatever the order of the table.

    Attributes
    ----------
    y, d, w : FloatVector
        Outcome, treatment (0 or 1), sampling weight (1 without), shape (n,).
    x : FloatMatrix
        Covariates, shape (n, k).
    groups : IntVector or None
        Cluster of each row.
    roles : Roles
        The question.
    n_clusters, n_dropped, n_single_unit_clusters : int
        As in `Sample`.
    spread : float
        Root of the most the outcome's mean squared deviation can be: what rounding is measured against.
    """

    y: FloatVector
    d: FloatVector
    w: FloatVector
    x: FloatMatrix
    groups: IntVector | None
    roles: Roles
    n_clusters: int
    n_dropped: int
    n_single_unit_clusters: int
    spread: float

    @property
    def n(self) -> int:
        """Complete rows."""
        return int(self.y.size)


def draw_selection(relation: Relation, roles: Roles) -> Selection:
    """Screen the rows as for a trial, then bring them into Python.

    Raises
    ------
    InvalidSample
        As `draw_sample`, and `NoCovariates`.
    """
    if not roles.covariates:
        raise NoCovariates(column=roles.treatment)
    sample = draw_sample(relation, roles)
    weights = (roles.weights,) if roles.weights else ()
    clusters = (roles.cluster,) if roles.cluster else ()
    pulled = pull(
        relation, numbers=(roles.treatment, *roles.covariates, roles.outcome, *weights), groups=clusters
    )
    return Selection(
        y=pulled.numbers[roles.outcome],
        d=pulled.numbers[roles.treatment],
        w=pulled.numbers[roles.weights] if roles.weights else np.ones(pulled.n),
        x=np.column_stack([pulled.numbers[name] for name in roles.covariates]),
        groups=pulled.groups[roles.cluster] if roles.cluster else None,
        roles=roles,
        n_clusters=sample.n_clusters,
        n_dropped=sample.n_dropped,
        n_single_unit_clusters=sample.n_single_unit_clusters,
        spread=float(np.sqrt(sample.spread[-1] / pulled.n)),
    )
