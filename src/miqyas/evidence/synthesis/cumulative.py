"""Cumulative synthesis: what was known after each study."""

from collections.abc import Callable

import numpy as np

from miqyas.errors import TooFewStudies
from miqyas.evidence.synthesis.effects import Effects
from miqyas.results.synthesis import Synthesis
from miqyas.results.table import Table
from miqyas.types import FloatVector

NEEDED = 2  # studies
COLUMNS = ("label", "order", "n", "value", "std_error", "low", "high", "p_value", "tau2", "i2")


def cumulative(effects: Effects, order: FloatVector, pool: Callable[[Effects], Synthesis]) -> Table:
    """Pool the studies known so far, one more each time.

    The intervals are those of a single look: someone who stops at the first interval without zero is wrong
    more often than they say.

    Parameters
    ----------
    effects : Effects
        k studies, from `read_effects`.
    order : FloatVector
        Shape (k,), such as the year; studies of one year enter in the order given.
    pool : callable
        How they are pooled, such as `random_effects` with its options.

    Returns
    -------
    Table
        A row by study from the second on: its name and place, then the pooled figures up to it.

    Raises
    ------
    TooFewStudies
        Fewer than two studies.

    References
    ----------
    Lau, J. and others (1992). Cumulative meta-analysis of therapeutic trials for myocardial infarction. New England
    Journal of Medicine 327(4), 248-254.

    Examples
    --------
    >>> from miqyas.evidence.synthesis.fixed_effect import fixed_effect
    >>> effects = Effects(("A", "B", "C"), np.array([1.0, 3.0, 8.0]), np.array([1.0, 1.0, 1.0]))
    >>> [row["value"] for row in cumulative(effects, np.array([2003.0, 2001.0, 2002.0]), fixed_effect).records()]
    [5.5, 4.0]
    """
    places = np.argsort(order, kind="stable")
    if places.size < NEEDED:
        raise TooFewStudies(needed=NEEDED, found=int(places.size))
    rows = []
    for n in range(NEEDED, places.size + 1):
        taken = places[:n]
        known = Effects(
            tuple(effects.labels[i] for i in taken), effects.estimates[taken], effects.std_errors[taken]
        )
        found = pool(known)
        last = int(taken[-1])
        figures = tuple(getattr(found, name) for name in COLUMNS[3:])
        rows.append((effects.labels[last], float(order[last]), n, *figures))
    return Table(COLUMNS, tuple(rows))
