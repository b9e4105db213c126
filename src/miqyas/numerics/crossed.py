"""Crossed effects of ratings, files and reviewers, in closed form: the files integrated out, the rest dense.

Review r of file i (panel p) by reviewer j (panel q): y = μ + f_i + g_p + b_j + h_q + e, all normal and independent. With
u = (b, g, h), prior precisions Λ, Z the incidence of u on reviews, W that on files (summed over each file's reviews), n_i
and S_i the number and the sum of a file's reviews, and d_i = 1 / (n_i/v_e + 1/v_f):

    Q = ZᵀZ/v_e - Wᵀ diag(d) W / v_e² + Λ        h = Zᵀy/v_e - Wᵀ(d S)/v_e²        u | y ~ N(Q⁻¹ (h_y - μ h_1), Q⁻¹)

Files of as many reviews share d, so every sum over files is made once for each number of reviews, and the likelihood
costs the same for a thousand files as for a million.

References
----------
Searle, S. R., Casella, G. and McCulloch, C. E. (1992). Variance Components. Wiley, sections 6.6 and 7.4.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import LinAlgError, cholesky
from scipy.linalg.blas import dtrsm
from scipy.sparse import csr_array

from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Ratings:
    """Reviews as arrays.

    Attributes
    ----------
    y : FloatVector
        Score of each review, shape (N,).
    file, reviewer : IntVector
        Place of its file (0 to I - 1) and of its reviewer (0 to J - 1), shape (N,).
    file_panel, reviewer_panel : IntVector
        Panel of each file, shape (I,), and of each reviewer, shape (J,); all zeros when there is one.
    """

    y: FloatVector
    file: IntVector
    reviewer: IntVector
    file_panel: IntVector
    reviewer_panel: IntVector

    @property
    def n_panels(self) -> int:
        return int(max(self.file_panel.max(), self.reviewer_panel.max())) + 1


@dataclass(frozen=True, slots=True)
class Variances:
    """Of files, reviewers, what is left, panels' files and panels' leniency; the last two are 0 with one panel."""

    file: float
    reviewer: float
    residual: float
    file_panel: float = 0.0
    reviewer_panel: float = 0.0


@dataclass(frozen=True, slots=True)
class Solved:
    """What the data say at given variances.

    Attributes
    ----------
    likelihood : float
        Restricted log-likelihood, up to a constant.
    root : FloatMatrix
        Lower Cholesky factor L of Q, shape (D, D).
    a, c : FloatVector
        L⁻¹h_y and L⁻¹h_1, shape (D,).
    mean, mean_precision : float
        Of μ.
    """

    likelihood: float
    root: FloatMatrix
    a: FloatVector
    c: FloatVector
    mean: float
    mean_precision: float


class CrossedSums:
    """The sums of a set of ratings that every likelihood needs, made once."""

    def __init__(self, ratings: Ratings) -> None:
        self.ratings = ratings
        n, n_files, n_reviewers = ratings.y.size, ratings.file_panel.size, ratings.reviewer_panel.size
        panels = ratings.n_panels if ratings.n_panels > 1 else 0
        self.sizes = (n_reviewers, panels, panels)
        columns = [ratings.reviewer]
        if panels:
            columns += [
                n_reviewers + ratings.file_panel[ratings.file],
                n_reviewers + panels + ratings.reviewer_panel[ratings.reviewer],
            ]
        width, one = sum(self.sizes), np.ones(n)
        rows = np.arange(n)
        each = (np.tile(rows, len(columns)), np.concatenate(columns))
        z = csr_array((np.ones(n * len(columns)), each), shape=(n, width))
        files = csr_array((one, (ratings.file, rows)), shape=(n_files, n))
        self.incidence = csr_array(files @ z)
        self.counts = np.bincount(ratings.file, minlength=n_files)
        self.totals = np.bincount(ratings.file, weights=ratings.y, minlength=n_files)
        self.zz = (z.T @ z).toarray()
        self.zy, self.z1 = np.asarray(z.T @ ratings.y), np.asarray(z.T @ one)
        self.yy, self.y1, self.n = float(ratings.y @ ratings.y), float(ratings.y.sum()), n
        self._gather()

    def _gather(self) -> None:
        """Sum over the files of as many reviews."""
        kinds, kind = np.unique(self.counts, return_inverse=True)
        self.kinds = kinds.astype(float)
        self.kind_of_file = kind
        self.n_of_kind = np.bincount(kind)
        self.s1 = np.bincount(kind, weights=self.totals)
        self.s2 = np.bincount(kind, weights=self.totals**2)
        of_kind = [self.incidence[np.flatnonzero(kind == k)] for k in range(kinds.size)]
        self.ww = np.stack([(w.T @ w).toarray() for w in of_kind])
        self.w1 = np.stack([w.toarray().sum(axis=0) for w in of_kind])
        self.ws: FloatMatrix = np.stack(
            [w.toarray().T @ self.totals[kind == k] for k, w in enumerate(of_kind)]
        )

    @cached_property
    def width(self) -> int:
        return sum(self.sizes)

    def precisions(self, v: Variances) -> FloatVector:
        """Prior precisions of u, shape (D,)."""
        return np.repeat(
            [1 / max(x, 1e-300) for x in (v.reviewer, v.file_panel, v.reviewer_panel)], self.sizes
        )

    def shrinkage(self, v: Variances) -> FloatVector:
        """d of each number of reviews."""
        return 1 / (self.kinds / v.residual + 1 / v.file)

    def solve(self, v: Variances, *, is_mean_zero: bool = False) -> Solved | None:
        """Return what the data say at these variances; None where rounding leaves nothing to solve.

        With ``is_mean_zero`` μ is known to be 0 and the likelihood is the plain one.
        """
        e, d, prior = v.residual, self.shrinkage(v), self.precisions(v)
        q = self.zz / e - np.tensordot(d, self.ww, 1) / e**2
        q[np.diag_indices_from(q)] += prior
        try:
            root = cholesky(q, lower=True, check_finite=False)
        except LinAlgError:
            return None
        h = np.column_stack(
            [self.zy / e - d @ self.ws / e**2, self.z1 / e - (d * self.kinds) @ self.w1 / e**2]
        )
        # Not LAPACK's trtrs: OpenBLAS gives it every core for two columns, and a busy machine waits six times as long.
        a, c = dtrsm(1.0, root, h, lower=1).T
        x11 = self.n / e - self.n_of_kind @ (d * self.kinds**2) / e**2 - c @ c
        x1y = self.y1 / e - (d * self.kinds) @ self.s1 / e**2 - a @ c
        xyy = self.yy / e - d @ self.s2 / e**2 - a @ a
        log_v = self.n * np.log(e) + self.n_of_kind @ np.log1p(self.kinds * v.file / e)
        log_v += -np.log(prior).sum() + 2 * np.log(np.diag(root)).sum()
        if is_mean_zero:
            return Solved(float(-0.5 * (log_v + xyy)), root, a, c, 0.0, np.inf)
        likelihood = -0.5 * (log_v + xyy - x1y**2 / x11 + np.log(x11))
        return Solved(float(likelihood), root, a, c, float(x1y / x11), float(x11))

    def draw(
        self, v: Variances, solved: Solved, rng: np.random.Generator, draws: int
    ) -> tuple[FloatMatrix, FloatMatrix, FloatVector]:
        """Draw from what is known at these variances: files f, shape (I, draws); u, shape (D, draws); μ."""
        mean = rng.normal(solved.mean, solved.mean_precision**-0.5, draws)
        centred = solved.a[:, None] - solved.c[:, None] * mean + rng.standard_normal((self.width, draws))
        u: FloatMatrix = dtrsm(1.0, solved.root, centred, lower=1, trans_a=1)
        d = self.shrinkage(v)[self.kind_of_file][:, None]
        taken: FloatMatrix = np.asarray(self.incidence @ u)
        left = self.totals[:, None] - self.counts[:, None] * mean - taken
        files: FloatMatrix = d * left / v.residual + np.sqrt(d) * rng.standard_normal((d.size, draws))
        return files, u, mean
