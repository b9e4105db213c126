"""Sums handed over by a data holder that cannot be put together."""

from miqyas.errors.sample import InvalidSample


class PlanUnreadable(InvalidSample):
    """The file is not a pre-analysis plan."""

    template = "The file “{file}” is not a Miqyas plan: {reason}. Ask for the plan.json that the study gives for download."


class PlanNotSealed(InvalidSample):
    """The plan is not the one that was sealed."""

    template = "The plan's hash is {found}; the sealed one is {expected}. The plan was changed: ask for the sealed one."


class PlanWithoutCluster(InvalidSample):
    """A plan whose sums would be those of single persons."""

    template = (
        "The plan names no cluster, so its sums would be those of single persons. "
        "Seal a plan with a cluster, such as the village, the school or the branch."
    )


class NothingToHandOver(InvalidSample):
    """Every cell is too small to leave."""

    template = (
        "None of the {n} cells of cluster and stratum may leave: each holds fewer than {smallest} rows, or too few "
        "persons differ from the others in it. Merge small cells (--small merge), or choose larger clusters."
    )


class AggregatesUnreadable(InvalidSample):
    """The file does not hold sums handed over by a holder."""

    template = "The file “{file}” does not hold sums made by “miqyas aggregate”: {reason}. Ask the holder for it again."


class AggregatesOfAnotherPlan(InvalidSample):
    """Two files answer two plans."""

    template = (
        "“{file}” answers the plan {found}, the first file the plan {expected}. "
        "Sums add up only when every holder ran the same sealed plan."
    )


class AggregatesTwice(InvalidSample):
    """The same table is counted twice."""

    template = "“{file}” and “{other}” come from the same table ({sha}); each table must be counted once."


class FileExists(InvalidSample):
    """A file stands where one would be written."""

    template = "“{file}” exists already. Choose another name, or remove it first."
