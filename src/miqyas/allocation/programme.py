"""The programme of a portfolio, solved by HiGHS: whole files, or shares of files with the prices they give.

References
----------
Huangfu, Q. and Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical Programming Computation
10(1), 119-142: the solver.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_array

from miqyas.allocation.problem import Problem
from miqyas.types import FloatVector, IntVector

SEED = 20_260_101  # of the solver's own choices: one seed, one thread, one answer


@dataclass(frozen=True, slots=True)
class Rows:
    """Coupling rows of a problem over some of its files: low <= matrix x <= high.

    Attributes
    ----------
    matrix : csr_array
        Shape (rows, files).
    low, high : FloatVector
        Shape (rows,).
    n_priced : int
        The first rows are the budget and the limits; exclusion groups follow.
    """

    matrix: csr_array
    low: FloatVector
    high: FloatVector
    n_priced: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found.

    Attributes
    ----------
    x : FloatVector
        Share of each file, shape (n,).
    bound : float
        Nothing is worth more.
    duals : FloatVector
        Of the rows, for shares of files only, shape (rows,); of maximisation: what one more unit on the right adds.
    """

    x: FloatVector
    bound: float
    duals: FloatVector


def rows_of(problem: Problem) -> Rows:
    """Write the budget, the limits and the exclusion groups as rows."""
    n = problem.n
    lines = [problem.cost, *(problem.cost * member for member in problem.members)]
    groups, place = np.unique(problem.group, return_inverse=True)
    in_group = np.flatnonzero(problem.group >= 0)
    offset = int(groups.size > 0 and groups[0] == -1)
    n_groups = groups.size - offset
    exclusive = csr_array((np.ones(in_group.size), (place[in_group] - offset, in_group)), shape=(n_groups, n))
    floors = np.array([limit.is_floor for limit in problem.limits], dtype=bool)
    amounts = np.array([limit.amount for limit in problem.limits], dtype=float)
    low = np.concatenate([[-np.inf], np.where(floors, amounts, -np.inf), np.full(n_groups, -np.inf)])
    high = np.concatenate([[problem.budget], np.where(floors, np.inf, amounts), np.ones(n_groups)])
    priced = csr_array(np.stack(lines))
    stacked = _stack(priced, exclusive)
    return Rows(stacked, low, high, len(lines))


def _stack(above: csr_array, below: csr_array) -> csr_array:
    data = np.concatenate([above.data, below.data])
    indices = np.concatenate([above.indices, below.indices])
    pointers = np.concatenate([above.indptr, below.indptr[1:] + above.indptr[-1]])
    return csr_array((data, indices, pointers), shape=(above.shape[0] + below.shape[0], above.shape[1]))


def solve(
    rows: Rows, worth: FloatVector, low: FloatVector, high: FloatVector, *, is_whole: bool, gap: float = 0.0
) -> Answer | None:
    """Maximise ``worth`` @ x under the rows and low <= x <= high; None when nothing obeys them.

    ``gap`` is the relative distance to the bound at which whole files stop being sought.
    """
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no stubs
    for name, chosen in {
        "output_flag": False, "threads": 1, "random_seed": SEED, "mip_rel_gap": gap, "mip_abs_gap": 0.0,
        "mip_feasibility_tolerance": 1e-9, "primal_feasibility_tolerance": 1e-9,
    }.items():  # fmt: skip
        solver.setOptionValue(name, chosen)
    solver.passModel(_model(rows, worth, low, high, is_whole=is_whole))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = solver.getSolution()
    x = np.asarray(found.col_value, dtype=np.float64)
    if is_whole:
        return Answer(np.round(x), float(solver.getInfo().mip_dual_bound), np.zeros(0))
    return Answer(x, float(worth @ x), np.asarray(found.row_dual, dtype=np.float64))


def _model(
    rows: Rows, worth: FloatVector, low: FloatVector, high: FloatVector, *, is_whole: bool
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = worth.size, rows.low.size
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = worth, low, high
    model.row_lower_, model.row_upper_ = rows.low, rows.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.matrix.indptr
    model.a_matrix_.index_ = rows.matrix.indices
    model.a_matrix_.value_ = rows.matrix.data
    if is_whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * worth.size
    return model


def part_of(rows: Rows, kept: IntVector, taken: FloatVector) -> Rows:
    """The rows over the files ``kept``, what the others take (shape (n,), zero where kept) already subtracted."""
    used = rows.matrix @ taken
    matrix = csr_array(rows.matrix[:, kept])
    return Rows(matrix, rows.low - used, rows.high - used, rows.n_priced)
