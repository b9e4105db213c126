"""Coefficient stability: how strongly the unobserved would have to act, next to what controls did (Oster)."""

import math
from collections.abc import Sequence

import numpy as np

from miqyas.checks.sentences.oster import oster_sentence
from miqyas.data.controlled import Controlled, pull_controlled
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import ControlsChangeNothing, NoControls, RMaxOutOfRange
from miqyas.numerics.omitted import Selection, delta_for, effects_under
from miqyas.numerics.ordinary import ordinary
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
UNMOVED = 1e-12
SEVERAL = "Several solutions keep the sign of selection: the one nearest the controlled coefficient is told."
COLUMNS = ("effect", "keeps_sign_of_selection")


def oster(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    controls: Sequence[str],
    r_max: float,
    always: Sequence[str] = (),
    strata: str | None = None,
    delta: float = 1.0,
    target: float = 0.0,
    unit: str = "",
) -> CheckResult:
    """Ask how strongly the unobserved would have to be tied to treatment for the effect to be ``target``.

    Controls that move the coefficient and explain the outcome tell how the unobserved may act, when the tie of
    the unobserved to treatment is δ times that of the controls (proportional selection), and all together
    would explain ``r_max`` of the outcome. Solved exactly, not by the usual approximation.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; n rows, incomplete ones left out and counted.
    outcome, treatment : str
        Columns of numbers; the treatment may be graded.
    controls : sequence of str
        Columns of numbers compared with the unobserved; at least one.
    r_max : float
        R² of the outcome on treatment, controls and the unobserved; declared, above the R² with the controls
        and at most 1. Oster proposes 1.3 times that R².
    always : sequence of str
        Columns of numbers in both regressions, not compared with the unobserved.
    strata : str, optional
        Column of groups absorbed in both regressions.
    delta : float
        Tie at which the effect is computed, above zero; 1, as strong as the controls.
    target : float
        Effect the δ is found for.
    unit : str
        Unit of the outcome.

    Returns
    -------
    CheckResult
        ``passed`` when the range from the controlled coefficient to the effect under ``delta`` leaves out
        ``target``; None when no solution keeps the sign of selection. Table: every real solution, nearest first.
        Facts: ``short``, ``controlled``, ``r2_short``, ``r2_controlled``, ``r_max``, ``delta``,
        ``delta_for_target`` (absent when infinite), ``target``, ``effect_under_delta`` (absent when there is
        none), ``n_solutions``, ``n_controls``, ``n``, ``n_dropped``.

    Raises
    ------
    InvalidSample
        Those of `pull_controlled`, and `NoControls`, `ControlsChangeNothing`.
    RMaxOutOfRange
        ``r_max`` is not above the R² with controls, or above 1; ``delta`` is not above zero.

    References
    ----------
    Oster, E. (2019). Unobservable selection and coefficient stability: theory and evidence. Journal of Business
    & Economic Statistics 37(2), 187-204: section 3.

    Examples
    --------
    >>> import pandas as pd
    >>> rng = np.random.default_rng(1)
    >>> age = rng.normal(size=500)
    >>> came = age + rng.normal(size=500)
    >>> table = pd.DataFrame({"score": 2 * came + age + rng.normal(size=500), "came": came, "age": age})
    >>> found = oster(table, outcome="score", treatment="came", controls=["age"], r_max=0.95)
    >>> found.passed, found.facts["delta_for_target"] > 1
    (True, True)
    """
    if not controls:
        raise NoControls
    rows = pull_controlled(
        open_relation(relation),
        outcome=outcome,
        treatment=treatment,
        controls=(*controls, *always),
        strata=strata,
    )
    selection, r2_short, r2_controlled = _selection(rows, n_compared=len(controls), r_max=r_max)
    if not (r2_controlled < r_max <= 1 and 0 < delta < math.inf):
        raise RMaxOutOfRange(found=r_max, least=f"{r2_controlled:.4f}", delta=delta)
    if abs(selection.moved) <= UNMOVED * max(abs(selection.short), abs(selection.controlled)):
        raise ControlsChangeNothing(column=treatment, controls=", ".join(controls))
    kept, every = effects_under(selection, delta)
    facts: Facts = {
        "short": selection.short, "controlled": selection.controlled, "r2_short": r2_short,
        "r2_controlled": r2_controlled, "r_max": r_max, "delta": delta, "target": target,
        "n_solutions": int(every.size), "n_controls": len(controls), "n": rows.n, "n_dropped": rows.n_dropped,
    }  # fmt: skip
    needed = delta_for(selection, target)
    if math.isfinite(needed):
        facts["delta_for_target"] = needed
    passed = None
    if kept.size:
        facts["effect_under_delta"] = float(kept[0])
        ends = sorted((selection.controlled, float(kept[0])))
        passed = not ends[0] <= target <= ends[1]
    notes = (SEVERAL,) if kept.size > 1 else ()
    table = Table(COLUMNS, tuple((float(one), bool(np.isin(one, kept))) for one in every), notes)
    text: dict[str, str] = {
        language: oster_sentence(language, facts, unit, passed=passed) for language in LANGUAGES
    }
    return CheckResult("oster", passed, table, text, facts)


def _selection(rows: Controlled, *, n_compared: int, r_max: float) -> tuple[Selection, float, float]:
    """Return what is solved, R° and R~; variances per row, of the outcome in all and of the treatment given ``always``."""
    always = rows.controls[:, n_compared:]
    treated, absorbed = rows.treatment[:, None], rows.n_absorbed
    short = ordinary(rows.outcome, np.column_stack([treated, always]), n_absorbed=absorbed)
    long = ordinary(rows.outcome, np.column_stack([treated, rows.controls]), n_absorbed=absorbed)
    given = ordinary(rows.treatment, always, n_absorbed=absorbed).residual if always.size else rows.treatment
    left = ordinary(rows.treatment, rows.controls, n_absorbed=absorbed).residual
    r2_short, r2_long = (1 - float(fit.residual @ fit.residual) / rows.total for fit in (short, long))
    variance = rows.total / rows.n
    selection = Selection(
        short=float(short.coefficients[0]),
        controlled=float(long.coefficients[0]),
        explained=(r2_long - r2_short) * variance,
        unexplained=(r_max - r2_long) * variance,
        spread=float(given @ given) / rows.n,
        left=float(left @ left) / rows.n,
    )
    return selection, r2_short, r2_long
