"""The role each column plays in a question, declared once."""

from dataclasses import dataclass

from miqyas.errors import ColumnUsedTwice


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column is what.

    Attributes
    ----------
    outcome, treatment : str
        What may change; who was assigned (0 or 1).
    strata : str or None
        Groups inside which treatment was drawn; they enter as fixed effects.
    cluster : str or None
        Groups that were assigned or sampled as a whole; the variance is computed over them.
    covariates : tuple of str
        Numbers measured before treatment, held fixed.
    weights : str or None
        Sampling weights, greater than zero.
    instruments : tuple of str
        Numbers that move the treatment and touch the outcome through it alone; with them, the treatment may
        take other values than 0 and 1.

    Examples
    --------
    >>> Roles(outcome="profit", treatment="D", covariates=("age",)).needed
    ('profit', 'D', 'age')
    """

    outcome: str
    treatment: str
    strata: str | None = None
    cluster: str | None = None
    covariates: tuple[str, ...] = ()
    weights: str | None = None
    instruments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # Strata and cluster may be one column (individuals drawn inside each village); a grouping may not be
        # what is explained, nor what is assigned.
        groupings = tuple(name for name in (self.strata, self.cluster) if name is not None)
        exclusive = (self.outcome, self.treatment, *self.covariates, *self.instruments)
        for position, name in enumerate(exclusive):
            if name in exclusive[:position]:
                raise ColumnUsedTwice(column=name)
        for other in (*groupings, self.weights):
            if other in {self.outcome, self.treatment}:
                raise ColumnUsedTwice(column=other)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns that must hold finite numbers, the treatment apart."""
        return (self.outcome, *self.covariates, *self.instruments, *((self.weights,) if self.weights else ()))

    @property
    def needed(self) -> tuple[str, ...]:
        """Every column the question reads, each once, in the order of the question."""
        groupings = [name for name in (self.strata, self.cluster, self.weights) if name is not None]
        columns = (self.outcome, self.treatment, *self.instruments, *groupings, *self.covariates)
        return tuple(dict.fromkeys(columns))
