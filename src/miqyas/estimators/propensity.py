"""The propensity score: how likely treatment was, given what was measured before. Common ground of its users."""

from miqyas.data.selection import Selection
from miqyas.errors import InvalidTrim, NobodyLeft, TreatmentSeparated
from miqyas.numerics.logit import Logit, Separation, fit_logit
from miqyas.numerics.probit import Probit, fit_probit
from miqyas.types import BoolVector, FloatVector

SMALLEST_ARM = 2  # units each arm must keep


def fit_score(selection: Selection) -> Logit:
    """Explain treatment by the covariates, by a weighted logistic regression.

    Raises
    ------
    TreatmentSeparated
        Some covariates together tell exactly who is treated.
    """
    fit = fit_logit(selection.x, selection.d, selection.w)
    if isinstance(fit, Separation):
        raise separated(selection, fit)
    return fit


def fit_probit_score(selection: Selection) -> Probit:
    """Explain treatment by the covariates, by a weighted probit regression.

    Raises
    ------
    TreatmentSeparated
        Some covariates together tell exactly who is treated.
    """
    fit = fit_probit(selection.x, selection.d, selection.w)
    if isinstance(fit, Separation):
        raise separated(selection, fit)
    return fit


def separated(selection: Selection, found: Separation) -> TreatmentSeparated:
    """Name the covariates that leave no overlap."""
    names = selection.roles.covariates
    told = [name for name, is_named in zip(names, found.columns, strict=True) if is_named]
    return TreatmentSeparated(column=selection.roles.treatment, columns=", ".join(told or names))


def left_out(selection: Selection, fit: Logit) -> tuple[str, ...]:
    """List the covariates that earlier ones already contain."""
    names = zip(selection.roles.covariates, fit.design.kept, strict=True)
    return tuple(name for name, kept in names if not kept)


def check_trim(trim: float) -> None:
    """Refuse a share that cannot bound a score on both sides."""
    if not 0 <= trim < 0.5:
        raise InvalidTrim(trim=trim)


def inside(selection: Selection, score: FloatVector, trim: float, *, above_only: bool) -> BoolVector:
    """Mark the rows whose score is not too near 0 (unless ``above_only``) nor too near 1.

    Raises
    ------
    NobodyLeft
        An arm keeps fewer than two rows.
    """
    kept: BoolVector = (score <= 1 - trim) & (above_only | (score >= trim))
    for arm in (0, 1):
        found = int((kept & (selection.d == arm)).sum())
        if found < SMALLEST_ARM:
            raise NobodyLeft(
                column=selection.roles.treatment, arm=arm, found=found, needed=SMALLEST_ARM, trim=trim
            )
    return kept
