"""Overlap: whether, at each value of the covariates, both arms could have been met."""

from collections.abc import Sequence

import numpy as np

from miqyas.checks.sentences.overlap import overlap_sentence
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.selection import Selection, draw_selection
from miqyas.estimators.ipw import Balancing, weigh
from miqyas.estimators.propensity import fit_score
from miqyas.numerics.weighting import Estimand
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES, FloatVector

Facts = dict[str, float | int | bool | str]
N_BINS = 20
# Our choices: above them a few units, or none at all, decide the figure.
OUTSIDE = 0.05  # share of units whose score the other arm does not reach
HEAVIEST = 0.05  # share of its arm's weight that one unit carries
COLUMNS = ("low", "high", "n_control", "n_treated")


def overlap(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    estimand: Estimand = Estimand.ATE,
    trim: float = 0.0,
    cluster: str | None = None,
    weights: str | None = None,
) -> CheckResult:
    """Look at how far the propensity scores of the two arms cover each other, and how few units weigh how much.

    Where one arm is never met, no weight can stand for it: the estimate leans there on the form of a model. Parts
    of the range that hold the treated alone tell whom the figure cannot speak about.

    Parameters
    ----------
    relation, outcome, treatment, covariates, estimand, trim, cluster, weights
        As in `ipw`: the very rows and weights it uses.

    Returns
    -------
    CheckResult
        ``passed`` when at most 5 % of units lie outside the common range of scores (for the treated, of the treated)
        and no unit carries more than 5 % of its arm's weight. The table counts units of each arm by twentieth of
        score. Facts: ``n``, ``share_outside``, ``lowest_common``, ``highest_common``, ``n_control``, ``n_treated``,
        ``effective_control`` and ``effective_treated`` (Kish's (Σω)²/Σω²), ``heaviest`` (largest share).

    Raises
    ------
    InvalidSample, InvalidTrim
        As in `ipw`.

    References
    ----------
    Crump, R. K., Hotz, V. J., Imbens, G. W. and Mitnik, O. A. (2009). Dealing with limited overlap in estimation of
    average treatment effects. Biometrika 96(1), 187-199.
    Kish, L. (1965). Survey Sampling: the effective size of a weighted sample.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"y": [5.0, 7, 9, 4, 2, 4, 6, 3], "age": [1, 2, 3, 2, 1, 2, 3, 3],
    ...                       "d": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> found = overlap(table, outcome="y", treatment="d", covariates=["age"])
    >>> found.facts["share_outside"], round(found.facts["effective_control"], 2)
    (0.0, 3.87)
    """
    roles = Roles(outcome, treatment, None, cluster, tuple(covariates), weights)
    selection = draw_selection(open_relation(relation), roles)
    score = fit_score(selection).fitted
    weighted = weigh(selection, estimand=estimand, balancing=Balancing.SCORE, trim=trim)[0].weights
    facts = _facts(selection, score, weighted, estimand)
    passed = float(facts["share_outside"]) <= OUTSIDE and float(facts["heaviest"]) <= HEAVIEST
    text: dict[str, str] = {
        language: overlap_sentence(language, facts, passed=passed) for language in LANGUAGES
    }
    return CheckResult("overlap", passed, Table(COLUMNS, _bins(selection, score)), text, facts)


def _facts(selection: Selection, score: FloatVector, weighted: FloatVector, estimand: Estimand) -> Facts:
    treated = selection.d == 1
    lowest = max(score[treated].min(), score[~treated].min())
    highest = min(score[treated].max(), score[~treated].max())
    concerned = treated if estimand is Estimand.ATT else np.ones_like(treated)
    outside = concerned & ((score < lowest) | (score > highest))
    arms = {"control": weighted[~treated], "treated": weighted[treated]}
    facts: Facts = {
        "n": selection.n,
        "share_outside": float(outside.sum() / concerned.sum()),
        "lowest_common": float(lowest),
        "highest_common": float(highest),
        "n_control": int((~treated).sum()),
        "n_treated": int(treated.sum()),
        "heaviest": max(float(arm.max() / arm.sum()) for arm in arms.values()),
    }
    effective = {f"effective_{name}": float(arm.sum() ** 2 / (arm @ arm)) for name, arm in arms.items()}
    return {**facts, **effective}


def _bins(selection: Selection, score: FloatVector) -> tuple[tuple[float, float, int, int], ...]:
    place = np.minimum((score * N_BINS).astype(np.int64), N_BINS - 1)
    counts = [np.bincount(place[selection.d == arm], minlength=N_BINS) for arm in (0, 1)]
    return tuple(
        (low / N_BINS, (low + 1) / N_BINS, int(counts[0][low]), int(counts[1][low])) for low in range(N_BINS)
    )
