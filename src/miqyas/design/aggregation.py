"""What a sealed plan asks of a data holder: sums by cluster, and nothing of single persons."""

import json
from pathlib import Path

import numpy as np

import miqyas
from miqyas.data.aggregation.cells import Cells, sum_cells
from miqyas.data.aggregation.disclosure import DisclosureRule, withhold
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import variables_of
from miqyas.design.plan import Plan
from miqyas.errors import NothingToHandOver, PlanNotSealed, PlanUnreadable, PlanWithoutCluster
from miqyas.results.aggregates import Aggregates, Cell

LARGEST_PLAN = 2**20  # bytes; a plan is a page of text


def read_plan(path: Path, *, sealed: str | None = None) -> Plan:
    """Read a plan, and hold it against the hash under which it was sealed, when one is given.

    Raises
    ------
    InvalidSample
        `PlanUnreadable`, `PlanNotSealed`.
    """
    try:
        if path.stat().st_size > LARGEST_PLAN:
            raise PlanUnreadable(file=path.name, reason=f"{path.stat().st_size} bytes")
        document = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(document, dict):
            raise PlanUnreadable(file=path.name, reason="no JSON object")
        plan = Plan.from_dict(document)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise PlanUnreadable(file=path.name, reason=str(error)) from error
    if sealed and sealed.lower() != plan.sha256():
        raise PlanNotSealed(found=plan.sha256(), expected=sealed.lower())
    return plan


def aggregate(
    relation: Relation,
    plan: Plan,
    *,
    holder: str,
    rule: DisclosureRule | None = None,
    dataset_sha256: str = "",
) -> Aggregates:
    """Sum a holder's rows by cluster and stratum, and withhold what would tell of few people.

    Parameters
    ----------
    relation : Relation
        The holder's table, or anything `open_relation` takes. It is read where it stands.
    plan : Plan
        The sealed plan; it must name a cluster.
    holder : str
        Who holds the data.
    rule : DisclosureRule, optional
        When a cell may leave; by default ten rows, three that differ, small cells left out.
    dataset_sha256 : str
        Hash of the table when it is one file, so that nobody counts it twice.

    Returns
    -------
    Aggregates
        All that leaves.

    Raises
    ------
    InvalidSample
        `PlanWithoutCluster`, `NothingToHandOver`, and those of `sum_cells`.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"y": [float(i % 7) for i in range(60)], "d": [i // 30 for i in range(60)],
    ...                       "village": [i // 15 for i in range(60)]})
    >>> plan = Plan(question="Does it help?", design="cluster_randomised", outcome="y", treatment="d",
    ...             cluster="village")
    >>> [cell.n for cell in aggregate(open_relation(table), plan, holder="A bank").cells]
    [15, 15, 15, 15]
    """
    if plan.cluster is None:
        raise PlanWithoutCluster
    table = open_relation(relation)
    rule = rule or DisclosureRule()
    roles = Roles(plan.outcome, plan.treatment, plan.strata, plan.cluster, plan.covariates, plan.weights)
    every = sum_cells(table, roles, secret=plan.sha256())
    kept, withheld = withhold(every, rule)
    if not kept.clusters:
        raise NothingToHandOver(n=len(every.clusters), smallest=rule.smallest)
    return Aggregates(
        holder=holder,
        plan=plan.to_dict(),
        plan_sha256=plan.sha256(),
        dataset_sha256=dataset_sha256,
        library=miqyas.__version__,
        variables=variables_of(roles),
        cells=_cells(kept),
        n_rows=int(kept.n.sum()),
        n_dropped=table.n_rows - int(every.n.sum()),
        n_withheld_rows=withheld.n_rows,
        n_withheld_clusters=withheld.n_clusters,
        n_merged_cells=withheld.n_merged,
        smallest=rule.smallest,
        smallest_apart=rule.smallest_apart,
    )


def _cells(kept: Cells) -> tuple[Cell, ...]:
    upper = np.triu_indices(kept.means.shape[1])
    found = [
        Cell(
            cluster=kept.clusters[place],
            stratum=kept.strata[place],
            n=int(kept.n[place]),
            n_treated=int(kept.n_treated[place]),
            weight=float(kept.weight[place]),
            means=tuple(map(float, kept.means[place])),
            products=tuple(map(float, kept.products[place][upper])),
        )
        for place in range(len(kept.clusters))
    ]
    # By pseudonym: the order of the names themselves would undo them.
    return tuple(sorted(found, key=lambda cell: (cell.stratum, cell.cluster)))
