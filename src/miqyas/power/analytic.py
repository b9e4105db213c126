"""Power, sample size and detectable effect, by formula."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from miqyas.errors import EffectTooLarge, InvalidPowerFigure, PowerUnreachable
from miqyas.power.aim import Aim
from miqyas.power.sized import Sized
from miqyas.power.trial import Trial
from miqyas.power.wedge import SteppedWedge
from miqyas.power.words import UNIT_OPEN
from miqyas.results.power import PowerResult
from miqyas.results.table import Table

HALVINGS, LARGEST = 200, 2**40


def power_of(
    design: Sized, *, effect: float, places: int, aim: Aim | None = None, unit: str = ""
) -> PowerResult:
    """Return the chance that a design of this size shows an effect.

    The estimate is normal with the variance of the design, the test Student's with as many degrees of freedom
    as clusters (or units) less two and the further strata; for a share of units assigned one by one, normal.

    Parameters
    ----------
    design : Trial, SteppedWedge or Interrupted
        The design.
    effect : float
        True effect on those who take part, in the unit of the outcome; a difference of shares for a share.
    places : int
        What is assigned: clusters where the design has clusters, else units; periods of a series.
    aim : Aim
        What is to be shown; an effect told from zero at 5 % unless said otherwise.
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
    Donner, A. and Klar, N. (2000). Design and Analysis of Cluster Randomization Trials in Health Research, chapter
    5: t instead of normal quantiles where clusters are few.

    Examples
    --------
    >>> round(power_of(Trial(), effect=0.5, places=128).power, 4)
    0.8015
    """
    aim = aim or Aim()
    _check(design, aim, effect)
    arms = design.split(places)
    if places < design.fewest() or min(arms) < 1 or not _testable(design, places):
        raise InvalidPowerFigure(name="n", found=places, expected=f"≥ {design.fewest()}")
    return _result(design, arms, effect=effect, aim=aim, unit=unit, asked="power")


def sample_size(
    design: Sized, *, effect: float, power: float = 0.8, aim: Aim | None = None, unit: str = ""
) -> PowerResult:
    """Return the least number of units, or of clusters, that shows an effect with this power.

    Examples
    --------
    >>> sample_size(Trial(), effect=0.5).n
    128
    """
    aim = aim or Aim()
    _check(design, aim, effect)
    _check_chance("power", power)
    if effect == 0 and aim.margin is None:
        raise InvalidPowerFigure(name="effect", found=effect, expected="≠ 0")
    if power <= aim.significance:
        raise InvalidPowerFigure(name="power", found=power, expected=f"> {aim.significance:g}")

    def at(arms: tuple[int, ...]) -> PowerResult:
        return _result(design, arms, effect=effect, aim=aim, unit=unit, asked="size")

    def reaches(places: int) -> bool:
        found = design.rounded_up(places)
        enough = sum(found) >= design.fewest() and min(found) >= 1 and _testable(design, sum(found))
        return enough and at(found).power >= power

    if not reaches(LARGEST):
        raise InvalidPowerFigure(name="effect", found=effect, expected=_within_margin(aim))
    return at(design.rounded_up(_least(reaches, 2)))


def cluster_size(
    trial: Trial | SteppedWedge,
    *,
    effect: float,
    n_clusters: int,
    power: float = 0.8,
    aim: Aim | None = None,
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
        sized = replace(trial, cluster_size=float(size))
        return power_of(sized, effect=effect, places=n_clusters, aim=aim, unit=unit)

    if (most := at(LARGEST).power) < power:
        raise PowerUnreachable(n_clusters=n_clusters, found=f"{most:.3f}", wanted=f"{power:g}")
    return replace(at(_least(lambda size: at(size).power >= power, 1)), asked="size")


def detectable_effect(
    design: Sized, *, places: int, power: float = 0.8, aim: Aim | None = None, unit: str = ""
) -> PowerResult:
    """Return the least effect above zero that a design of this size shows with this power.

    For a share, an increase; when none within the possible range is seen, it is refused.

    Examples
    --------
    >>> round(detectable_effect(Trial(), places=128).effect, 3)
    0.499
    """
    aim = aim or Aim()
    _check_chance("power", power)
    if aim.margin is not None:
        raise InvalidPowerFigure(name="margin", found=aim.margin, expected="effect, n")

    def at(effect: float) -> float:
        return power_of(design, effect=effect, places=places, aim=aim).power

    low, high = 0.0, design.largest_effect or 1.0
    if design.largest_effect is None:
        while at(high) < power:
            high *= 2
        while at(high / 2) > power:
            high /= 2
    elif (most := at(high * (1 - 1e-9))) < power:
        raise EffectTooLarge(share=f"{1 - high * design.takeup:g}", found=f"{most:.3f}")
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high} or high - low < 1e-13 * high:
            break
        low, high = (middle, high) if at(middle) < power else (low, middle)
    found = power_of(design, effect=high, places=places, aim=aim, unit=unit)
    return replace(found, asked="effect")


def power_curve(
    design: Sized, *, effects: Sequence[float], sizes: Sequence[int], aim: Aim | None = None
) -> Table:
    """Return the power of each effect at each number of units or clusters: ``effect``, ``places``, ``power``."""
    rows = tuple(
        (effect, places, power_of(design, effect=effect, places=places, aim=aim).power)
        for effect in effects
        for places in sizes
    )
    return Table(("effect", "places", "power"), rows)


def effect_curve(design: Sized, *, sizes: Sequence[int], power: float = 0.8, aim: Aim | None = None) -> Table:
    """Return the detectable effect at each number of units or clusters: ``places``, ``effect``.

    Sizes at which no possible effect is seen are left out.
    """
    rows = []
    for places in sizes:
        try:
            rows.append((places, detectable_effect(design, places=places, power=power, aim=aim).effect))
        except EffectTooLarge:
            continue
    return Table(("places", "effect"), tuple(rows))


def _testable(design: Sized, places: int) -> bool:
    df = design.df(places)
    return df is None or df >= 1


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
    design: Sized, arms: tuple[int, ...], *, effect: float, aim: Aim, unit: str, asked: str
) -> PowerResult:
    on_all = effect * design.takeup
    error, null_error = design.errors(effect, arms)
    df = design.df(sum(arms))
    count = design.counted(arms)
    return PowerResult(
        asked=asked,
        effect=effect,
        power=aim.chance(on_all, error, null_error, df),
        significance=aim.significance,
        n=count.n,
        n_treated=count.n_treated,
        n_control=count.n_control,
        n_per_arm=count.per_arm,
        n_clusters=count.n_clusters,
        n_treated_clusters=count.n_treated_clusters,
        n_control_clusters=count.n_control_clusters,
        clusters_per_arm=count.clusters_per_arm,
        cluster_size=count.cluster_size,
        takeup=design.takeup,
        std_error=error / design.takeup,
        df=df,
        design_effect=design.design_effect(arms),
        monte_carlo_error=None,
        unit=unit,
        method=f"{design.method}, {'normal' if df is None else 'noncentral t'}",
    )


def _within_margin(aim: Aim) -> str:
    return "≠ 0" if aim.margin is None else f"−{aim.margin:g} < … < {aim.margin:g}"


def _check(design: Sized, aim: Aim, effect: float) -> None:
    design.check_effect(effect)
    if aim.margin is not None and design.takeup != 1:
        raise InvalidPowerFigure(name="takeup", found=design.takeup, expected="1 (margin)")


def _check_chance(name: str, found: float) -> None:
    if not 0 < found < 1:
        raise InvalidPowerFigure(name=name, found=found, expected=UNIT_OPEN)
