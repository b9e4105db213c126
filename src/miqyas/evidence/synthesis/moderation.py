"""Meta-regression: do effects move with something that differs between studies?"""

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing, open_relation
from miqyas.errors import InvalidLevel, ModeratorConstant, NotNumeric, TooFewStudies
from miqyas.evidence.synthesis.effects import Effects, read_effects
from miqyas.evidence.words.synthesis import moderation_text
from miqyas.numerics.distributions import chi2_above, t_quantile, t_two_sided
from miqyas.numerics.moderation import fit_given, tau2_reml_given
from miqyas.numerics.pooling import tau2_reml
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES, FloatVector

NEEDED = 4  # studies: two coefficients and a variance leave one
CUSTOMARY = 10  # studies for one moderator: Cochrane Handbook, section 10.11.4
SIGNIFICANCE = 0.05
COLUMNS = ("term", "value", "std_error", "p_value", "low", "high")


def read_beside(
    relation: Relation,
    *,
    column: str,
    value: str = "value",
    std_error: str = "std_error",
    label: str = "label",
) -> tuple[Effects, FloatVector]:
    """Read effects and a number that stands beside each; rows without that number are left out and counted."""
    table = open_relation(relation)
    table.require(column)
    if not table.holds_numbers(column):
        raise NotNumeric(column=column, found=table.examples(column))
    known = table.without_missing(column)
    effects = read_effects(known, value=value, std_error=std_error, label=label)
    present = " AND ".join(
        f"NOT {missing(f'CAST({quoted(name)} AS DOUBLE)', 'DOUBLE')}" for name in (value, std_error)
    )
    beside = known.ask(f"SELECT CAST({quoted(column)} AS DOUBLE) AS x FROM {ROWS} WHERE {present}")["x"]  # noqa: S608 -- quoted
    n_dropped = effects.n_dropped + table.n_rows - known.n_rows
    kept = Effects(effects.labels, effects.estimates, effects.std_errors, n_dropped)
    return kept, np.asarray(beside, dtype=np.float64)


def moderation(
    effects: Effects, moderator: FloatVector, *, name: str, level: float = 0.95, unit: str = ""
) -> CheckResult:
    """Regress the effects on one characteristic of the studies, with random effects around the line.

    Studies were not drawn at random to be of one kind or another: what moves with the characteristic may come
    from anything that goes with it. A finding is a question for the next study.

    Parameters
    ----------
    effects : Effects
        k studies, at least four.
    moderator : FloatVector
        Shape (k,), a number by study.
    name : str
        Name of the characteristic.
    level : float
        Coverage of the intervals, between 0 and 1.
    unit : str
        Unit of the effects.

    Returns
    -------
    CheckResult
        ``passed`` is False when the slope differs from zero at 5 %: the mean effect hides a difference; else
        None. REML, standard errors of Knapp and Hartung, t(k - 2). Table: constant and slope. Facts: ``slope``,
        ``std_error``, ``p_value``, ``low``, ``high``, ``intercept``, ``tau2``, ``tau2_without``, ``r2`` (share
        of τ² that the moderator takes away), ``q_residual``, ``q_residual_p_value``, ``n``.

    Raises
    ------
    TooFewStudies
        Fewer than four.
    ModeratorConstant
        The same value in all studies.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Knapp, G. and Hartung, J. (2003). Improved tests for a random effects meta-regression with a single
    covariate. Statistics in Medicine 22, 2693-2710.
    Thompson, S. G. and Higgins, J. P. T. (2002). How should meta-regression analyses be undertaken and
    interpreted? Statistics in Medicine 21, 1559-1573.

    Examples
    --------
    >>> y, x = np.array([1.0, 2.1, 2.9, 4.0]), np.array([1.0, 2.0, 3.0, 4.0])
    >>> found = moderation(Effects(tuple("ABCD"), y, np.full(4, 0.1)), x, name="dose")
    >>> round(found.facts["slope"], 2), found.passed
    (0.98, False)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    k = len(effects.labels)
    if k < NEEDED:
        raise TooFewStudies(needed=NEEDED, found=k)
    if np.ptp(moderator) <= 1e-12 * max(float(np.abs(moderator).max()), np.finfo(float).tiny):
        raise ModeratorConstant(column=name, value=f"{moderator[0]:g}", n=k)
    y, v = effects.estimates, effects.variances
    design = np.column_stack([np.ones(k), moderator])
    tau2, alone = tau2_reml_given(y, v, design), tau2_reml(y, v)
    coefficients, variance, q = fit_given(y, v, design, tau2)
    std_errors = np.sqrt(np.diag(variance) * q / (k - 2))
    q_residual = fit_given(y, v, design, 0.0)[2]
    margin = t_quantile(0.5 + level / 2, k - 2)
    rows = tuple(
        (
            term,
            float(b),
            float(s),
            t_two_sided(float(b / s), k - 2),
            float(b - margin * s),
            float(b + margin * s),
        )
        for term, b, s in zip(("constant", name), coefficients, std_errors, strict=True)
    )
    slope = rows[1]
    facts: dict[str, float | int | bool | str] = {
        "slope": slope[1], "std_error": slope[2], "p_value": slope[3], "low": slope[4], "high": slope[5],
        "intercept": rows[0][1], "tau2": tau2, "tau2_without": alone, "q_residual": q_residual,
        "q_residual_p_value": chi2_above(q_residual, k - 2), "n": k, "df": k - 2,
    }  # fmt: skip
    if alone > 0:
        facts["r2"] = max(0.0, 1 - tau2 / alone)
    text: dict[str, str] = {
        language: moderation_text(language, facts, name, unit, few=k < CUSTOMARY) for language in LANGUAGES
    }
    return CheckResult(
        "moderation", False if slope[3] < SIGNIFICANCE else None, Table(COLUMNS, rows), text, facts
    )
