"""What a synthetic control answers with: the path, the mix, the gaps, and the same where no treatment took place."""

from dataclasses import dataclass

from miqyas.results.estimate import Estimate, TidyRow


@dataclass(frozen=True, slots=True)
class PathPoint:
    """One period: the treated unit, its synthetic control, and the gap between them.

    Attributes
    ----------
    time, observed, synthetic, gap : float
        Period; outcome of the treated unit (mean of several), of the mix, and the difference.
    is_after : bool
        Whether treatment had begun.
    p_value, low, high : float or None
        Conformal, for this period alone; None before treatment. A bound is None where periods are too few to
        reject any effect at the level asked.
    """

    time: float
    observed: float
    synthetic: float
    gap: float
    is_after: bool
    p_value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one donor, period or predictor counts, as a share of one.

    With several treated units, the mean of their weights.
    """

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Placebo:
    """The same method where the effect must be zero.

    Attributes
    ----------
    name : str
        Donor taken for treated; donor left out; period in which treatment is pretended.
    value : float
        Mean gap after treatment, real or pretended.
    pre_rmspe, post_rmspe : float
        Root mean squared gap before and after.
    gaps : tuple of float
        By period, in the order of the path; with a pretended period, up to the real start.
    """

    name: str
    value: float
    pre_rmspe: float
    post_rmspe: float
    gaps: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SyntheticControl:
    """The effect on treated units against a mix of donors.

    Attributes
    ----------
    estimate : Estimate
        Mean gap after treatment. Its p-value ranks the ratio of gaps after to gaps before among the placebos; its
        standard error and interval come from the spread of the placebos' effects.
    path : tuple of PathPoint
        Every period.
    donors : tuple of Weight
        Every donor, largest share first.
    predictors : tuple of Weight
        V, by predictor in the order given; empty when every earlier outcome is matched.
    placebos : tuple of Placebo
        Each donor taken for treated, in the order of the table.
    left_out : tuple of Placebo
        The effect without each donor that carries weight, largest share first.
    backdated : Placebo or None
        Treatment pretended earlier, with the periods before the real start only.
    pre_rmspe, post_rmspe : float
        Root mean squared gap before and after treatment.
    n_before, n_after : int
        Periods.
    average_p_value : float
        Conformal, of no effect in any period.
    average_low, average_high : float or None
        Conformal bounds of an effect constant over the periods after; None where periods are too few.
    """

    estimate: Estimate
    path: tuple[PathPoint, ...]
    donors: tuple[Weight, ...]
    predictors: tuple[Weight, ...]
    placebos: tuple[Placebo, ...]
    left_out: tuple[Placebo, ...]
    backdated: Placebo | None
    pre_rmspe: float
    post_rmspe: float
    n_before: int
    n_after: int
    average_p_value: float
    average_low: float | None
    average_high: float | None

    def tidy(self) -> list[TidyRow]:
        """Return one flat row for the average effect, each period, donor, placebo: the same keys in each."""
        found, keys = self.estimate, ("value", "std_error", "p_value", "low", "high")
        average = {key: getattr(found, key) for key in keys}
        average |= {"pre_rmspe": self.pre_rmspe, "post_rmspe": self.post_rmspe}
        conformal: dict[str, float | None] = {"value": found.value, "p_value": self.average_p_value}
        conformal |= {"low": self.average_low, "high": self.average_high}
        rows = [self._row("average", **average), self._row("conformal_average", **conformal)]
        rows += [self._gap(point) for point in self.path]
        rows += [self._row("donor", name=w.name, share=w.share) for w in self.donors]
        rows += [self._row("predictor", name=w.name, share=w.share) for w in self.predictors]
        pretended = (self.backdated,) if self.backdated else ()
        for kind, found_where in (
            ("placebo", self.placebos),
            ("left_out", self.left_out),
            ("backdated", pretended),
        ):
            rows += [
                self._row(kind, name=p.name, value=p.value, pre_rmspe=p.pre_rmspe, post_rmspe=p.post_rmspe)
                for p in found_where
            ]
        return rows

    def _gap(self, p: PathPoint) -> TidyRow:
        cells = {"observed": p.observed, "synthetic": p.synthetic, "value": p.gap}
        return self._row("gap", time=p.time, p_value=p.p_value, low=p.low, high=p.high, **cells)

    def _row(self, kind: str, **cells: str | float | None) -> TidyRow:
        keys = ("name", "time", "observed", "synthetic", "share", "value", "std_error", "p_value", "low",
                "high", "pre_rmspe", "post_rmspe")  # fmt: skip
        row: TidyRow = {"kind": kind}
        for key in keys:
            cell = cells.get(key)
            row[key] = "" if cell is None else cell
        return {
            **row,
            "level": self.estimate.level,
            "n": self.estimate.n,
            "unit": self.estimate.unit,
            "method": self.estimate.method,
        }
