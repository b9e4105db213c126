"""Files to reviewers as a transportation problem, solved by HiGHS: its vertices are whole, so no reading is halved.

    max Σ a_ij x_ij      Σ_j x_ij = k_i      low_j <= Σ_i x_ij <= high_j      0 <= x <= 1, and x = 1 where it must stay

References
----------
Charlin, L. and Zemel, R. (2013). The Toronto paper matching system. ICML workshop on peer reviewing: the programme.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_array

from miqyas.types import BoolVector, FloatVector, IntVector

SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Transport:
    """Places to fill and who may fill them.

    Attributes
    ----------
    node, file, reader : IntVector
        Of each possible reading, shape (m,); a file may be two nodes.
    worth : FloatVector
        Of each, shape (m,).
    stays : BoolVector
        Which are taken whatever they are worth, shape (m,).
    needs : IntVector
        Readers of each node, shape (n,).
    least, most : IntVector
        Load of each reader, shape (J,).
    """

    node: IntVector
    file: IntVector
    reader: IntVector
    worth: FloatVector
    stays: BoolVector
    needs: IntVector
    least: IntVector
    most: IntVector


@dataclass(frozen=True, slots=True)
class Shortage:
    """What cannot be served together.

    Attributes
    ----------
    nodes : IntVector
        Nodes that lack a reader when as many places as can be are filled.
    full : IntVector
        Readers who may serve them and can take no more.
    idle : IntVector
        Readers who stay below their least load.
    """

    nodes: IntVector
    full: IntVector
    idle: IntVector


def transported(problem: Transport) -> BoolVector | None:
    """Return which readings are taken, shape (m,); None when the loads cannot be met."""
    x = chances(problem, 1.0)
    return None if x is None else x > 0.5  # vertices are whole


def chances(problem: Transport, most: float) -> FloatVector | None:
    """Return the probability of each reading, none above ``most`` but those that stay, shape (m,); None when none fit."""
    lower = problem.stays.astype(float)
    low = np.concatenate([problem.needs, problem.least]).astype(float)
    high = np.concatenate([problem.needs, problem.most]).astype(float)
    upper = np.where(problem.stays, 1.0, most)
    return _solved(_matrix(problem), problem.worth, _Bounds(lower, upper, low, high))


def shortage(problem: Transport) -> Shortage:
    """Fill as much as can be, and say where it fails: first the places of files, then the least loads."""
    m, n, n_readers = problem.node.size, problem.needs.size, problem.least.size
    rows = np.arange(n + n_readers)
    slack = csr_array((np.ones(rows.size), (rows, rows)), shape=(rows.size, rows.size))
    # A place left empty costs more than every least load together.
    worth = np.concatenate([np.zeros(m), np.full(n, -1.0 - problem.least.sum()), np.full(n_readers, -1.0)])
    # What fills up a least load counts as load, so the largest load has room for it.
    low = np.concatenate([problem.needs, problem.least]).astype(float)
    high = np.concatenate([problem.needs, np.maximum(problem.most, problem.least)]).astype(float)
    upper = np.concatenate([np.ones(m), problem.needs, problem.least]).astype(float)
    matrix = _stacked(_matrix(problem), slack)
    lower = np.concatenate([problem.stays, np.zeros(rows.size)])
    x = _solved(matrix, worth, _Bounds(lower, upper, low, high))
    if x is None:
        message = "a programme with slack on every row has an answer"
        raise ArithmeticError(message)
    lacking = np.flatnonzero(x[m : m + n] > 0.5)
    idle = np.flatnonzero(x[m + n :] > 0.5)
    full = np.unique(problem.reader[np.isin(problem.node, lacking)])
    return Shortage(lacking, full, idle)


def _matrix(problem: Transport) -> csr_array:
    m, n = problem.node.size, problem.needs.size
    rows = np.concatenate([problem.node, n + problem.reader])
    columns = np.tile(np.arange(m), 2)
    return csr_array((np.ones(2 * m), (rows, columns)), shape=(n + problem.least.size, m))


def _stacked(left: csr_array, right: csr_array) -> csr_array:
    a, b = left.tocoo(), right.tocoo()
    rows = np.concatenate([a.coords[0], b.coords[0]])
    columns = np.concatenate([a.coords[1], b.coords[1] + left.shape[1]])
    return csr_array(
        (np.concatenate([a.data, b.data]), (rows, columns)),
        shape=(left.shape[0], left.shape[1] + right.shape[1]),
    )


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Of variables, then of rows."""

    lower: FloatVector
    upper: FloatVector
    low: FloatVector
    high: FloatVector


def _solved(matrix: csr_array, worth: FloatVector, bounds: _Bounds) -> FloatVector | None:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no stubs
    # The simplex ends on a vertex; an interior point would halve readings.
    chosen: dict[str, bool | int | str] = {
        "output_flag": False, "threads": 1, "random_seed": SEED, "solver": "simplex",
    }  # fmt: skip
    for name, option in chosen.items():
        solver.setOptionValue(name, option)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = worth.size, bounds.low.size
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = worth, bounds.lower, bounds.upper
    model.row_lower_, model.row_upper_ = bounds.low, bounds.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.asarray(solver.getSolution().col_value, dtype=np.float64)
