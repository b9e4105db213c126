"""diff-diff and pyfixest on the county data of Callaway and Sant'Anna (2021) and on a panel with holes."""

import json
from importlib.metadata import version
from os import environ
from pathlib import Path

import numpy as np
import pandas as pd
import pyfixest as pf
from diff_diff import BaconDecomposition, CallawaySantAnna, ImputationDiD, SunAbraham

HERE = Path(__file__)
SHARED = Path(environ.get("MIQYAS_SHARED", HERE.parents[4] / "shared"))
COUNTIES = pd.read_csv(SHARED / "data/econ/callaway_santanna_mpdta.csv")
COUNTIES["first"] = COUNTIES["first.treat"].astype(int)
HOLED = pd.read_csv(HERE.with_name("holed_panel.csv"))
METHODS = {"doubly_robust": "dr", "outcome_regression": "reg", "inverse_probability": "ipw"}


def group_time(method, comparison, base):
    # Its default moves chances of treatment below 1 % up to it; next to no such move here.
    asked = CallawaySantAnna(
        control_group=comparison, estimation_method=METHODS[method], base_period=base, pscore_trim=1e-9
    )
    found = asked.fit(
        COUNTIES,
        outcome="lemp",
        unit="countyreal",
        time="year",
        first_treat="first.treat",
        covariates=["lpop"],
    )
    return {
        "method": method,
        "comparison": comparison,
        "base": base,
        "effects": [
            {"cohort": int(g), "time": int(t), "value": float(e["effect"]), "std_error": float(e["se"])}
            for (g, t), e in found.group_time_effects.items()
        ],
        "simple": {"value": float(found.overall_att), "std_error": float(found.overall_se)},
    }


def saturated(data, outcome, unit, time, first, cluster, weights=None):
    """pyfixest: the regression with an indicator for each cohort and time, averaged here by rows."""
    data = data.copy()
    since = data[time] - data[first]
    cells = (
        data.loc[(data[first] > 0) & (since != -1), [first, time]]
        .drop_duplicates()
        .sort_values([first, time])
    )
    names = []
    for cohort, period in cells.to_numpy():
        names.append(f"c{cohort}_{period}")
        data[names[-1]] = ((data[first] == cohort) & (data[time] == period)).astype(float)
    formula = f"{outcome} ~ {' + '.join(names)} | {unit} + {time}"
    fitted = pf.feols(formula, data, vcov={"CRV1": cluster}, weights=weights, fixef_tol=1e-12)
    value, variance = fitted.coef()[names].to_numpy(), fitted._vcov
    assert list(fitted._coefnames) == names
    events = (cells[time] - cells[first]).to_numpy()
    rows = data[names].mul(data[weights] if weights else 1.0, axis=0).sum().to_numpy()
    found = []
    for event in np.unique(events):
        weights = (events == event) * rows / rows[events == event].sum()
        error = float(np.sqrt(weights @ variance @ weights))
        found.append({"event": int(event), "value": float(weights @ value), "std_error": error})
    return found


def sun_abraham(data, outcome, unit, time, first):
    found = SunAbraham(cluster=unit).fit(data, outcome=outcome, unit=unit, time=time, first_treat=first)
    return [
        {"event": int(event), "value": float(e["effect"]), "std_error": float(e["se"])}
        for event, e in sorted(found.event_study_effects.items())
    ]


def borusyak(data, outcome, unit, time, first, cluster):
    asked = ImputationDiD(cluster=cluster)
    found = asked.fit(data, outcome=outcome, unit=unit, time=time, first_treat=first, aggregate="event_study")
    effects = sorted((int(event), e) for event, e in found.event_study_effects.items() if event >= 0)
    return {
        "overall": {"value": float(found.overall_att), "std_error": float(found.overall_se)},
        "effects": [
            {"event": event, "value": float(e["effect"]), "std_error": float(e["se"])} for event, e in effects
        ],
    }


def two_stages(data, outcome, unit, time, first):
    """pyfixest's did2s, whose effects are those of imputation; it needs units seen twice without treatment."""
    free = data[(data[first] == 0) | (data[time] < data[first])]
    data = data[data[unit].isin(free[unit].value_counts().loc[lambda n: n > 1].index)]
    data = data.assign(under=((data[first] > 0) & (data[time] >= data[first])).astype(float))
    found = pf.did2s(
        data,
        yname=outcome,
        first_stage=f"~ 0 | {unit} + {time}",
        second_stage="~ under",
        treatment="under",
        cluster=unit,
    )
    return {"overall": {"value": float(found.coef()["under"])}}


def leads(data, outcome, unit, time, first, cluster, n):
    """pyfixest: indicators of the last periods before treatment, on the rows not under treatment."""
    rows = data[(data[first] == 0) | (data[time] < data[first])].copy()
    names = [f"lead{k}" for k in range(n, 0, -1)]
    for k in range(n, 0, -1):
        rows[f"lead{k}"] = ((rows[first] > 0) & (rows[time] - rows[first] == -k)).astype(float)
    formula = f"{outcome} ~ {' + '.join(names)} | {unit} + {time}"
    # Units seen once say nothing of the leads, but count as rows here as in the other designs.
    fitted = pf.feols(formula, rows, vcov={"CRV1": cluster}, fixef_tol=1e-12, fixef_rm="none")
    return [
        {"event": -k, "value": float(fitted.coef()[f"lead{k}"]), "std_error": float(fitted.se()[f"lead{k}"])}
        for k in range(n, 0, -1)
    ]


def decomposition(data, outcome, unit, time, first):
    found = BaconDecomposition().fit(data, outcome=outcome, unit=unit, time=time, first_treat=first)
    columns = ["treated_group", "control_group", "estimate", "weight"]
    rows = found.to_dataframe()[columns].astype(dict.fromkeys(columns[:2], str))
    return {"value": float(found.twfe_estimate), "rows": rows.to_dict("records")}


answers = {
    "software": {name: version(name) for name in ("diff-diff", "pyfixest")},
    "covariate": [
        group_time(method, comparison, base)
        for method in METHODS
        for comparison in ("never_treated", "not_yet_treated")
        for base in ("varying", "universal")
    ],
    "goodman_bacon": decomposition(COUNTIES, "lemp", "countyreal", "year", "first"),
    "imputation": {
        "counties": {
            "diff-diff": borusyak(COUNTIES, "lemp", "countyreal", "year", "first", "countyreal"),
            "leads": leads(COUNTIES, "lemp", "countyreal", "year", "first", "countyreal", 2),
        },
        "holed": {
            "diff-diff": borusyak(HOLED, "y", "commune", "year", "cohort", "commune"),
            "did2s of units seen twice before": two_stages(HOLED, "y", "commune", "year", "cohort"),
            "leads": leads(HOLED, "y", "commune", "year", "cohort", "commune", 2),
        },
        "holed_by_province": {
            "diff-diff": borusyak(HOLED, "y", "commune", "year", "cohort", "province"),
            "leads": leads(HOLED, "y", "commune", "year", "cohort", "province", 2),
        },
    },
    "interaction_weighted": {
        "counties": {
            "pyfixest": saturated(COUNTIES, "lemp", "countyreal", "year", "first", "countyreal"),
            "diff-diff": sun_abraham(COUNTIES, "lemp", "countyreal", "year", "first"),
        },
        "holed": {"pyfixest": saturated(HOLED, "y", "commune", "year", "cohort", "commune")},
        "holed_by_province": {"pyfixest": saturated(HOLED, "y", "commune", "year", "cohort", "province")},
        "holed_weighted": {
            "pyfixest": saturated(HOLED, "y", "commune", "year", "cohort", "commune", "weight")
        },
    },
}
HERE.with_suffix(".json").write_text(json.dumps(answers, indent=1) + "\n")
