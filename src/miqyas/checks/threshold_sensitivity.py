"""Sensitivity of a regression discontinuity: other bandwidths, donuts, false thresholds, baseline covariates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from miqyas.checks.sentences.threshold_sensitivity import threshold_sensitivity_sentence
from miqyas.data.pulled import Pulled
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import (
    MiqyasError,
    NoResidualVariation,
    ReceivedNotMoved,
    TooFewAtThreshold,
    TooFewClusters,
)
from miqyas.estimators.threshold_fit import Choice, at_threshold
from miqyas.estimators.threshold_rows import rows_for
from miqyas.estimators.threshold_sample import Threshold, TreatedSide
from miqyas.numerics.jump import Window
from miqyas.numerics.local_polynomial import Kernel
from miqyas.numerics.multiplicity import holm
from miqyas.numerics.threshold_bandwidths import Selector
from miqyas.results.check import CheckResult
from miqyas.results.discontinuity import Discontinuity
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
MULTIPLES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
DONUTS = (0.02, 0.05, 0.1)  # shares of the bandwidth
PLACEBOS = (0.25, 0.5, 0.75)  # quantiles of the running variable on each side
COLUMNS = ("kind", "name", "bandwidth", "donut", "cutoff", "value", "low", "high", "p_value", "n")
SIGNIFICANCE = 0.05  # of a false jump, all those of a kind counted (Holm)


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate again; ``found`` is None with the refusal where the data do not allow it."""

    kind: str
    name: str
    found: Discontinuity | None
    refusal: str = ""

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells of the table."""
        if self.found is None:
            return (self.kind, self.name, *(None,) * (len(COLUMNS) - 2))
        one, estimate = self.found, self.found.estimate
        figures = (estimate.value, estimate.low, estimate.high, estimate.p_value, estimate.n)
        return (self.kind, self.name, one.bandwidth, one.donut, one.cutoff, *figures)


def threshold_sensitivity(
    relation: Relation,
    *,
    outcome: str,
    running: str,
    cutoff: float,
    treatment: str | None = None,
    treated: TreatedSide = TreatedSide.ABOVE,
    covariates: Sequence[str] = (),
    cluster: str | None = None,
    weights: str | None = None,
    kernel: Kernel = Kernel.TRIANGULAR,
    order: int = 1,
    selector: Selector = Selector.MSERD,
    bandwidth: float | None = None,
    bias_bandwidth: float | None = None,
    level: float = 0.95,
    multiples: Sequence[float] = MULTIPLES,
    donuts: Sequence[float] | None = None,
    placebos: Sequence[float] = PLACEBOS,
    baseline: Sequence[str] = (),
) -> CheckResult:
    """Estimate the jump again where it should stay, and where there should be none.

    An effect that only one bandwidth shows, or that leaves with the nearest units, is not the rule's. A jump
    where no rule applies, or of what was measured before it, says that something else happens at thresholds.

    Parameters
    ----------
    relation, outcome, running, cutoff, treatment, treated, covariates, cluster, weights
        As in `rdd`.
    kernel, order, selector, bandwidth, bias_bandwidth, level
        As in `rdd`.
    multiples : sequence of float
        Of both bandwidths.
    donuts : sequence of float, optional
        In the unit of ``running``, each with the bandwidth that suits what is left; by default 2, 5 and 10 % of
        the bandwidth.
    placebos : sequence of float
        Quantiles of ``running`` on each side, where a jump of the outcome is sought among units of that side.
    baseline : sequence of str
        Columns of numbers measured before the rule: each is the outcome in turn.

    Returns
    -------
    CheckResult
        ``passed`` when every estimate with another bandwidth or a donut lies within the interval of the first,
        and no false threshold nor baseline column jumps (5 %, Holm among those of its kind); None when a kind
        asked could not be estimated at all. The table has a row for each (``bandwidth``, ``donut``,
        ``placebo``, ``baseline``), with empty cells and a note where too little is left. Facts: ``n_settings``,
        ``n_outside``, ``lowest``, ``highest``, ``n_placebo``, ``n_placebo_jumps``, ``n_baseline``,
        ``n_baseline_jumps``, ``baseline_jumps`` (names).

    Raises
    ------
    InvalidSample
        As in `rdd`, for the estimate all others are set against.

    References
    ----------
    Cattaneo, M. D., Idrobo, N. and Titiunik, R. (2020). A Practical Introduction to Regression Discontinuity
    Designs: Foundations, section 5: bandwidths, donuts, false thresholds, covariates.
    Imbens, G. and Lemieux, T. (2008). Regression discontinuity designs: a guide to practice. Journal of
    Econometrics 142(2), 615-635.

    Examples
    --------
    >>> import pandas as pd
    >>> x = np.linspace(-1, 1, 400)
    >>> exam = pd.DataFrame({"x": x, "y": 2.0 * (x >= 0) + x + 0.1 * np.sin(900 * x), "age": np.cos(700 * x)})
    >>> found = threshold_sensitivity(exam, outcome="y", running="x", cutoff=0.0, baseline=["age"])
    >>> len(found.table.rows), found.facts["n_outside"], found.facts["n_placebo"], found.facts["n_baseline"]
    (16, 0, 6, 1)
    """
    threshold = Threshold(outcome, running, cutoff, treated, treatment, tuple(covariates), cluster, weights)
    choice = Choice(
        kernel=kernel, order=order, selector=selector, bandwidth=bandwidth, bias_bandwidth=bias_bandwidth,
        level=level,
    )  # fmt: skip
    table = open_relation(relation)
    gathered, choice = rows_for(table, threshold, choice, multiples=multiples)
    first = at_threshold(gathered, threshold, choice)
    holes = [share * first.bandwidth for share in DONUTS] if donuts is None else donuts
    rows = [
        *_bandwidths(gathered, threshold, choice, first, multiples),
        *(
            _again("donut", f"{hole:.4g}", gathered, threshold, replace(choice, donut=hole, window=None))
            for hole in holes
        ),
        *_placebos(gathered, threshold, choice, placebos),
        *(_baseline(table, name, threshold, choice) for name in baseline),
    ]
    facts = _facts(rows, first)
    passed = _verdict(rows, facts)
    text: dict[str, str] = {
        language: threshold_sensitivity_sentence(language, facts, passed=passed) for language in LANGUAGES
    }
    notes = tuple(f"{row.kind} {row.name}: {row.refusal}" for row in rows if row.refusal)
    shown = Table(COLUMNS, tuple(row.cells() for row in rows), notes)
    return CheckResult("threshold_sensitivity", passed, shown, text, facts)


def _again(kind: str, name: str, found: Pulled, threshold: Threshold, choice: Choice) -> Row:
    try:
        return Row(kind, name, at_threshold(found, threshold, choice))
    except (TooFewAtThreshold, TooFewClusters, NoResidualVariation, ReceivedNotMoved) as refusal:
        return Row(kind, name, None, str(refusal))


def _bandwidths(
    found: Pulled, threshold: Threshold, choice: Choice, first: Discontinuity, multiples: Sequence[float]
) -> Iterator[Row]:
    for multiple in multiples:
        h, b = (first.bandwidth, first.bandwidth_other), (first.bias_bandwidth, first.bias_bandwidth_other)
        wider = Window((multiple * h[0], multiple * h[1]), (multiple * b[0], multiple * b[1]))
        yield _again("bandwidth", f"{multiple:g}", found, threshold, replace(choice, window=wider))


def _placebos(
    found: Pulled, threshold: Threshold, choice: Choice, quantiles: Sequence[float]
) -> Iterator[Row]:
    """False thresholds inside each side; what was received has no jump there, so the outcome alone is looked at."""
    x = found.numbers[threshold.running]
    alone = replace(threshold, received=None)
    free = replace(choice, bandwidth=None, bias_bandwidth=None, window=None)
    for side in (x < threshold.cutoff, x >= threshold.cutoff):
        for quantile in quantiles:
            place = float(np.quantile(x[side], quantile))
            kept = Pulled(
                numbers={name: values[side] for name, values in found.numbers.items()},
                groups={name: codes[side] for name, codes in found.groups.items()},
                labels=found.labels,
                n=int(side.sum()),
                n_dropped=found.n_dropped,
            )
            yield _again("placebo", f"{place:.6g}", kept, replace(alone, cutoff=place), free)


def _baseline(table: Relation, name: str, threshold: Threshold, choice: Choice) -> Row:
    """The jump of a column measured before the rule, with a bandwidth of its own."""
    asked = replace(threshold, outcome=name, received=None, covariates=())
    free = replace(choice, bandwidth=None, bias_bandwidth=None, window=None)
    try:
        found, free = rows_for(table, asked, free)
        return _again("baseline", name, found, asked, free)
    except MiqyasError as refusal:
        return Row("baseline", name, None, str(refusal))


def _facts(rows: Sequence[Row], first: Discontinuity) -> Facts:
    settings = [row.found.estimate.value for row in rows if row.kind in {"bandwidth", "donut"} and row.found]
    low, high = first.estimate.low, first.estimate.high
    false = {kind: _jumping(rows, kind) for kind in ("placebo", "baseline")}
    facts: Facts = {
        "n_settings": len(settings),
        "n_outside": sum(not low <= value <= high for value in settings),
        "lowest": min([first.estimate.value, *settings]),
        "highest": max([first.estimate.value, *settings]),
    }
    for kind, names in false.items():
        facts[f"n_{kind}"] = sum(row.kind == kind and row.found is not None for row in rows)
        facts[f"n_{kind}_jumps"] = len(names)
    facts["baseline_jumps"] = ", ".join(false["baseline"])
    return facts


def _jumping(rows: Sequence[Row], kind: str) -> list[str]:
    asked = [row for row in rows if row.kind == kind and row.found is not None]
    if not asked:
        return []
    adjusted = holm(np.array([row.found.estimate.p_value for row in asked if row.found is not None]))
    return [row.name for row, p_value in zip(asked, adjusted, strict=True) if p_value < SIGNIFICANCE]


def _verdict(rows: Sequence[Row], facts: Facts) -> bool | None:
    if facts["n_outside"] or facts["n_placebo_jumps"] or facts["n_baseline_jumps"]:
        return False
    asked = {row.kind for row in rows}
    answered = {row.kind for row in rows if row.found is not None}
    return True if asked == answered else None
