"""Leave one out: does the synthesis rest on one study?"""

from collections.abc import Callable

from miqyas.errors import TooFewStudies
from miqyas.evidence.synthesis.effects import Effects
from miqyas.results.synthesis import Synthesis
from miqyas.results.table import Table

NEEDED = 3  # studies, so that two remain
COLUMNS = ("label", "value", "std_error", "low", "high", "p_value", "tau2", "i2")


def leave_one_out(effects: Effects, pool: Callable[[Effects], Synthesis]) -> Table:
    """Pool the studies again, each left out in turn.

    A synthesis whose answer changes when one study leaves is that study's answer. Nothing is assumed beyond
    what ``pool`` assumes.

    Parameters
    ----------
    effects : Effects
        k studies, from `read_effects`.
    pool : callable
        How the others are pooled, such as `random_effects` or `fixed_effect` with their options.

    Returns
    -------
    Table
        A row by study left out, in the order given: ``label``, then the pooled figures without it, in the unit
        of the effects.

    Raises
    ------
    TooFewStudies
        Fewer than three studies: nothing is left to pool.

    References
    ----------
    Viechtbauer, W. and Cheung, M. W.-L. (2010). Outlier and influence diagnostics for meta-analysis. Research
    Synthesis Methods 1(2), 112-125.

    Examples
    --------
    >>> import numpy as np
    >>> from miqyas.evidence.synthesis.fixed_effect import fixed_effect
    >>> effects = Effects(("A", "B", "C"), np.array([1.0, 3.0, 8.0]), np.array([1.0, 1.0, 1.0]))
    >>> [row["value"] for row in leave_one_out(effects, fixed_effect).records()]
    [5.5, 4.5, 2.0]
    """
    if len(effects.labels) < NEEDED:
        raise TooFewStudies(needed=NEEDED, found=len(effects.labels))
    pooled = [(label, pool(effects.without(i))) for i, label in enumerate(effects.labels)]
    rows = tuple((label, *(getattr(found, name) for name in COLUMNS[1:])) for label, found in pooled)
    return Table(columns=COLUMNS, rows=rows)
