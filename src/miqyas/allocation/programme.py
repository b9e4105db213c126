"""The programme of a portfolio over some of its files, solved by HiGHS: whole files at one of their levels.

References
----------
Huangfu, Q. and Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical Programming Computation
10(1), 119-142: the solver.
"""

from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy.sparse import coo_array, csr_array

from miqyas.allocation.problem import Problem, cost_of
from miqyas.errors import PortfolioNotFound
from miqyas.types import BoolMatrix, BoolVector, FloatVector, IntVector

FEASIBLE = 2  # the solver's number for a solution that obeys the rows
SEED = 20_260_101  # of the solver's own choices: one seed, one thread, one answer


@dataclass(frozen=True, slots=True)
class Programme:
    """Rows over options, a file at a level each: low <= matrix @ x <= high.

    Attributes
    ----------
    file, level : IntVector
        Of each option, shape (options,).
    cost, value : FloatVector
        Of each option, shape (options,).
    matrix : csr_array
        Shape (rows, options): the budget, the limits, then one file of a group, one level of a file, the most files of an
        applicant, files that need others.
    low, high : FloatVector
        Shape (rows,).
    """

    file: IntVector
    level: IntVector
    cost: FloatVector
    value: FloatVector
    matrix: csr_array
    low: FloatVector
    high: FloatVector


def programme_of(
    problem: Problem, kept: IntVector, chosen: IntVector, options: BoolMatrix | None = None
) -> Programme:
    """Write the rules over the files ``kept``, what the others take at their level ``chosen`` already subtracted.

    ``options``: the levels left open of each file kept, shape (files kept, levels); all of them unless said.
    """
    n_levels = len(problem.levels)
    file, level = np.repeat(kept, n_levels), np.tile(np.arange(n_levels), kept.size)
    cost, value = (
        problem.cost[file] * problem.cost_shares[level],
        problem.value[file] * problem.value_shares[level],
    )
    others = np.where(np.isin(np.arange(problem.n), kept), -1, chosen)
    rows = [_priced(problem, file, cost, others), _one_each(problem, kept, file, others)]
    if problem.most_per_applicant:
        rows.append(_applicants(problem, file, others))
    if len(problem.needs):
        rows.append(_needs(problem, kept, file, others))
    matrix, low, high = zip(*rows, strict=True)
    whole = Programme(file, level, cost, value, _stacked(matrix), np.concatenate(low), np.concatenate(high))
    return whole if options is None or options.all() else _only(whole, np.flatnonzero(options.ravel()))


def _only(whole: Programme, options: IntVector) -> Programme:
    """The programme without the options that are settled out."""
    return replace(
        whole,
        file=whole.file[options],
        level=whole.level[options],
        cost=whole.cost[options],
        value=whole.value[options],
        matrix=csr_array(whole.matrix[:, options]),
    )


Block = tuple[csr_array, FloatVector, FloatVector]


def _priced(problem: Problem, file: IntVector, cost: FloatVector, others: IntVector) -> Block:
    taken, is_in = cost_of(problem, others), (others >= 0).astype(float)
    lines: list[FloatVector] = [cost]
    used = [float(taken.sum())]
    for limit, member in zip(problem.limits, problem.members, strict=True):
        lines.append(np.where(member[file], 1.0 if limit.counts_files else cost, 0.0))
        used.append(float(((is_in if limit.counts_files else taken) * member).sum()))
    left = problem.amounts - np.array(used)
    is_floor = problem.signs < 0
    return csr_array(np.array(lines)), np.where(is_floor, left, -np.inf), np.where(is_floor, np.inf, left)


def _one_each(problem: Problem, kept: IntVector, file: IntVector, others: IntVector) -> Block:
    """At most one option of a group, or of a file that has levels; exactly one of a file forced in."""
    group = problem.group[file]
    alone = group < 0
    code = np.where(alone, problem.n + file, group)
    wanted = ~alone | (len(problem.levels) > 1) | problem.forced[file]
    codes, row = np.unique(code[wanted], return_inverse=True)
    taken = problem.group[(others >= 0) & (problem.group >= 0)]
    high = np.where(np.isin(codes, taken), 0.0, 1.0)
    low = np.zeros(codes.size)
    forced = kept[problem.forced[kept]]
    of_forced = np.where(problem.group[forced] < 0, problem.n + forced, problem.group[forced])
    # Siblings of a file forced in are closed, so that the one of its group is that file; two forced in cannot both be.
    np.add.at(low, np.searchsorted(codes, of_forced), 1.0)
    return _incidence(row, np.flatnonzero(wanted), codes.size, file.size), low, high


def _applicants(problem: Problem, file: IntVector, others: IntVector) -> Block:
    who = problem.applicant[file]
    codes, row = np.unique(who[who >= 0], return_inverse=True)
    taken = problem.applicant[(others >= 0) & (problem.applicant >= 0)]
    used = np.array([np.count_nonzero(taken == code) for code in codes]) if taken.size < 1000 else (
        np.bincount(taken, minlength=int(codes.max(initial=-1)) + 1)[codes]
    )  # fmt: skip
    matrix = _incidence(row, np.flatnonzero(who >= 0), codes.size, file.size)
    return matrix, np.full(codes.size, -np.inf), problem.most_per_applicant - used.astype(float)


def _needs(problem: Problem, kept: IntVector, file: IntVector, others: IntVector) -> Block:
    """A file takes no more than the file it needs; one of the two may be settled already."""
    is_kept = np.isin(problem.needs, kept)
    pairs, is_kept = problem.needs[is_kept.any(axis=1)], is_kept[is_kept.any(axis=1)]
    settled = np.where(is_kept, 0.0, others[pairs] >= 0)
    place = {int(f): i for i, f in enumerate(kept)}
    n_levels = len(problem.levels)
    row, column, data = [], [], []
    for line, (pair, known) in enumerate(zip(pairs, is_kept, strict=True)):
        for end, sign in ((0, 1.0), (1, -1.0)):
            if known[end]:
                row += [line] * n_levels
                column += list(
                    range(place[int(pair[end])] * n_levels, (place[int(pair[end])] + 1) * n_levels)
                )
                data += [sign] * n_levels
    matrix = csr_array(coo_array((data, (row, column)), shape=(len(pairs), file.size)))
    return matrix, np.full(len(pairs), -np.inf), settled[:, 1] - settled[:, 0]


def _incidence(row: IntVector, column: IntVector, n_rows: int, n_columns: int) -> csr_array:
    return csr_array(coo_array((np.ones(row.size), (row, column)), shape=(n_rows, n_columns)))


def _stacked(blocks: tuple[csr_array, ...]) -> csr_array:
    offsets = np.cumsum([0, *(block.indptr[-1] for block in blocks)])
    pointers = [
        blocks[0].indptr,
        *(block.indptr[1:] + at for block, at in zip(blocks[1:], offsets[1:], strict=False)),
    ]
    return csr_array(
        (
            np.concatenate([block.data for block in blocks]),
            np.concatenate([block.indices for block in blocks]),
            np.concatenate(pointers),
        ),
        shape=(sum(block.shape[0] for block in blocks), blocks[0].shape[1]),
    )


def with_row(programme: Programme, line: FloatVector, least: float) -> Programme:
    """The programme and one more row: line @ x >= least."""
    matrix = _stacked((programme.matrix, csr_array(line[None, :])))
    return Programme(
        programme.file, programme.level, programme.cost, programme.value, matrix,
        np.append(programme.low, least), np.append(programme.high, np.inf),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Options the solver chose.

    Attributes
    ----------
    x : BoolVector
        Options in, shape (options,).
    bound : float
        No choice is worth more.
    """

    x: BoolVector
    bound: float


def solve(
    programme: Programme,
    worth: FloatVector,
    *,
    gap: float = 0.0,
    start: BoolVector | None = None,
    nodes: int | None = None,
) -> Answer | None:
    """Choose whole options that maximise ``worth``, to ``gap`` of the best; None when nothing obeys the rows.

    ``nodes`` ends the search early, at the same place each time. Where it has found nothing by then, as many steps seek any
    choice at all, whatever it is worth.

    Raises
    ------
    PortfolioNotFound
        Nothing was found, and nothing proved.
    """
    if not worth.size:
        within = (programme.low <= 1e-9) & (programme.high >= -1e-9)
        return Answer(np.zeros(0, dtype=np.bool_), 0.0) if within.all() else None
    solver = _run(programme, worth, gap=gap, start=start, nodes=nodes)
    bound = float(solver.getInfo().mip_dual_bound)
    if nodes is not None and _is_undecided(solver):
        solver = _run(programme, np.zeros(worth.size), nodes=nodes)
        if _is_undecided(solver):
            raise PortfolioNotFound(steps=2 * nodes)
    if solver.getInfo().primal_solution_status != FEASIBLE:
        return None
    return Answer(np.asarray(solver.getSolution().col_value) > 0.5, bound)


def is_feasible(programme: Programme, *, nodes: int) -> bool | None:
    """Whether any choice obeys the rows; None when that many steps do not tell."""
    worth = np.zeros(programme.file.size)
    if not worth.size:
        return solve(programme, worth) is not None
    solver = _run(programme, worth, nodes=nodes)
    if _is_undecided(solver):
        return None
    return bool(solver.getInfo().primal_solution_status == FEASIBLE)


def _is_undecided(solver: highspy.Highs) -> bool:
    is_over = solver.getModelStatus() == highspy.HighsModelStatus.kSolutionLimit
    return bool(is_over and solver.getInfo().primal_solution_status != FEASIBLE)


def _run(
    programme: Programme,
    worth: FloatVector,
    *,
    gap: float = 0.0,
    start: BoolVector | None = None,
    nodes: int | None = None,
) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no stubs
    for name, chosen in {
        "output_flag": False, "threads": 1, "random_seed": SEED, "mip_rel_gap": 0.0, "mip_abs_gap": gap,
        # Restarting the search after the root took two to three times as long on portfolios of 100 to 1,000 files.
        "mip_allow_restart": False, "mip_feasibility_tolerance": 1e-9, "primal_feasibility_tolerance": 1e-9,
    }.items():  # fmt: skip
        solver.setOptionValue(name, chosen)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(_model(programme, worth))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start.astype(float).tolist()
        solver.setSolution(known)
    solver.run()
    return solver


def _model(programme: Programme, worth: FloatVector) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = worth.size, programme.low.size
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = worth, np.zeros(worth.size), np.ones(worth.size)
    scale = _scales(programme.matrix)
    model.row_lower_, model.row_upper_ = programme.low * scale, programme.high * scale
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = programme.matrix.indptr
    model.a_matrix_.index_ = programme.matrix.indices
    model.a_matrix_.value_ = programme.matrix.data * np.repeat(scale, np.diff(programme.matrix.indptr))
    model.integrality_ = [highspy.HighsVarType.kInteger] * worth.size
    return model


def _scales(matrix: csr_array) -> FloatVector:
    """A power of two for each row, which rounds nothing, so that none of its figures is above one.

    On rows of money in dirhams the solver, at these tolerances, once took a portfolio 0.007 % below the best for the best.
    """
    largest = np.asarray(abs(matrix).max(axis=1).todense(), dtype=np.float64).ravel()
    return np.asarray(np.exp2(-np.ceil(np.log2(np.maximum(largest, 2.0**-50)))))


def place(chosen: IntVector, programme: Programme, found: BoolVector) -> IntVector:
    """The levels ``chosen`` with those found for the files of the programme."""
    placed = chosen.copy()
    placed[programme.file] = -1
    placed[programme.file[found]] = programme.level[found]
    return placed
