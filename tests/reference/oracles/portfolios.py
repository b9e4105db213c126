"""CP-SAT (OR-tools) and CBC: the best value of invented calls, or that nothing obeys, each rule written from its meaning.

/path/to/oracles/bin/python tests/reference/oracles/portfolios.py
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pulp
from ortools.sat.python import cp_model

sys.path.insert(0, str(Path(__file__).parents[3] / "src"))
sys.path.insert(0, str(Path(__file__).parents[3]))
from tests.miqyas.allocation.drawn import SEEDS, drawn_call  # the tests stand beside, not installed

# Shares are hundredths: in integers every product is exact.
HUNDRED = 100


class CpSat:
    """Rows and objective in the words of CP-SAT."""

    name = f"ortools {version('ortools')}"

    def __init__(self):
        self.model = cp_model.CpModel()

    def option(self, name):
        return self.model.new_bool_var(name)

    def row(self, condition):
        self.model.add(condition)

    def best(self, worth):
        self.model.maximize(worth)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        state = solver.solve(self.model)
        assert state in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        return round(solver.objective_value) if state == cp_model.OPTIMAL else None


class Cbc:
    """Rows and objective in the words of PuLP."""

    name = f"CBC of pulp {version('pulp')}"

    def __init__(self):
        self.model = pulp.LpProblem("call", pulp.LpMaximize)

    def option(self, name):
        return pulp.LpVariable(name, cat="Binary")

    def row(self, condition):
        self.model.addConstraint(condition)

    def best(self, worth):
        self.model.setObjective(worth)
        state = self.model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0, gapAbs=0))
        assert state in (pulp.LpStatusOptimal, pulp.LpStatusInfeasible)
        return round(pulp.value(self.model.objective)) if state == pulp.LpStatusOptimal else None


def best_value(solver, table, asked):
    """Write the call in a solver's words; the best value in hundredths, None where nothing obeys."""
    shares = [(round(HUNDRED * level.cost), round(HUNDRED * level.value)) for level in asked["levels"]]
    rows = list(table.itertuples(index=False))
    at = [[solver.option(f"x_{i}_{k}") for k in range(len(shares))] for i in range(len(rows))]
    is_in = dict(zip(table["id"], (sum(each) for each in at), strict=True))
    paid = {row.id: sum(int(row.cost) * c * x for (c, _), x in zip(shares, each, strict=True))
            for row, each in zip(rows, at, strict=True)}  # fmt: skip
    for told in is_in.values():
        solver.row(told <= 1)
    solver.row(sum(paid.values()) <= int(asked["budget"]) * HUNDRED)
    for limit in asked["limits"]:
        among = [row.id for row in rows if getattr(row, limit.column) == limit.value]
        used = sum((is_in if limit.counts_files else paid)[name] for name in among)
        amount = int(limit.amount) * (1 if limit.counts_files else HUNDRED)
        solver.row(used >= amount if limit.is_floor else used <= amount)
    for column, most in (("owner", 1), ("who", asked["most_per_applicant"])):
        for name in table[column].dropna().unique():
            solver.row(sum(is_in[row.id] for row in rows if getattr(row, column) == name) <= most)
    for row in rows:
        if row.needs is not None:
            solver.row(is_in[row.id] <= is_in[row.needs])
    for name in asked["force"]:
        solver.row(is_in[name] >= 1)
    for name in asked["forbid"]:
        solver.row(is_in[name] <= 0)
    return solver.best(
        sum(int(row.value) * v * x for row, each in zip(rows, at, strict=True)
            for (_, v), x in zip(shares, each, strict=True))
    )  # fmt: skip


def main() -> None:
    found = []
    for seed in SEEDS:
        table, asked = drawn_call(seed)
        answers = [best_value(kind(), table, asked) for kind in (CpSat, Cbc)]
        assert answers[0] == answers[1], (seed, answers)
        found.append({"seed": seed, "n": len(table), "hundredths": answers[0]})
    answer = {"solvers": [CpSat.name, Cbc.name], "found": found}
    Path(__file__).with_suffix(".json").write_text(json.dumps(answer, indent=1) + "\n")


if __name__ == "__main__":
    main()
