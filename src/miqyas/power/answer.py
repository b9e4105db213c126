"""One question of power: what is left out is what is found."""

from dataclasses import dataclass, replace

from miqyas.errors import FigureUnused, NothingToSolve, SizesContradict
from miqyas.power.aim import Aim
from miqyas.power.analytic import cluster_size, detectable_effect, power_of, sample_size
from miqyas.power.declared import ACCEPTED, Figures, declare
from miqyas.power.sized import Sized
from miqyas.power.trial import Trial
from miqyas.power.wedge import SteppedWedge
from miqyas.results.power import PowerResult


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a design; what is None is looked for.

    Attributes
    ----------
    effect : float or None
        Effect on those who take part, in the unit of the outcome.
    n, n_clusters : int or None
        Units in all (periods of a series); clusters in all.
    power : float
        Aimed at, when a size or an effect is looked for.
    """

    effect: float | None = None
    n: int | None = None
    n_clusters: int | None = None
    power: float = 0.8


@dataclass(frozen=True, slots=True)
class Answer:
    """The design as it came out, and its size, effect and power."""

    design: Sized
    result: PowerResult
    places: int


def answer(
    design: str, figures: Figures, question: Question, *, aim: Aim | None = None, unit: str = ""
) -> Answer:
    """Find the size from the effect, the effect from the size, or the power from both.

    With clusters and an effect but no cluster size, the units in each cluster are found. Of units, clusters and units in
    each, the third follows from two; units that do not fill a last cluster are left out.

    Raises
    ------
    NothingToSolve, SizesContradict
        Too little is known, or too much.
    InvalidDesign
        Those of `declare`, `power_of`, `sample_size`, `cluster_size` and `detectable_effect`.

    Examples
    --------
    >>> answer("itt", Figures(), Question(effect=0.5)).result.n
    128
    >>> answer("itt", Figures(icc=0.05), Question(effect=0.3, n_clusters=40)).result.cluster_size
    17.0
    """
    if question.n_clusters is not None and "cluster_size" not in ACCEPTED.get(design, ("cluster_size",)):
        raise FigureUnused(name="clusters", design=design, users="itt, did, twfe")
    effect = 0.0 if question.effect is None and aim and aim.margin is not None else question.effect
    if question.n_clusters is not None and figures.cluster_size is None:
        if question.n is None and effect is not None:
            return _units_in_each(design, figures, replace(question, effect=effect), aim, unit)
        if question.n is None:
            raise NothingToSolve
        share = (
            question.n / question.n_clusters / _rounds(declare(design, replace(figures, cluster_size=1.0)))
        )
        figures = replace(figures, cluster_size=max(share, 1.0))
    declared = declare(design, figures)
    places = _places(declared, figures, question)
    if effect is None and places is None:
        raise NothingToSolve
    if places is None:
        found = sample_size(declared, effect=effect or 0.0, power=question.power, aim=aim, unit=unit)
        return Answer(declared, found, found.n_clusters or sum(found.n_per_arm))
    if effect is None:
        found = detectable_effect(declared, places=places, power=question.power, aim=aim, unit=unit)
    else:
        found = power_of(declared, effect=effect, places=places, aim=aim, unit=unit)
    return Answer(declared, found, places)


def _units_in_each(design: str, figures: Figures, question: Question, aim: Aim | None, unit: str) -> Answer:
    # Two units stand for more than one, so that a correlation is asked for.
    declared = declare(design, replace(figures, cluster_size=2.0))
    if not isinstance(declared, Trial | SteppedWedge):
        raise FigureUnused(name="clusters", design=design, users="itt, did, twfe")
    clusters = question.n_clusters or 0
    found = cluster_size(
        declared, effect=question.effect or 0.0, n_clusters=clusters, power=question.power, aim=aim, unit=unit
    )
    return Answer(replace(declared, cluster_size=found.cluster_size), found, clusters)


def _places(declared: Sized, figures: Figures, question: Question) -> int | None:
    """Return how many places were asked for: clusters where there are, else units."""
    n, clusters, size = question.n, question.n_clusters, figures.cluster_size
    if size is None:
        return n
    if n is None:
        return clusters
    each = size * _rounds(declared)
    if clusters is None:
        return int(n / each + 1e-9)
    if abs(n - clusters * each) > max(1.0, each) * 0.5:
        raise SizesContradict(n=n, clusters=clusters, cluster_size=f"{each:g}")
    return clusters


def _rounds(declared: Sized) -> int:
    """Units of a stepped wedge are counted at each round."""
    return declared.rounds if isinstance(declared, SteppedWedge) else 1
