"""Wild cluster bootstrap from sums by cluster: a draw costs a few products of the number of clusters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.numerics.inversion import Batch
from miqyas.numerics.moments import CellMoments
from miqyas.types import FloatMatrix, FloatVector, IntVector

BATCH = 2**22  # doubles of one batch of draws


class BootstrapWeights(StrEnum):
    """What multiplies a cluster's residuals: ±1, Webb's six values, Mammen's two, or a normal draw."""

    RADEMACHER = "rademacher"
    WEBB = "webb"
    MAMMEN = "mammen"
    NORM = "norm"


GOLDEN = (1 + 5**0.5) / 2
SIX = np.sqrt(np.array([0.5, 1.0, 1.5, 0.5, 1.0, 1.5])) * np.array([1, 1, 1, -1, -1, -1])
DRAWN: dict[BootstrapWeights, Callable[[np.random.Generator, tuple[int, int]], FloatMatrix]] = {
    BootstrapWeights.RADEMACHER: lambda rng, size: np.where(
        rng.integers(0, 2, size, dtype=np.int8) == 1, 1.0, -1.0
    ),
    BootstrapWeights.WEBB: lambda rng, size: SIX[rng.integers(0, 6, size, dtype=np.int8)],
    BootstrapWeights.MAMMEN: lambda rng, size: np.where(
        rng.random(size) < GOLDEN / 5**0.5, 1 - GOLDEN, GOLDEN
    ),
    BootstrapWeights.NORM: lambda rng, size: rng.standard_normal(size),
}


def batches(
    n_clusters: int, draws: int, weights: BootstrapWeights, rng: np.random.Generator
) -> Iterator[FloatMatrix]:
    """Yield the weights of the draws, shape (G, b); with ±1, all 2^G when no more than ``draws``.

    References
    ----------
    Webb, M. D. (2023). Reworking wild bootstrap-based inference for clustered errors. Canadian Journal of
    Economics 56(3), 839-858: the six values.
    Mammen, E. (1993). Bootstrap and wild bootstrap for high dimensional linear models. Annals of Statistics 21(1),
    255-285.
    """
    size = max(1, min(draws, BATCH // n_clusters))
    if enumerated(n_clusters, draws, weights):
        every = np.arange(2**n_clusters)
        for start in range(0, every.size, size):
            chosen = every[start : start + size]
            negative = (chosen[None, :] >> np.arange(n_clusters)[:, None]) & 1
            yield np.where(negative == 1, -1.0, 1.0)
        return
    for start in range(0, draws, size):
        # One row a draw: the draws are the same however they are cut into batches.
        yield DRAWN[weights](rng, (min(size, draws - start), n_clusters)).T


def enumerated(n_clusters: int, draws: int, weights: BootstrapWeights) -> bool:
    """Tell whether all draws are taken, once each, rather than some at random."""
    return weights is BootstrapWeights.RADEMACHER and n_clusters < 40 and 2**n_clusters <= draws


@dataclass(frozen=True, slots=True)
class WildParts:
    """What the draws need of the sample, for the last regressor.

    With x̃ that regressor less the others, ê the residual, and r one of the two: ρ_g = x̃_gᵀ r_g. The residual
    under an effect at gap δ from the estimate is ê + δ x̃.

    Attributes
    ----------
    of_residual, of_regressor : FloatVector
        ρ_g for ê and for x̃, shape (G,).
    scores_residual, scores_regressor : FloatMatrix
        Coefficients that a cluster's r adds when all are fitted again, strata then regressors; shape (G, m).
    pulls : FloatMatrix
        What each such coefficient takes from x̃_gᵀ r_g, shape (G, m).
    """

    of_residual: FloatVector
    of_regressor: FloatVector
    scores_residual: FloatMatrix
    scores_regressor: FloatMatrix
    pulls: FloatMatrix

    @property
    def observed_square(self) -> float:
        """Σ ŝ_g² / q², the clustered variance without its factor, q = x̃ᵀx̃."""
        return float(self.of_residual @ self.of_residual) / float(self.of_regressor.sum()) ** 2

    def draw(self, weights: FloatMatrix) -> Batch:
        """Return n₀, n₁, a, b and c of `Draws` for each column of ``weights``, shape (G, b)."""
        # Σ_g (v_g ρ_g - U_g q)² with q = Σ v_g W_g, opened so that no matrix of the size of G × b is made.
        once, twice, m = self.of_residual, self.of_regressor, self.pulls.shape[1]
        squares = np.stack([once * once, once * twice, twice * twice]) @ (weights * weights)
        columns = [self.scores_residual, self.scores_regressor]
        columns += [self.pulls * once[:, None], self.pulls * twice[:, None]]
        fixed, moving, *sums = np.vstack([once, twice, *(column.T for column in columns)]) @ weights
        residual, regressor, pulled, pulled_regressor = np.split(np.array(sums), range(m, 4 * m, m))
        inner = self.pulls.T @ self.pulls
        return (
            fixed,
            moving,
            squares[0] - (2 * pulled * residual - residual * (inner @ residual)).sum(axis=0),
            squares[1]
            - (pulled * regressor + pulled_regressor * residual - residual * (inner @ regressor)).sum(axis=0),
            squares[2] - (2 * pulled_regressor * regressor - regressor * (inner @ regressor)).sum(axis=0),
        )


def wild_parts(
    cells: CellMoments, bread: FloatMatrix, combination: FloatVector, regressors: IntVector
) -> WildParts:
    """Prepare the draws for the last of the kept regressors; ``combination`` makes the residual.

    References
    ----------
    MacKinnon, J. G., Nielsen, M. Ø. and Webb, M. D. (2023). Fast and reliable jackknife and bootstrap methods for
    cluster-robust inference. Journal of Applied Econometrics 38(5), 671-694: the restricted bootstrap by cluster.
    """
    alone = np.zeros(combination.size)
    alone[regressors] = bread[-1] / bread[-1, -1]  # x̃ = x A c / (cᵀ A c)
    moments = cells.products[:, regressors, :]
    on_residual, on_regressor = moments @ combination, moments @ alone
    parts = [on_regressor], [on_residual @ bread], [on_regressor @ bread]
    if cells.stratum.size:
        shape = (cells.n_clusters, cells.n_strata)
        weight = cells.stratum_weight[cells.stratum]
        places = (cells.cluster, cells.stratum)
        for column, part in zip((alone, combination, alone), parts, strict=True):
            by_stratum = np.zeros(shape)
            by_stratum[places] = (cells.sums @ column) / (1.0 if part is parts[0] else weight)
            part.insert(0, by_stratum)
    return WildParts(
        of_residual=on_residual @ alone[regressors],
        of_regressor=on_regressor @ alone[regressors],
        pulls=np.hstack(parts[0]),
        scores_residual=np.hstack(parts[1]),
        scores_regressor=np.hstack(parts[2]),
    )
