"""What a question by groups answers with: an effect in each group, and whether they differ."""

from dataclasses import dataclass

from miqyas.results.estimate import Note, TidyRow


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """The effect in one group.

    Attributes
    ----------
    group : str
        Name of the group, or the rule that defines it.
    value, std_error, p_value, low, high : float
        Effect in the unit of the outcome, and how sure we are of it taken alone.
    adjusted_p_value : float
        The same p-value once all groups were looked at (Holm).
    control_mean : float
        Mean outcome of the group's comparison arm.
    n, n_treated : int
        Rows of the group; those treated.
    """

    group: str
    value: float
    std_error: float
    p_value: float
    adjusted_p_value: float
    low: float
    high: float
    control_mean: float
    n: int
    n_treated: int


@dataclass(frozen=True, slots=True)
class GroupEffects:
    """Effects by group.

    Attributes
    ----------
    effects : tuple of GroupEffect
        In the order of the groups.
    difference_p_value : float or None
        Of the test that the effect is the same in all groups; None when it cannot be made.
    df : float or None
        Degrees of freedom of the intervals' t distribution, where all groups share it.
    level : float
        Coverage of each interval.
    n, n_clusters, n_dropped : int
        Rows that measure the effects; clusters, or rows, their variance is over; rows left out.
    unit, method : str
        Unit of the effects; estimator and variance.
    dropped_covariates : tuple of str
        Covariates left out because the others already say the same.
    notes : tuple of Note
        What else a reader must know.
    """

    effects: tuple[GroupEffect, ...]
    difference_p_value: float | None
    df: float | None
    level: float
    n: int
    n_clusters: int
    n_dropped: int
    unit: str
    method: str
    dropped_covariates: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def tidy(self) -> list[TidyRow]:
        """Return one flat row by group, the same keys in each; what does not apply is an empty text."""
        return [
            {
                "group": effect.group,
                "value": effect.value,
                "std_error": effect.std_error,
                "p_value": effect.p_value,
                "adjusted_p_value": effect.adjusted_p_value,
                "low": effect.low,
                "high": effect.high,
                "control_mean": effect.control_mean,
                "n": effect.n,
                "n_treated": effect.n_treated,
                "difference_p_value": "" if self.difference_p_value is None else self.difference_p_value,
                "level": self.level,
                "n_clusters": self.n_clusters,
                "n_dropped": self.n_dropped,
                "unit": self.unit,
                "method": self.method,
            }
            for effect in self.effects
        ]
