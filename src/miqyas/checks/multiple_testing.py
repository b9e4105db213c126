"""Multiple testing: which results stand once all that were looked at are counted."""

from collections.abc import Mapping

import numpy as np

from miqyas.checks.sentences.multiple_testing import multiple_testing_sentence
from miqyas.errors import InvalidLevel, InvalidProbability, NoTests
from miqyas.numerics.multiplicity import benjamini_hochberg, holm, sharpened_q
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
COLUMNS = ("result", "p_value", "holm", "benjamini_hochberg", "sharpened_q")


def multiple_testing(results: Mapping[str, Estimate | float], *, significance: float = 0.05) -> CheckResult:
    """Adjust the p-values of several results for their number.

    One result in twenty that is nothing looks like something. The family must hold every result that was
    looked at, not those that came out well: the plan sealed before the data says which. Holm keeps the chance
    of any false finding below the level whatever the dependence between results; the q-values bound the share
    of false findings among those kept, for results that are independent or move together.

    Parameters
    ----------
    results : mapping of str to Estimate or float
        Each result by its name: an estimate, or a p-value between 0 and 1; m of them.
    significance : float
        The level, between 0 and 1.

    Returns
    -------
    CheckResult
        ``passed`` says whether every result below the level on its own stays below after Holm; None when none
        is below on its own. The table has one row for each result, in the order given. Facts: ``n_tests``,
        ``n_alone``, ``n_holm``, ``n_benjamini_hochberg``, ``n_sharpened``, ``significance``.

    Raises
    ------
    NoTests
        The family is empty.
    InvalidProbability
        A p-value is not between 0 and 1.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Holm, S. (1979). Scandinavian Journal of Statistics 6(2), 65-70.
    Benjamini, Y. and Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57(1), 289-300.
    Anderson, M. L. (2008). Multiple inference and gender differences in the effects of early intervention.
    Journal of the American Statistical Association 103(484), 1481-1495, section 3.

    Examples
    --------
    >>> found = multiple_testing({"income": 0.01, "assets": 0.04, "health": 0.03, "school": 0.6})
    >>> found.passed, [round(row["holm"], 2) for row in found.table.records()]
    (False, [0.04, 0.09, 0.09, 0.6])
    """
    if not 0 < significance < 1:
        raise InvalidLevel(level=significance)
    if not results:
        raise NoTests
    alone = np.array([_p_value(name, result) for name, result in results.items()])
    adjusted = (holm(alone), benjamini_hochberg(alone), sharpened_q(alone))
    columns = [values.tolist() for values in (alone, *adjusted)]
    rows: tuple[tuple[Cell, ...], ...] = tuple(zip(results, *columns, strict=True))
    kept = [int((values <= significance).sum()) for values in (alone, *adjusted)]
    names = ("n_alone", "n_holm", "n_benjamini_hochberg", "n_sharpened")
    facts: Facts = {"n_tests": len(rows), "significance": significance}
    facts.update(zip(names, kept, strict=True))
    passed = None if facts["n_alone"] == 0 else facts["n_holm"] == facts["n_alone"]
    text: dict[str, str] = {language: multiple_testing_sentence(language, facts) for language in LANGUAGES}
    return CheckResult("multiple_testing", passed, Table(COLUMNS, rows), text, facts)


def _p_value(name: str, result: Estimate | float) -> float:
    value = result.p_value if isinstance(result, Estimate) else float(result)
    if not 0 <= value <= 1:
        raise InvalidProbability(name=name, found=value)
    return value
