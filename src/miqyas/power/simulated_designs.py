"""Power by simulation of a design as declared, run with the estimator of that name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import duckdb
import numpy as np

from miqyas.data.columns import relation_from
from miqyas.data.relation import Relation
from miqyas.errors import InvalidPowerFigure
from miqyas.estimators.ancova import ancova
from miqyas.estimators.did import did
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.estimators.its import its
from miqyas.estimators.itt import itt
from miqyas.estimators.iv import iv
from miqyas.estimators.rdd import rdd
from miqyas.estimators.subgroups import subgroups
from miqyas.estimators.twfe import twfe
from miqyas.numerics.local_polynomial import Kernel
from miqyas.power.aim import Aim
from miqyas.power.analytic import power_of
from miqyas.power.declared import Figures, declare
from miqyas.power.draws import (
    BASELINES,
    Columns,
    draw_assigned,
    draw_groups,
    draw_series,
    draw_threshold,
    draw_two_rounds,
    draw_wedge,
)
from miqyas.power.series import Interrupted
from miqyas.power.simulated import COVARIATES, counted_draws
from miqyas.power.sized import Sized
from miqyas.power.threshold import Reading
from miqyas.power.trial import Trial
from miqyas.power.wedge import SteppedWedge
from miqyas.results.estimate import Estimate
from miqyas.results.power import PowerResult

Draw = Callable[[], Columns]
Rejects = Callable[[Relation], bool]


@dataclass(frozen=True, slots=True)
class Study:
    """What is drawn again and again, and read at this coverage."""

    design: str
    figures: Figures
    declared: Sized
    effect: float
    places: int
    rng: np.random.Generator
    level: float


def simulated_design(
    design: str,
    figures: Figures,
    *,
    effect: float,
    places: int,
    rng: np.random.Generator,
    n_draws: int = 500,
    aim: Aim | None = None,
    unit: str = "",
) -> PowerResult:
    """Draw a design as declared and count how often its own estimator rejects no effect.

    Outcomes are drawn as in `simulated_power`. The score of a threshold is uniform or normal and the line straight; a
    stepped roll-out has other persons at each round; the errors of a series are first-order.

    Parameters
    ----------
    design, figures
        As in `declare`.
    effect, places, aim, unit
        As in `power_of`; an aim with a margin or several outcomes is not simulated.
    rng : numpy Generator
        Source of chance; the same seed gives the same result.
    n_draws : int
        Draws, at least twenty.

    Returns
    -------
    PowerResult
        ``power`` is the share of draws that reject, with its ``monte_carlo_error``; the rest as `power_of`.

    Raises
    ------
    InvalidPowerFigure
        As in `power_of`; too few draws; a design that is not drawn (rounds of a share, clusters at a threshold).

    References
    ----------
    Blair, G., Cooper, J., Coppock, A. and Humphreys, M. (2019). Declaring and diagnosing research designs. American
    Political Science Review 113(3), 838-859.

    Examples
    --------
    >>> simulated_design("its", Figures(), effect=9, places=30, rng=np.random.default_rng(1), n_draws=20).power
    1.0
    """
    declared = declare(design, figures)
    planned = power_of(declared, effect=effect, places=places, aim=aim, unit=unit)
    _check_drawn(design, declared)
    draw, rejects = _prepared(Study(design, figures, declared, effect, places, rng, 1 - planned.significance))

    def one(engine: duckdb.DuckDBPyConnection) -> bool:
        return rejects(relation_from(draw(), engine))

    return counted_draws(planned, one, n_draws=n_draws, aim=aim, estimator=_estimator(design))


def _estimator(design: str) -> str:
    """A stepped wedge is estimated by two-way fixed effects: we have no mixed model."""
    return "twfe" if design == "stepped-wedge" else design


def _check_drawn(design: str, declared: object) -> None:
    of_share = getattr(declared, "control_share", None) is not None
    if of_share and (
        design in {"ancova", "did", "twfe", "stepped-wedge", "rdd"} or getattr(declared, "r2", 0) > 0
    ):
        raise InvalidPowerFigure(name="control_share", found=design, expected="itt, iv, subgroups (simulate)")
    if design == "rdd" and isinstance(declared, Trial) and declared.cluster_size is not None:
        raise InvalidPowerFigure(
            name="cluster_size", found=declared.cluster_size, expected="— (rdd, simulate)"
        )


def _prepared(study: Study) -> tuple[Draw, Rejects]:
    """Return what draws a table, and what says whether its estimate tells the effect from zero."""
    declared, size, level = study.declared, (study.effect, study.places, study.rng), study.level
    if isinstance(declared, SteppedWedge):
        return partial(draw_wedge, declared, *size), partial(_panel_rejects, level=level)
    if isinstance(declared, Interrupted):
        return partial(draw_series, declared, *size), partial(
            _series_rejects, start=declared.split(study.places)[1], level=level
        )
    if not isinstance(declared, Trial):
        raise TypeError(study.design)
    cluster = None if declared.cluster_size is None else "place"
    if study.design == "rdd":
        reading = study.figures.reading or Reading.LINE
        drawn = partial(draw_threshold, declared, study.figures, *size)
        return drawn, partial(_threshold_rejects, reading=reading, level=level)
    if study.design in {"did", "twfe"}:
        return partial(draw_two_rounds, declared, *size), partial(
            _change_rejects, cluster=cluster, level=level
        )
    if study.design == "subgroups":
        grouped = partial(draw_groups, declared, study.figures, *size)
        return grouped, partial(_groups_differ, cluster=cluster, level=level)
    whole = partial(draw_assigned, declared, *size)
    return whole, partial(_arms_differ, design=study.design, cluster=cluster, level=level)


def _off_zero(found: Estimate) -> bool:
    return not found.low <= 0 <= found.high


def _arms_differ(table: Relation, *, design: str, cluster: str | None, level: float) -> bool:
    held = [name for name in COVARIATES if name in table.columns and name != "before"]
    if design == "difference-in-means":
        return _off_zero(
            difference_in_means(table, outcome="outcome", treatment="treated", cluster=cluster, level=level)
        )
    asked = {
        "outcome": "outcome",
        "treatment": "treated",
        "cluster": cluster,
        "covariates": held,
        "level": level,
    }
    if design == "ancova":
        baseline = [name for name in BASELINES if name in table.columns]
        return _off_zero(ancova(table, baseline=baseline, **asked))  # type: ignore[arg-type]  # its own names
    if design == "iv":
        received = {**asked, "treatment": "received", "instruments": "treated"}
        return _off_zero(iv(table, **received))  # type: ignore[arg-type]  # its own names
    return _off_zero(itt(table, **asked))  # type: ignore[arg-type]  # its own names


def _change_rejects(table: Relation, *, cluster: str | None, level: float) -> bool:
    return _off_zero(
        did(
            table,
            outcome="outcome",
            treatment="treated",
            time="time",
            unit_id="unit",
            cluster=cluster,
            level=level,
        )
    )


def _panel_rejects(table: Relation, *, level: float) -> bool:
    return _off_zero(
        twfe(table, outcome="outcome", treatment="treated", unit_id="place", time="time", level=level)
    )


def _series_rejects(table: Relation, *, start: int, level: float) -> bool:
    return _off_zero(its(table, outcome="outcome", time="time", start=start, level=level).estimate)


def _groups_differ(table: Relation, *, cluster: str | None, level: float) -> bool:
    held = [name for name in COVARIATES if name in table.columns]
    found = subgroups(
        table,
        outcome="outcome",
        treatment="treated",
        group="member",
        cluster=cluster,
        covariates=held,
        level=level,
    )
    return found.difference_p_value is not None and found.difference_p_value < 1 - level


def _threshold_rejects(table: Relation, *, reading: Reading, level: float) -> bool:
    """A line over all units, or the robust interval with a triangular kernel, over the same width."""
    line = reading is Reading.LINE
    found = rdd(
        table, outcome="outcome", running="score", cutoff=0.0, level=level, bandwidth=1.0,
        kernel=Kernel.UNIFORM if line else Kernel.TRIANGULAR,
    )  # fmt: skip
    if not line:
        return _off_zero(found.estimate)
    margin = (
        (found.estimate.high - found.estimate.low)
        / 2
        * found.conventional_std_error
        / found.estimate.std_error
    )
    return abs(found.estimate.value) > margin
