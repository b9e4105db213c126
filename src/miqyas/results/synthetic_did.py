"""What a synthetic difference-in-differences answers with: an effect for each start, its weights, its gaps."""

from dataclasses import dataclass

from miqyas.results.estimate import Estimate, TidyRow
from miqyas.results.synthetic import Weight


@dataclass(frozen=True, slots=True)
class CohortEffect:
    """Treated units that begin together.

    Attributes
    ----------
    time : float
        First period under treatment.
    value : float
        Effect, in the unit of the outcome: the mean gap from then on.
    n_treated : int
        Units.
    pre_rmspe : float
        Root mean squared gap before treatment, a constant apart.
    gaps, observed : tuple of float
        By period: treated less weighted donors, less what this was in the weighted periods before; mean outcome,
        less what covariates explain.
    donors, periods : tuple of Weight
        Share of each donor, and of each period before treatment.
    """

    time: float
    value: float
    n_treated: int
    pre_rmspe: float
    gaps: tuple[float, ...]
    observed: tuple[float, ...]
    donors: tuple[Weight, ...]
    periods: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class SyntheticDid:
    """The average effect over cohorts, and each of them.

    Attributes
    ----------
    estimate : Estimate
        Average weighted by treated units times periods, with its standard error.
    periods : tuple of float
        Every period, in order.
    cohorts : tuple of CohortEffect
        By start.
    """

    estimate: Estimate
    periods: tuple[float, ...]
    cohorts: tuple[CohortEffect, ...]

    def tidy(self) -> list[TidyRow]:
        """Return one flat row for the average, each cohort, gap, donor and period: the same keys in each."""
        found = self.estimate
        keys = ("value", "std_error", "p_value", "low", "high")
        rows = [self._row("average", **{key: getattr(found, key) for key in keys})]
        for cohort in self.cohorts:
            start = cohort.time
            rows.append(
                self._row("cohort", start=start, value=cohort.value, n_treated=cohort.n_treated,
                          pre_rmspe=cohort.pre_rmspe)
            )  # fmt: skip
            rows += [
                self._row("gap", start=start, time=time, value=gap, observed=observed)
                for time, gap, observed in zip(self.periods, cohort.gaps, cohort.observed, strict=True)
            ]
            for kind, weights in (("donor", cohort.donors), ("period", cohort.periods)):
                rows += [self._row(kind, start=start, name=one.name, share=one.share) for one in weights]
        return rows

    def _row(self, kind: str, **cells: str | float) -> TidyRow:
        keys = ("start", "name", "time", "observed", "share", "value", "std_error", "p_value", "low", "high",
                "n_treated", "pre_rmspe")  # fmt: skip
        row: TidyRow = {"kind": kind, **{key: cells.get(key, "") for key in keys}}
        found = self.estimate
        return {**row, "level": found.level, "n": found.n, "unit": found.unit, "method": found.method}
