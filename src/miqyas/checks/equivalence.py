"""Equivalence and non-inferiority: whether an effect is too small to matter, not only hard to see."""

from miqyas.checks.sentences.equivalence import equivalence_sentence
from miqyas.errors import InvalidLevel, InvalidMargin, UnknownClaim
from miqyas.numerics.distributions import t_above, t_quantile_above
from miqyas.results.check import CheckResult
from miqyas.results.claim import Claim
from miqyas.results.estimate import Estimate
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]


def equivalence(
    estimate: Estimate,
    *,
    margin: float,
    claim: Claim | str = Claim.EQUIVALENCE,
    significance: float = 0.05,
) -> CheckResult:
    """Test that an effect stays within a margin declared before the data (two one-sided tests, TOST).

    An effect that cannot be told from zero may still be large: only this test can say that two programmes do as
    well as each other. ``"not-below"`` is non-inferiority where more is better (a cheaper programme loses less than
    the margin), ``"not-above"`` where less is better.

    Parameters
    ----------
    estimate : Estimate
        The effect with its standard error and degrees of freedom (None: normal).
    margin : float
        The largest effect that does not matter, above zero, in the unit of the estimate.
    claim : Claim or str
        ``"equivalence"``, ``"not-below"`` or ``"not-above"``.
    significance : float
        Level of each one-sided test, between 0 and 1/2.

    Returns
    -------
    CheckResult
        ``passed`` is True when the claim is shown, False when the interval at 1 - 2·significance lies wholly
        beyond a margin, None when neither can be said. One row for each one-sided test. Facts: ``p_value`` (the
        larger of the tests), ``low`` and ``high`` of that interval, ``value``, ``margin``, ``claim``, ``unit``.

    Raises
    ------
    InvalidMargin
        The margin is not above zero.
    UnknownClaim
        The claim is none of the three.
    InvalidLevel
        The level is not between 0 and 1/2.

    References
    ----------
    Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power approach for assessing
    the equivalence of average bioavailability. Journal of Pharmacokinetics and Biopharmaceutics 15(6), 657-680.
    Piaggio, G. and others (2012). Reporting of noninferiority and equivalence randomized trials: extension of the
    CONSORT 2010 statement. JAMA 308(24), 2594-2604.

    Examples
    --------
    >>> found = Estimate("ITT", 1.0, 2.0, 100.0, 0.6, -3.0, 5.0, 0.95, 102, 102, 0, 50.0, "points", "OLS")
    >>> verdict = equivalence(found, margin=5.0)
    >>> verdict.passed, round(verdict.facts["p_value"], 4)
    (True, 0.0241)
    """
    if not 0 < significance < 0.5:
        raise InvalidLevel(level=significance)
    if not 0 < margin < float("inf"):
        raise InvalidMargin(found=margin)
    if claim not in list(Claim):
        raise UnknownClaim(found=claim, known=", ".join(Claim))
    above = t_above((estimate.value + margin) / estimate.std_error, estimate.df)
    below = t_above((margin - estimate.value) / estimate.std_error, estimate.df)
    tests = {"above_lower_margin": above, "below_upper_margin": below}
    asked = {Claim.NOT_BELOW: ["above_lower_margin"], Claim.NOT_ABOVE: ["below_upper_margin"]}
    kept = asked.get(Claim(claim), list(tests))
    # An interval lies beyond a margin exactly when the opposite one-sided test is below the level.
    is_beyond = any(1 - tests[name] < significance for name in kept)
    p_value = max(tests[name] for name in kept)
    low, high = _interval(estimate, significance)
    facts: Facts = {
        "claim": str(claim),
        "margin": float(margin),
        "value": estimate.value,
        "low": low,
        "high": high,
        "p_value": p_value,
        "significance": significance,
        "unit": estimate.unit,
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple((name, tests[name]) for name in kept)
    passed = True if p_value <= significance else (False if is_beyond else None)
    text: dict[str, str] = {
        language: equivalence_sentence(language, facts, passed=passed) for language in LANGUAGES
    }
    return CheckResult("equivalence", passed, Table(("test", "p_value"), rows), text, facts)


def _interval(estimate: Estimate, significance: float) -> tuple[float, float]:
    half = t_quantile_above(significance, estimate.df) * estimate.std_error
    return estimate.value - half, estimate.value + half
