"""Regression with a constant for each unit and for each period: the common ground of `twfe` and its check."""

from collections.abc import Sequence
from dataclasses import dataclass

from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.data.two_way import TwoWaySample, absorb_periods, with_periods
from miqyas.errors import ColumnUsedTwice, NoResidualVariation, NotIdentified
from miqyas.estimators.regression import Regression, regress


@dataclass(frozen=True, slots=True)
class TwoWay:
    """What was drawn, what was taken out of it, and the fit.

    Attributes
    ----------
    sample : Sample
        Complete rows with the variables as given; strata are the units.
    within : TwoWaySample
        The same rows, less the periods.
    fit : Regression
        Covariates then treatment; names are those of the table.
    n_dropped : int
        Rows left out because a value needed was missing, the time included.
    """

    sample: Sample
    within: TwoWaySample
    fit: Regression
    n_dropped: int


def fit_two_way(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    unit_id: str,
    time: str,
    cluster: str | None,
    covariates: Sequence[str],
    weights: str | None,
) -> TwoWay:
    """Regress the outcome on treatment and covariates, a constant a unit and a constant a period.

    Raises
    ------
    InvalidSample
        As in `twfe`.
    """
    apart = (unit_id, time, outcome, treatment, *covariates)
    for place, name in enumerate(apart):
        if name in apart[:place]:
            raise ColumnUsedTwice(column=name)
    timed = with_periods(relation, time)
    roles = Roles(outcome, treatment, unit_id, cluster or unit_id, tuple(covariates), weights)
    sample = draw_sample(timed, roles)
    within = absorb_periods(sample, time)
    moved = within.sample.roles
    try:
        fit = regress(
            within.sample,
            response=moved.outcome,
            on=(*moved.covariates, moved.treatment),
            n_absorbed=within.n_absorbed,
        )
    except NoResidualVariation as wholly:
        raise NoResidualVariation(column=outcome) from wholly
    names = dict(zip(within.sample.variables, sample.variables, strict=True))
    left_out = tuple(names[name] for name in fit.left_out)
    if treatment in left_out:
        kept = [name for name in covariates if name not in left_out]
        raise NotIdentified(column=treatment, collinear=", ".join((unit_id, time, *kept)))
    named = Regression(
        names=(*covariates, treatment),
        coefficients=fit.coefficients,
        variance=fit.variance,
        left_out=left_out,
        df=fit.df,
        n_coefficients=fit.n_coefficients,
    )
    return TwoWay(sample, within, named, relation.n_rows - sample.n)
