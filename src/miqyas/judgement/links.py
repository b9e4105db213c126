"""How strongly panels are linked by those who read in more than one, and which link is weakest."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from miqyas.numerics.crossed import CrossedSums, Ratings, Solved
from miqyas.types import FloatMatrix

# Panels linked less than this leave leniency and quality mixed (measured on designs of 10 panels of 5 reviewers): the
# correlation of a panel's quality and leniency, and the error of the leniency of one panel less another's, in residual
# standard deviations.
WEAK_CORRELATION, WEAK_CONTRAST = -0.6, 0.5


@dataclass(frozen=True, slots=True)
class Links:
    """What the design lets panels say of each other.

    Attributes
    ----------
    correlation : float
        Of what a panel's files are worth and how lenient it is, given the reviews; -1 is wholly mixed.
    contrast : float
        Largest error of the leniency of one panel less another's, in residual standard deviations.
    weakest : tuple of int
        The two panels of that contrast: the cheapest bridge is a file of one read by a reviewer of the other.
    """

    correlation: float
    contrast: float
    weakest: tuple[int, int]

    @property
    def is_weak(self) -> bool:
        """Whether ranks are to be read inside panels."""
        return self.correlation < WEAK_CORRELATION or self.contrast > WEAK_CONTRAST


def links_of(sums: CrossedSums, solved: Solved) -> Links | None:
    """Read the links of a connected design; None with one panel.

    The contrast has variance v_e cᵀ S⁺ c, with S = diag(n_j) - Wᵀ diag(1/n_i) W the Laplacian of reviewers, c the mean of
    one panel's reviewers less that of the other's.
    """
    if not sums.sizes[1]:
        return None
    errors = contrasts(sums.ratings)
    worst = np.unravel_index(int(errors.argmax()), errors.shape)
    return Links(_correlation(sums, solved), float(errors.max()), (int(min(worst)), int(max(worst))))


def contrasts(ratings: Ratings) -> FloatMatrix:
    """Error of the leniency of each panel less each other's, in residual standard deviations, shape (P, P).

    Zero for panels that have no reviewer of their own.
    """
    n_files, n_readers, n_panels = ratings.file_panel.size, ratings.reviewer_panel.size, ratings.n_panels
    counts = np.zeros((n_files, n_readers))
    np.add.at(counts, (ratings.file, ratings.reviewer), 1.0)
    laplacian = np.diag(counts.sum(axis=0)) - counts.T @ (counts / counts.sum(axis=1, keepdims=True))
    # Connected: the constants alone are lost, and contrasts do not see what is put in their place.
    factor = cho_factor(laplacian + 1 / n_readers, lower=True)
    members = np.zeros((n_readers, n_panels))
    members[np.arange(n_readers), ratings.reviewer_panel] = 1.0
    held = members.sum(axis=0) > 0
    means = members[:, held] / members[:, held].sum(axis=0)
    spread = means.T @ cho_solve(factor, means)
    variance = np.diag(spread)[:, None] + np.diag(spread)[None, :] - 2 * spread
    errors = np.zeros((n_panels, n_panels))
    errors[np.ix_(held, held)] = np.sqrt(np.maximum(variance, 0.0))
    return errors


def _correlation(sums: CrossedSums, solved: Solved) -> float:
    """Posterior correlation of contrasts of what panels are worth and of how lenient they are."""
    n_reviewers, n = sums.sizes[:2]
    covariance = np.linalg.inv(solved.root @ solved.root.T)
    contrast = np.eye(n) - 1 / n
    g, h = slice(n_reviewers, n_reviewers + n), slice(n_reviewers + n, n_reviewers + 2 * n)
    gg, hh, gh = (contrast @ covariance[a, b] @ contrast for a, b in ((g, g), (h, h), (g, h)))
    spread = np.sqrt(np.trace(gg) * np.trace(hh))
    return float(np.trace(gh) / spread) if spread > 0 else 0.0
