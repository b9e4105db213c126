"""Power, sample size and detectable effect, by formula."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from miqyas.errors import EffectTooLarge, InvalidPowerFigure, PowerUnreachable
from miqyas.numerics.rejection import chance_of_rejecting
from miqyas.power.trial import UNIT_OPEN, Trial
from miqyas.results.power import PowerResult
from miqyas.results.table import Table

HALVINGS, LARGEST = 200, 2**40


def power_of(
    trial: Trial, *, effect: float, places: int, significance: float = 0.05, unit: str = ""
) -> PowerResult:
    """Return the chance that a trial of this size shows an effect.

    The estimate is normal with the variance of the design, the test Student's with as many degrees of freedom
    as clusters (or units) less two and the further strata; for a share of units assigned one by one, normal.

    Parameters
    ----------
    trial : Trial
        The design.
    effect : float
        True effect, in the unit of the outcome; a difference of shares for a share.
    places : int
        Clusters assigned when the trial has clusters, else units.
    significance : float
        Of the two-sided test, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    PowerResult
        With the number treated rounded to the nearest whole.

    Raises
    ------
    InvalidPowerFigure
        A figure that cannot be; too few places for the test.

    References
    ----------
    Bloom, H. S. (2005). Randomizing groups to evaluate place-based programs. In Learning More from Social
    Experiments, chapter 4: minimum detectable effects of cluster designs.
    McKenzie, D. (2012). Beyond baseline and follow-up: the case for more T in experiments. Journal of Development
    Economics 99(2), 210-221.
    Eldridge, S. M., Ashby, D. and Kerry, S. (2006). Sample size for cluster randomized trials: effect of
    coefficient of variation of cluster size and analysis method. International Journal of Epidemiology 35(5),
    1292-1300.

    Examples
    --------
    >>> round(power_of(Trial(), effect=0.5, places=128).power, 4)
    0.8015
    """
    _check(trial, effect, significance)
    treated = round(places * trial.share_treated)
    if min(treated, places - treated) < 1 or ((df := trial.df(places)) is not None and df < 1):
        raise InvalidPowerFigure(name="n", found=places, expected=f"> {trial.n_strata + 1}")
    arms = (treated, places - treated)
    return _result(trial, arms, effect=effect, significance=significance, unit=unit, asked="power")


def sample_size(
    trial: Trial, *, effect: float, power: float = 0.8, significance: float = 0.05, unit: str = ""
) -> PowerResult:
    """Return the least number of units, or of clusters, that shows an effect with this power.

    Examples
    --------
    >>> sample_size(Trial(), effect=0.5).n
    128
    """
    _check(trial, effect, significance)
    _check_chance("power", power)
    if effect == 0 or power <= significance:
        raise InvalidPowerFigure(
            name="effect" if effect == 0 else "power", found=effect or power, expected="≠ 0; > α"
        )

    def at(arms: tuple[int, int]) -> PowerResult:
        return _result(trial, arms, effect=effect, significance=significance, unit=unit, asked="size")

    def reaches(places: int) -> bool:
        found = _arms(trial, places)
        df = trial.df(sum(found))
        enough = min(found) >= 1 and (df is None or df >= 1)
        return enough and at(found).power >= power

    return at(_arms(trial, _least(reaches, 2)))


def cluster_size(
    trial: Trial,
    *,
    effect: float,
    n_clusters: int,
    power: float = 0.8,
    significance: float = 0.05,
    unit: str = "",
) -> PowerResult:
    """Return the least number of units in each of ``n_clusters`` clusters that shows an effect with this power.

    Examples
    --------
    >>> cluster_size(Trial(cluster_size=1, icc=0.05), effect=0.3, n_clusters=40).cluster_size
    17.0
    """
    if trial.cluster_size is None:
        raise InvalidPowerFigure(name="cluster_size", found="—", expected="≥ 1")
    _check_chance("power", power)

    def at(size: int) -> PowerResult:
        return power_of(
            replace(trial, cluster_size=float(size)), effect=effect, places=n_clusters, significance=significance,
            unit=unit,
        )  # fmt: skip

    if (most := at(LARGEST).power) < power:
        raise PowerUnreachable(n_clusters=n_clusters, found=f"{most:.3f}", wanted=f"{power:g}")
    return replace(at(_least(lambda size: at(size).power >= power, 1)), asked="size")


def detectable_effect(
    trial: Trial, *, places: int, power: float = 0.8, significance: float = 0.05, unit: str = ""
) -> PowerResult:
    """Return the least effect above zero that a trial of this size shows with this power.

    For a share, an increase; when none within the possible range is seen, it is refused.

    Examples
    --------
    >>> round(detectable_effect(Trial(), places=128).effect, 3)
    0.499
    """
    _check_chance("power", power)
    low, high = 0.0, 1.0 if trial.control_share is None else 1 - trial.control_share
    if trial.control_share is None:
        while _power(trial, high, places, significance) < power:
            high *= 2
        while _power(trial, high / 2, places, significance) > power:
            high /= 2
    elif (most := _power(trial, high * (1 - 1e-9), places, significance)) < power:
        raise EffectTooLarge(share=trial.control_share, found=f"{most:.3f}")
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if _power(trial, middle, places, significance) < power else (low, middle)
    found = power_of(trial, effect=high, places=places, significance=significance, unit=unit)
    return replace(found, asked="effect")


def power_curve(
    trial: Trial, *, effects: Sequence[float], sizes: Sequence[int], significance: float = 0.05
) -> Table:
    """Return the power of each effect at each number of units or clusters: ``effect``, ``places``, ``power``."""
    rows = tuple(
        (effect, places, power_of(trial, effect=effect, places=places, significance=significance).power)
        for effect in effects
        for places in sizes
    )
    return Table(("effect", "places", "power"), rows)


def _power(trial: Trial, effect: float, places: int, significance: float) -> float:
    return power_of(trial, effect=effect, places=places, significance=significance).power


def _arms(trial: Trial, places: int) -> tuple[int, int]:
    """Part places in two, neither arm short of its share."""
    treated = math.ceil(places * trial.share_treated - 1e-9)
    return treated, math.ceil(places * (1 - trial.share_treated) - 1e-9)


def _least(reaches: Callable[[int], bool], start: int) -> int:
    high = start
    while not reaches(high):
        high *= 2
    low = start if high == start else high // 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle + 1, high)
    return high


def _result(
    trial: Trial, arms: tuple[int, int], *, effect: float, significance: float, unit: str, asked: str
) -> PowerResult:
    treated, control = arms
    error, null_error = _errors(trial, effect, treated, control)
    places, size = treated + control, trial.cluster_size
    df = trial.df(places)
    units = [math.ceil(arm * (size or 1) - 1e-9) for arm in (treated, control)]
    alone = replace(
        trial, cluster_size=None, icc=0.0, size_cv=0.0, r2=0.0, r2_clusters=0.0, n_before=0, n_after=1,
        autocorrelation=0.0, panel=type(trial.panel).POST,
    )  # fmt: skip
    simple = alone.variance_by_place / (size or 1)
    return PowerResult(
        asked=asked,
        effect=effect,
        power=chance_of_rejecting(effect / error, df, significance, null_ratio=null_error / error),
        significance=significance,
        n=sum(units),
        n_treated=units[0],
        n_control=units[1],
        n_clusters=None if size is None else places,
        n_treated_clusters=None if size is None else treated,
        n_control_clusters=None if size is None else control,
        cluster_size=size,
        std_error=error,
        df=df,
        design_effect=trial.variance_by_place / simple,
        monte_carlo_error=None,
        unit=unit,
        method=_method(trial, df),
    )


def _errors(trial: Trial, effect: float, treated: int, control: int) -> tuple[float, float]:
    """Return the standard error of the estimate, and the one the test supposes when there is no effect."""
    scale = trial.variance_by_place
    if trial.control_share is None:
        error = trial.std_dev * math.sqrt(scale * (1 / treated + 1 / control))
        return error, error
    first, second = trial.control_share + effect, trial.control_share
    pooled = (treated * first + control * second) / (treated + control)
    error = math.sqrt(scale * (first * (1 - first) / treated + second * (1 - second) / control))
    return error, math.sqrt(scale * pooled * (1 - pooled) * (1 / treated + 1 / control))


def _check(trial: Trial, effect: float, significance: float) -> None:
    _check_chance("significance", significance)
    if not math.isfinite(effect):
        raise InvalidPowerFigure(name="effect", found=effect, expected="≠ ∞")
    if trial.control_share is not None and not 0 < trial.control_share + effect < 1:
        expected = f"{-trial.control_share:g} < … < {1 - trial.control_share:g}"
        raise InvalidPowerFigure(name="effect", found=effect, expected=expected)


def _check_chance(name: str, found: float) -> None:
    if not 0 < found < 1:
        raise InvalidPowerFigure(name=name, found=found, expected=UNIT_OPEN)


def _method(trial: Trial, df: float | None) -> str:
    parts = ["units" if trial.cluster_size is None else "clusters", str(trial.panel)]
    return ", ".join([*parts, "normal" if df is None else "noncentral t"])
