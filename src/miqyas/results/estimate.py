"""What every estimator returns."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

TidyRow = dict[str, str | float | int]
FIGURES = ("value", "std_error", "p_value", "low", "high", "level", "control_mean")


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader must know beside the figure, as a fact; `miqyas.reporting.notes` says it in words.

    Attributes
    ----------
    name : str
        Stable name, such as ``"single_unit_clusters"``.
    count : int
        How many of them.
    """

    name: str
    count: int

    def __str__(self) -> str:
        return f"{self.name}={self.count}"

    @classmethod
    def read(cls, text: str) -> "Note":
        """Build a note from what `str` gave."""
        name, _, count = text.partition("=")
        return cls(name, int(count))


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimated effect and how sure we are of it.

    Attributes
    ----------
    estimand : str
        What is estimated, such as ``"ITT"``.
    value, std_error, low, high : float
        Effect, its standard error and interval bounds, in ``unit``.
    df : float or None
        Degrees of freedom of the reference t distribution; None for the normal distribution, or none at all.
    p_value : float
        Two-sided, against no effect.
    level : float
        Coverage the interval aims at, between 0 and 1.
    n : int
        Units used.
    n_clusters : int
        Clusters the variance is computed over; equal to ``n`` when units are independent.
    n_dropped : int
        Rows left out because a value needed was missing.
    control_mean : float
        Mean outcome of the comparison arm, in ``unit``: what the effect is to be read against.
    unit, method : str
        Unit of the effect; name of the estimator and of its variance.
    dropped_covariates : tuple of str
        Covariates left out because the others, or the strata, already say the same.
    notes : tuple of Note
        What else a reader must know: single-unit clusters, strata with one arm.
    """

    estimand: str
    value: float
    std_error: float
    df: float | None
    p_value: float
    low: float
    high: float
    level: float
    n: int
    n_clusters: int
    n_dropped: int
    control_mean: float
    unit: str
    method: str
    dropped_covariates: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def tidy(self) -> TidyRow:
        """Return one flat row, the same keys for every estimator; lists are joined by a comma.

        What does not apply is an empty text.
        """
        row: TidyRow = {}
        for field in fields(self):
            cell = getattr(self, field.name)
            cell = "" if cell is None else cell
            row[field.name] = ", ".join(map(str, cell)) if isinstance(cell, tuple) else cell
        return row

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` builds the same estimate from, as JSON knows it."""
        return json.loads(json.dumps(asdict(self), allow_nan=False))  # type: ignore[no-any-return]

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Estimate":
        """Build an estimate from what `to_dict` gave.

        Examples
        --------
        >>> stored = Estimate("ITT", 2.0, 1.0, 9.0, 0.07, -0.3, 4.3, 0.95, 11, 10, 0, 5.0, "MAD", "OLS",
        ...                   notes=(Note("one_arm_strata", 1),))
        >>> Estimate.from_dict(stored.to_dict()) == stored
        True
        """
        lists = {
            "dropped_covariates": tuple(document["dropped_covariates"]),
            "notes": tuple(Note(**note) for note in document["notes"]),
        }
        return cls(**{**document, **lists})

    @classmethod
    def from_tidy(cls, row: Mapping[str, Any]) -> "Estimate":
        """Build an estimate from the flat row that `tidy` gave; keys it does not know are left aside.

        Raises
        ------
        KeyError, ValueError, TypeError
            It is no such row.

        Examples
        --------
        >>> stored = Estimate("ITT", 2.0, 1.0, None, 0.07, -0.3, 4.3, 0.95, 11, 10, 0, 5.0, "MAD", "OLS", ("age", "sex"),
        ...                   (Note("one_arm_strata", 1),))
        >>> Estimate.from_tidy(stored.tidy()) == stored
        True
        """
        values: dict[str, Any] = {name: float(row[name]) for name in FIGURES}
        values |= {name: str(row[name]) for name in ("estimand", "unit", "method")}
        values |= {name: int(row[name]) for name in ("n", "n_clusters", "n_dropped")}
        values["df"] = None if row["df"] == "" else float(row["df"])
        left_out, notes = row["dropped_covariates"], row["notes"]
        values["dropped_covariates"] = tuple(left_out.split(", ")) if left_out else ()
        values["notes"] = tuple(map(Note.read, notes.split(", "))) if notes else ()
        return cls(**values)

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return (
            f"{self.estimand} = {self.value:.4g}{unit} "
            f"[{self.low:.4g}, {self.high:.4g}] at {self.level:.0%} (n = {self.n}, {self.method})"
        )
