"""Fit before treatment: whether a mix of donors follows the treated unit closely enough to stand for it after."""

from collections.abc import Sequence

import numpy as np

from miqyas.checks.sentences.pre_fit import Facts, pre_fit_sentence
from miqyas.data.followed import Predictor, follow
from miqyas.data.relation import Relation, open_relation
from miqyas.estimators.donors import backdated_placebo, fit_treated, match_on
from miqyas.numerics.synthetic_control import rmspe
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

NEEDED_BEFORE = 2
FOLLOWS = (
    0.8  # share of the treated unit's variation before; a convention of this house, told with the verdict
)
HALVES = 4  # periods before, from which a second half is held out


def pre_fit(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    unit_id: str,
    time: str,
    predictors: Sequence[Predictor] = (),
    importance: Sequence[float] | None = None,
) -> CheckResult:
    """Measure how closely the mix of donors of `synthetic_control` follows the treated unit before treatment.

    A poor fit makes the gap after worthless. A good one is needed, not enough: with many donors for few periods it comes
    by chance, which the second half shows when the mix is found on the first half alone.

    Parameters
    ----------
    relation, outcome, treatment, unit_id, time, predictors, importance
        As in `synthetic_control`.

    Returns
    -------
    CheckResult
        ``passed`` when the mix explains at least 80 % of the treated unit's variation before (a convention of ours);
        None when that unit does not vary. The table has the outcome and the gap of each period before. Facts:
        ``pre_rmspe``, ``r_squared``, ``n_before``, ``n_donors``, ``n_carrying`` (donors with weight), and with four
        periods before or more ``held_out_rmspe`` and ``held_out_times``, how many times the gaps of the second half
        exceed those of the first, on which the mix was found by its outcomes.

    Raises
    ------
    InvalidSample
        As in `synthetic_control`.

    References
    ----------
    Abadie, A. (2021). Using synthetic controls: feasibility, data requirements, and methodological aspects. Journal of
    Economic Literature 59(2), 391-425: fit, over-fitting, backdating.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(u, t, float(y), int(u == "a" and t == 4)) for u, series in
    ...         {"a": [1, 2, 3, 9], "b": [0, 2, 2, 4], "c": [2, 2, 4, 5], "d": [5, 1, 4, 2]}.items()
    ...         for t, y in enumerate(series, start=1)]
    >>> panel = pd.DataFrame(rows, columns=["u", "t", "y", "d"])
    >>> pre_fit(panel, outcome="y", treatment="d", unit_id="u", time="t").passed
    True
    """
    relation = open_relation(relation)
    panel = follow(
        relation, outcome=outcome, treatment=treatment, unit_id=unit_id, time=time, needed_before=NEEDED_BEFORE
    )  # fmt: skip
    matching = match_on(relation, panel, predictors, importance, unit_id=unit_id, time=time)
    fitted = fit_treated(panel, matching, time=time)
    before, gaps = fitted.observed[: fitted.n_before], fitted.gaps[: fitted.n_before]
    facts: Facts = {
        "pre_rmspe": rmspe(gaps),
        "n_before": fitted.n_before,
        "n_donors": int(panel.donors.size),
        "n_carrying": int((fitted.weights > 1e-6).sum()),
    }
    total = float(((before - before.mean()) ** 2).sum())
    if total > 1e-20 * float(before @ before):
        facts["r_squared"] = 1 - float(gaps @ gaps) / total
    if fitted.n_before >= HALVES:
        half = fitted.n_before // 2
        held_out = backdated_placebo(fitted, panel, float(panel.periods[half]), time=time)
        facts["held_out_rmspe"] = held_out.post_rmspe
        if held_out.pre_rmspe > 1e-9 * float(np.abs(before).max()):
            facts["held_out_times"] = held_out.post_rmspe / held_out.pre_rmspe
    rows = zip(panel.periods[: fitted.n_before], before, gaps, strict=True)
    return CheckResult(
        name="pre_fit",
        passed=float(facts["r_squared"]) >= FOLLOWS if "r_squared" in facts else None,
        table=Table(
            ("time", "outcome", "gap"), tuple((float(t), float(y), float(gap)) for t, y, gap in rows)
        ),
        text={language: pre_fit_sentence(language, facts, FOLLOWS) for language in LANGUAGES},
        facts=facts,
    )
