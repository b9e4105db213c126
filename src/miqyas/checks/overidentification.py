"""Over-identification: whether several instruments tell the same effect."""

from collections.abc import Sequence

from scipy.special import chdtrc

from miqyas.checks.sentences.overidentification import overidentification_sentence
from miqyas.data.relation import Relation
from miqyas.errors import InvalidLevel, NothingOveridentified
from miqyas.estimators.two_stage import draw_instrumented, first_stage, over_identification
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]


def overidentification(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    instruments: str | Sequence[str],
    strata: str | None = None,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    significance: float = 0.05,
) -> CheckResult:
    """Test that more instruments than needed tell the same effect (Hansen's J, robust; Sargan's beside it).

    A small p-value says that one instrument at least touches the outcome otherwise than through the treatment, or
    that the people they move do not have the same effect: with a treatment that does not act alike on all, this is
    no fault. A large one does not show that instruments are valid: all may err together.

    Parameters
    ----------
    relation, outcome, treatment, instruments, strata, cluster, covariates, weights
        As in `iv`; at least two instruments must add something.
    significance : float
        The level of the test, between 0 and 1.

    Returns
    -------
    CheckResult
        ``passed`` when Hansen's p-value is above the level; None when there are no more clusters than covariates
        and instruments, so that it cannot be computed. Facts: ``n_instruments``, ``df``, ``hansen_j`` and
        ``hansen_p_value`` (scores by cluster, or by unit), ``sargan`` and ``sargan_p_value`` (equal spread, units
        independent), ``gmm_effect``, what the best weighting of the instruments gives.

    Raises
    ------
    InvalidSample, InvalidLevel
        As in `iv`; `NothingOveridentified` with one instrument.

    References
    ----------
    Sargan, J. D. (1958). The estimation of economic relationships using instrumental variables. Econometrica
    26(3), 393-415.
    Hansen, L. P. (1982). Large sample properties of generalized method of moments estimators. Econometrica 50(4),
    1029-1054.
    Parente, P. M. D. C. and Santos Silva, J. M. C. (2012). A cautionary note on tests of overidentifying
    restrictions. Economics Letters 115(2), 314-317.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({
    ...     "score": [5.0, 7, 4, 9, 2, 4, 6, 3, 5, 8], "attended": [1, 1, 0, 1, 0, 0, 1, 0, 0, 1],
    ...     "invited": [1, 1, 1, 1, 0, 0, 0, 0, 1, 0], "near": [1, 0, 1, 1, 0, 1, 1, 0, 0, 1],
    ... })
    >>> found = overidentification(trial, outcome="score", treatment="attended", instruments=["invited", "near"])
    >>> found.passed, found.facts["df"]
    (True, 1)
    """
    if not 0 < significance < 1:
        raise InvalidLevel(level=significance)
    sample = draw_instrumented(
        relation, outcome=outcome, treatment=treatment, instruments=instruments, strata=strata,
        cluster=cluster, covariates=covariates, weights=weights,
    )  # fmt: skip
    first = first_stage(sample)
    df = len(first.instruments) - 1
    if df == 0:
        raise NothingOveridentified(instruments=", ".join(first.instruments))
    facts: Facts = {"n_instruments": len(first.instruments), "df": df, "significance": significance}
    found = over_identification(first)
    rows: tuple[tuple[Cell, ...], ...] = ()
    if found is not None:
        hansen, sargan = float(chdtrc(df, found.hansen)), float(chdtrc(df, found.sargan))
        facts |= {"hansen_j": found.hansen, "hansen_p_value": hansen}
        facts |= {"sargan": found.sargan, "sargan_p_value": sargan, "gmm_effect": found.effect}
        rows = (("hansen", found.hansen, df, hansen), ("sargan", found.sargan, df, sargan))
    passed = float(facts["hansen_p_value"]) > significance if found is not None else None
    text: dict[str, str] = {language: overidentification_sentence(language, facts) for language in LANGUAGES}
    table = Table(("test", "statistic", "df", "p_value"), rows)
    return CheckResult("overidentification", passed, table, text, facts)
